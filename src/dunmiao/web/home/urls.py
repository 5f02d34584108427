"""Addresses of sign-in and the first page."""

from __future__ import annotations

from django.urls import path

from dunmiao.web.home import views

app_name = "home"
urlpatterns = [
    path("", views.home, name="home"),
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("demo/<str:role>/", views.demo_sign_in, name="demo_sign_in"),
    path("language/", views.language, name="language"),
    path("acting/", views.act_for, name="act_for"),
]
