"""Addresses of charters and programmes."""

from __future__ import annotations

from django.urls import path

from dunmiao.web.charter import views_charters as charters
from dunmiao.web.charter import views_cohorts as cohorts
from dunmiao.web.charter import views_drafts as drafts
from dunmiao.web.charter import views_effect as effects
from dunmiao.web.charter import views_programmes as programmes

app_name = "charter"
urlpatterns = [
    path("", charters.charters, name="charters"),
    path("adopt/", charters.adopt, name="adopt"),
    path("texts/<slug:key>/", charters.shipped_charter, name="shipped"),
    path("texts/<slug:key>/copy/", drafts.copy_shipped, name="copy_shipped"),
    path("<int:pk>/", charters.charter, name="charter"),
    path("<int:pk>/compare/", drafts.compare_charters, name="compare"),
    path("<int:pk>/copy/", drafts.copy_version, name="copy"),
    path("<int:pk>/edit/", drafts.edit, name="edit"),
    path("<int:pk>/review/", drafts.review, name="review"),
    path("<int:pk>/discard/", drafts.discard, name="discard"),
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/new/", programmes.programme_new, name="programme_new"),
    path("programmes/<int:pk>/", programmes.programme, name="programme"),
    path("programmes/<int:pk>/edit/", programmes.programme_edit, name="programme_edit"),
    path("programmes/<int:pk>/next/", cohorts.clone, name="clone"),
    path("programmes/<int:pk>/counties/", cohorts.subdivide, name="subdivide"),
    path("programmes/<int:pk>/groups/", cohorts.group_new, name="group_new"),
    path("programmes/<int:pk>/organisers/", cohorts.co_organisers, name="co_organisers"),
    path("programmes/<int:pk>/chain/", cohorts.chain, name="chain"),
    path("groups/<int:pk>/", cohorts.group_edit, name="group_edit"),
    path("groups/<int:pk>/dissolve/", cohorts.group_dissolve, name="group_dissolve"),
    path("long-plans/", cohorts.long_plans, name="long_plans"),
    path("long-plans/new/", cohorts.long_plan_new, name="long_plan_new"),
    path("long-plans/<int:pk>/", cohorts.long_plan_edit, name="long_plan_edit"),
    path("programmes/<int:pk>/effect/", effects.effect, name="effect"),
    path("programmes/<int:pk>/open/", programmes.programme_open, name="programme_open"),
    path("programmes/<int:pk>/move/", programmes.programme_move, name="programme_move"),
]
