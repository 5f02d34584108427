"""Starts Django for the commands that need data, and brings the database up to date."""

from __future__ import annotations

import os


def start_django() -> None:
    """Load the settings and the apps; a missing setting is a sentence, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dunmiao.config.settings")
    import django

    django.setup()
    from django.conf import settings

    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise looks there too


def pending_migrations() -> list[str]:
    """Give the migrations that the database has not seen, as `app.name`."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def ready_database() -> None:
    """Start Django and make the embedded database on first use (cli.md, "needs data").

    A database server named by DUNMIAO_DATABASE_URL is migrated by `init`, not in passing.
    """
    from dunmiao.commands.output import Stop

    start_django()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from dunmiao.config.catalogues import compile_all

    compile_all()
    if connection.vendor == "sqlite":
        settings.DATA.mkdir(parents=True, exist_ok=True)
    if not pending_migrations():
        return
    if connection.vendor != "sqlite":
        raise Stop("the database is behind this version: run ./dunmiao init")
    call_command("migrate", interactive=False, verbosity=0)
