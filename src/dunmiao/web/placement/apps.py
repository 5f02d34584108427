"""Registers the pages with Django."""

from django.apps import AppConfig


class WebPlacementConfig(AppConfig):
    """Pages: placement."""

    name = "dunmiao.web.placement"
    label = "web_placement"
