"""Registers the pages with Django."""

from django.apps import AppConfig


class WebOrganisationsConfig(AppConfig):
    """Pages: organisations."""

    name = "dunmiao.web.organisations"
    label = "web_organisations"
