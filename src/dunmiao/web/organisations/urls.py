"""Addresses of the tree of units, roles, accounts and the holiday table."""

from __future__ import annotations

from django.urls import path

from dunmiao.web.organisations import accounts, grants, holidays, units

app_name = "organisations"
urlpatterns = [
    path("", units.tree, name="tree"),
    path("<int:pk>/", units.unit, name="unit"),
    path("<int:pk>/add/", units.add, name="unit_add"),
    path("<int:pk>/edit/", units.edit, name="unit_edit"),
    path("<int:pk>/contact/<str:kind>/", units.contact, name="contact_set"),
    path("contacts/<int:pk>/end/", units.contact_end, name="contact_end"),
    path("grants/", grants.grants, name="grants"),
    path("grants/give/", grants.give, name="grant_give"),
    path("grants/<int:pk>/end/", grants.end, name="grant_end"),
    path("accounts/", accounts.accounts, name="accounts"),
    path("accounts/add/", accounts.add, name="account_add"),
    path("accounts/<int:pk>/", accounts.account, name="account"),
    path("accounts/<int:pk>/deactivate/", accounts.deactivate, name="account_deactivate"),
    path("accounts/<int:pk>/activate/", accounts.activate, name="account_activate"),
    path("accounts/<int:pk>/reset/", accounts.reset, name="account_reset"),
    path("welcome/<str:part>/<str:token>/", accounts.welcome, name="welcome"),
    path("holidays/", holidays.holidays, name="holidays"),
    path("holidays/set/", holidays.set_day, name="holiday_set"),
    path("holidays/<str:on>/remove/", holidays.remove, name="holiday_remove"),
]
