"""Addresses of the pool and of the survey that fills it."""

from __future__ import annotations

from django.urls import path

from dunmiao.web.selection import todo_pool
from dunmiao.web.selection import views_balance as balance
from dunmiao.web.selection import views_designations as designating
from dunmiao.web.selection import views_pool as pool
from dunmiao.web.selection import views_surveys as surveys

PATHS = [
    path("pool/", pool.pool, name="pool"),
    path("pool/structure/", pool.pool_structure, name="pool_structure"),
    path("pool/coverage/<int:programme>/", pool.pool_coverage, name="pool_coverage"),
    path("pool/reckon/<int:programme>/", pool.pool_reckon, name="pool_reckon"),
    path("pool/<int:pk>/", pool.pool_member, name="pool_member"),
    path("pool/<int:pk>/standing/", pool.pool_move, name="pool_move"),
    path("pool/<int:pk>/drop/", pool.pool_drop, name="pool_drop"),
    path("pool/<int:pk>/wishes/", pool.pool_wish, name="pool_wish"),
    path("<int:programme>/balance/", balance.balance, name="balance"),
    path("<int:programme>/designate/", designating.designate, name="designate"),
    path("surveys/", surveys.surveys, name="surveys"),
    path("surveys/ask/<int:programme>/", surveys.survey_ask, name="survey_ask"),
    path("surveys/<int:pk>/", surveys.survey, name="survey"),
    path("surveys/<int:pk>/report/", surveys.survey_report, name="survey_report"),
    path("surveys/<int:pk>/confirm/", surveys.survey_confirm, name="survey_confirm"),
    path("surveys/<int:pk>/release/", surveys.survey_release, name="survey_release"),
    path("surveys/<int:pk>/return/", surveys.survey_return, name="survey_return"),
]
PROVIDERS = todo_pool.PROVIDERS
