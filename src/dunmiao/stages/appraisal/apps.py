"""Registers the stage with Django."""

from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    """The `appraisal` stage."""

    name = "dunmiao.stages.appraisal"
    label = "appraisal"
    default_auto_field = "django.db.models.BigAutoField"
