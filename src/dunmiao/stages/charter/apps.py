"""Registers the stage with Django."""

from django.apps import AppConfig


class CharterConfig(AppConfig):
    """The `charter` stage."""

    name = "dunmiao.stages.charter"
    label = "charter"
    default_auto_field = "django.db.models.BigAutoField"
