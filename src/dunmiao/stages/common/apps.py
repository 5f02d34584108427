"""Registers the stage with Django."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CommonConfig(AppConfig):
    """The `common` stage."""

    name = "dunmiao.stages.common"
    label = "common"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Put the database's guards back after every migration."""
        post_migrate.connect(_guard, dispatch_uid="dunmiao-guards")


def _guard(using: str = "default", **_kwargs: Any) -> None:
    from django.db import connections

    from dunmiao.stages.common.guards import install

    install(connections[using])
