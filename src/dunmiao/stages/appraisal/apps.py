"""Registers the stage with Django."""

from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    """The `appraisal` stage."""

    name = "dunmiao.stages.appraisal"
    label = "appraisal"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the records of this stage known to the ledger."""
        from dunmiao.stages.appraisal import evidence  # noqa: F401  (registers by being imported)
