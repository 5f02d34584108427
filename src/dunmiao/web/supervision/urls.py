"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern, path  # noqa: F401  (path: the first page brings it to use)

app_name = "supervision"
urlpatterns: list[URLPattern] = []
