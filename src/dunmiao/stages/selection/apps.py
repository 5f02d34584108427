"""Registers the stage with Django."""

from django.apps import AppConfig


class SelectionConfig(AppConfig):
    """The `selection` stage."""

    name = "dunmiao.stages.selection"
    label = "selection"
    default_auto_field = "django.db.models.BigAutoField"
