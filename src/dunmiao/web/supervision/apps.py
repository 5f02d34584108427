"""Registers the pages with Django."""

from django.apps import AppConfig


class WebSupervisionConfig(AppConfig):
    """Pages: supervision."""

    name = "dunmiao.web.supervision"
    label = "web_supervision"
