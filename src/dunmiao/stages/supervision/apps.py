"""Registers the stage with Django."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """The `supervision` stage."""

    name = "dunmiao.stages.supervision"
    label = "supervision"
    default_auto_field = "django.db.models.BigAutoField"
