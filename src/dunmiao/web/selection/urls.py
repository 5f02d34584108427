"""Addresses of these pages."""

from __future__ import annotations

from django.urls import URLPattern

from dunmiao.web.selection.urls_nominations import PATHS as NOMINATIONS
from dunmiao.web.selection.urls_pool import PATHS as POOL
from dunmiao.web.selection.urls_posts import PATHS as POSTS
from dunmiao.web.selection.urls_rounds import PATHS

app_name = "selection"
urlpatterns: list[URLPattern] = [
    *POSTS,
    *NOMINATIONS,
    *POOL,
    *PATHS,
]
