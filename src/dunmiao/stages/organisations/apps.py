"""Registers the stage with Django."""

from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """The `organisations` stage."""

    name = "dunmiao.stages.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"
