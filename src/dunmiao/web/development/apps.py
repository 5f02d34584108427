"""Registers the pages with Django."""

from django.apps import AppConfig


class WebDevelopmentConfig(AppConfig):
    """Pages: development."""

    name = "dunmiao.web.development"
    label = "web_development"
