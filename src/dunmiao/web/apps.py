"""Registers the shared parts of the interface."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Shared templates, tags and middleware."""

    name = "dunmiao.web"
    label = "web"
