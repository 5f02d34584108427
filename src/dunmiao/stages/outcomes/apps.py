"""Registers the stage with Django."""

from django.apps import AppConfig


class OutcomesConfig(AppConfig):
    """The `outcomes` stage."""

    name = "dunmiao.stages.outcomes"
    label = "outcomes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the records of this stage known to the ledger."""
        from dunmiao.stages.outcomes import evidence  # noqa: F401  (registers by being imported)
