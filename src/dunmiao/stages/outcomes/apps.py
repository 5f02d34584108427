"""Registers the stage with Django."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """The `outcomes` stage."""

    name = "dunmiao.stages.outcomes"
    label = "outcomes"
    default_auto_field = "django.db.models.BigAutoField"
