"""Addresses of matching, placements, papers and groups."""

from __future__ import annotations

from django.urls import path

from dunmiao.web.placement import views_answerable as answering
from dunmiao.web.placement import views_hosted
from dunmiao.web.placement import views_matching as matching
from dunmiao.web.placement import views_placements as placements
from dunmiao.web.placement import views_welcome as welcome
from dunmiao.web.placement.urls_papers import urlpatterns as papers

app_name = "placement"
urlpatterns = [
    path("our-people/", views_hosted.hosted, name="hosted"),
    path("", placements.placements, name="placements"),
    path("<int:pk>/", placements.placement, name="placement"),
    path("<int:pk>/arrive/", placements.arrive, name="arrive"),
    path("<int:pk>/answerable/", answering.answerable, name="answerable"),
    path("<int:pk>/division/", placements.divide, name="divide"),
    path("<int:pk>/relations/<slug:kind>/", placements.relation, name="relation"),
    path("<int:pk>/withdraw/", placements.withdraw, name="withdraw"),
    path("<int:pk>/orientation/", welcome.orientation, name="orientation"),
    path("<int:pk>/orientation.docx", welcome.orientation_paper, name="orientation_paper"),
    path("<int:pk>/welcome/", welcome.write, name="welcome"),
    path("arrivals/", placements.arrivals, name="arrivals"),
    path("posts/<int:pk>/", placements.post, name="post"),
    path("matching/", matching.matchings, name="matchings"),
    path("matching/<int:programme>/", matching.matching, name="matching"),
    path("plans/<int:pk>/", matching.plan, name="plan"),
    path("plans/<int:pk>/persons/<int:person>/", matching.plan_person, name="plan_person"),
    path("plans/<int:pk>/beside/<int:other>/", matching.compare, name="compare"),
    path("plans/<int:pk>/propose/", matching.propose, name="propose"),
    path("marks/<int:application>/<int:offer>/", matching.mark, name="mark"),
    path("marks/<int:application>/<int:offer>/take-away/", matching.unmark, name="unmark"),
    *papers,
]
