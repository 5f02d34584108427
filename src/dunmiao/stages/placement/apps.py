"""Registers the stage with Django."""

from django.apps import AppConfig


class PlacementConfig(AppConfig):
    """The `placement` stage."""

    name = "dunmiao.stages.placement"
    label = "placement"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make the relations of this stage known to `allowed_to`."""
        from dunmiao.stages.placement import ties  # noqa: F401  (registers by being imported)
