"""Addresses of applications, stages, decision and public notice."""

from __future__ import annotations

from django.urls import path

from dunmiao.web.selection import (
    todo,
    views_applications,
    views_decisions,
    views_publicities,
    views_review,
    views_rounds,
    views_scores,
    views_units,
)

PATHS = [
    path("", views_rounds.selections, name="selections"),
    path("<int:programme>/", views_rounds.selection, name="selection"),
    path("applications/", views_applications.applications, name="applications"),
    path("applications/<int:pk>/", views_applications.application, name="application"),
    path("applications/<int:pk>/opinion/", views_applications.opine, name="opine"),
    path("applications/<int:pk>/withdraw/", views_applications.withdraw, name="withdraw"),
    path("applications/<int:pk>/wishes/", views_applications.wishes, name="wishes"),
    path("applications/<int:pk>/findings/<str:rule>/", views_review.override, name="override"),
    path("applications/<int:pk>/replace/", views_rounds.replace, name="replace"),
    path("mine/", views_applications.mine, name="mine"),
    path("<int:programme>/apply/", views_applications.apply, name="apply"),
    path(
        "<int:programme>/apply/<int:person>/", views_applications.apply_person, name="apply_person"
    ),
    path("<int:programme>/review/", views_review.review, name="review"),
    path("<int:programme>/invite/<int:person>/", views_review.invite, name="invite"),
    path("invitations/", views_review.invitations, name="invitations"),
    path("invitations/<int:pk>/", views_review.invitation_answer, name="invitation_answer"),
    path("<int:programme>/open/<str:stage>/", views_rounds.round_open, name="round_open"),
    path("stages/<int:pk>/", views_rounds.round_page, name="round"),
    path("stages/<int:pk>/close/", views_rounds.round_close, name="round_close"),
    path("stages/<int:pk>/reopen/", views_rounds.round_reopen, name="round_reopen"),
    path("stages/<int:pk>/scores/", views_scores.scores, name="scores"),
    path("stages/<int:pk>/sheet/", views_scores.score_sheet, name="score_sheet"),
    path("<int:programme>/decision/", views_decisions.decision_record, name="decision_record"),
    path("decisions/<int:pk>/", views_decisions.decision, name="decision"),
    path("decisions/<int:decision>/post/", views_publicities.publicity_post, name="publicity_post"),
    path("publicity/<int:pk>/", views_publicities.publicity, name="publicity"),
    path("publicity/<int:pk>/paper/", views_publicities.publicity_paper, name="publicity_paper"),
    path("publicity/<int:pk>/close/", views_publicities.publicity_close, name="publicity_close"),
    path(
        "publicity/<int:pk>/objection/",
        views_publicities.objection_receive,
        name="objection_receive",
    ),
    path("objections/<int:pk>/", views_publicities.objection, name="objection"),
    path("unit-wishes/", views_units.unit_wishes, name="unit_wishes"),
    path("unit-wishes/<int:pk>/", views_units.unit_wish, name="unit_wish"),
]
PROVIDERS = todo.PROVIDERS
