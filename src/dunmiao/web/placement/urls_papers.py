"""Addresses of papers and groups."""

from __future__ import annotations

from django.urls import URLPattern, path

from dunmiao.web.placement import views_files as files
from dunmiao.web.placement import views_papers as papers
from dunmiao.web.placement import views_teams as teams

urlpatterns: list[URLPattern] = [
    path("decisions/<int:decision>/make/", papers.make, name="make"),
    path("papers/", papers.issuing, name="issuing"),
    path("papers/<int:programme>/", papers.papers, name="papers"),
    path("papers/<int:programme>/gaps/", papers.gaps, name="gaps"),
    path("papers/<int:programme>/start/", papers.start, name="start"),
    path("papers/<int:programme>/notice/", papers.notice_new, name="notice_new"),
    path("papers/<int:programme>/letters/", papers.letters_new, name="letters_new"),
    path("papers/<int:programme>/roster/<slug:kind>/", files.roster, name="roster_file"),
    path(
        "papers/<int:programme>/responsibilities/", files.responsibilities,
        name="responsibility_file",
    ),
    path("notices/<int:pk>/", files.notice, name="notice_file"),
    path("notices/<int:pk>/print/", files.letter, name="letter_print"),
    path("groups/", teams.teams, name="teams"),
    path("groups/<int:pk>/", teams.team, name="team"),
    path("groups/<int:pk>/edit/", teams.team_edit, name="team_edit"),
    path("groups/new/<int:programme>/", teams.team_new, name="team_new"),
]  # fmt: skip
