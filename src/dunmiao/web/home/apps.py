"""Registers the pages with Django."""

from django.apps import AppConfig


class WebHomeConfig(AppConfig):
    """Pages: home."""

    name = "dunmiao.web.home"
    label = "web_home"
