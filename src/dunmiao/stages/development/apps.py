"""Registers the stage with Django."""

from django.apps import AppConfig


class DevelopmentConfig(AppConfig):
    """The `development` stage."""

    name = "dunmiao.stages.development"
    label = "development"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the relations of this stage known to `allowed_to`."""
        from dunmiao.stages.development import ties  # noqa: F401  (registers by being imported)
