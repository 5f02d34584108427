"""Registers the stage with Django."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The `people` stage."""

    name = "dunmiao.stages.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
