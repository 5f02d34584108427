"""Registers the pages with Django."""

from django.apps import AppConfig


class WebCharterConfig(AppConfig):
    """Pages: charter."""

    name = "dunmiao.web.charter"
    label = "web_charter"
