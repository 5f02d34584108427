"""Addresses of django-allauth that we use: sign-in, second factor, change of password.

The rest of it (sign-up, e-mail, recovery by mail) has no address here.
"""

from __future__ import annotations

from allauth.account import views
from django.urls import include, path

from dunmiao.web.home.views import no_password

urlpatterns = [
    path("login/", views.login, name="account_login"),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("signup/", views.signup, name="account_signup"),  # answers that it is closed
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", no_password, name="account_set_password"),
    path("mfa/", include("allauth.mfa.urls")),
]
