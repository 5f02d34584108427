"""Registers the pages with Django."""

from django.apps import AppConfig


class WebSelectionConfig(AppConfig):
    """Pages: selection."""

    name = "dunmiao.web.selection"
    label = "web_selection"
