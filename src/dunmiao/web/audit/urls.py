"""Addresses of the audit trail."""

from __future__ import annotations

from django.urls import path

from dunmiao.web.audit import views

app_name = "audit"
urlpatterns = [path("", views.entries, name="entries")]
