"""Registers the pages with Django."""

from django.apps import AppConfig


class WebOutcomesConfig(AppConfig):
    """Pages: outcomes."""

    name = "dunmiao.web.outcomes"
    label = "web_outcomes"
