"""Addresses of these pages."""

from __future__ import annotations

from django.urls import path

from dunmiao.web.appraisal import board, doing, joint

app_name = "appraisal"
urlpatterns = [
    path("", board.appraisals, name="appraisals"),
    path("open/", board.open_kind, name="open"),
    path("programmes/<int:pk>/warnings/", board.warnings, name="warnings"),
    path("<int:pk>/", joint.appraisal, name="appraisal"),
    path("<int:pk>/paper/", joint.paper, name="paper"),
    path("<int:pk>/summary/", doing.summarise, name="summarise"),
    path("<int:pk>/opinion/", doing.opine, name="opine"),
    path("<int:pk>/ballots/", doing.tally, name="tally"),
    path("<int:pk>/ballots/clear/", doing.tally_clear, name="tally_clear"),
    path("<int:pk>/tell/", doing.tell, name="tell"),
    path("<int:pk>/acknowledge/", doing.acknowledge, name="acknowledge"),
    path("<int:pk>/object/", doing.object_, name="object"),
    path("<int:pk>/approve/", doing.approve, name="approve"),
    path("<int:pk>/feedback/", doing.feedback, name="feedback"),
    path("objections/<int:pk>/", doing.objection, name="objection"),
    path("placements/<int:pk>/", joint.of_placement, name="of_placement"),
    path("placements/<int:pk>/abilities/", doing.abilities, name="abilities"),
    path("placements/<int:pk>/abilities/<str:moment>/", doing.rate, name="rate"),
]
