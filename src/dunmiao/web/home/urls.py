"""Addresses of sign-in and the first page."""

from __future__ import annotations

from django.urls import path

from dunmiao.web.home import complaints, delegations, parts_page, setup, views

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("demo/<str:role>/", views.demo_sign_in, name="demo_sign_in"),
    path("setup/<str:token>/", setup.setup, name="setup"),
    path("language/", views.language, name="language"),
    path("acting/", views.act_for, name="act_for"),
    path("delegations/", delegations.delegations, name="delegations"),
    path("delegations/give/", delegations.give, name="delegation_give"),
    path("delegations/<int:pk>/end/", delegations.end, name="delegation_end"),
    path("complaints/", complaints.complaints, name="complaints"),
    path("complaints/send/", complaints.send, name="complaint_send"),
    path("complaints/<int:pk>/", complaints.complaint, name="complaint"),
    path("complaints/<int:pk>/ask/", complaints.complaint_route, name="complaint_route"),
    path("questions/<int:pk>/", complaints.routed, name="routed"),
    path("parts/", parts_page.parts, name="parts"),
]
