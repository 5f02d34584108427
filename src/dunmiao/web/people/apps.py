"""Registers the pages with Django."""

from django.apps import AppConfig


class WebPeopleConfig(AppConfig):
    """Pages: people."""

    name = "dunmiao.web.people"
    label = "web_people"
