"""`serve`: the web server for production, configured by the environment."""

from __future__ import annotations

import argparse

from dunmiao.commands.output import Stop


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to say on the command line; docs/OPERATIONS.md lists the variables."""


def run(args: argparse.Namespace) -> int:
    """Serve until SIGTERM; refuses to start over a database that is behind."""
    from dunmiao.commands.database import pending_migrations, start_django
    from dunmiao.config import processes
    from dunmiao.config.catalogues import compile_all

    start_django()
    compile_all()
    if pending_migrations():
        raise Stop("the database is behind this version: run ./dunmiao init")
    _close_connections()
    try:
        options = processes.from_environment()
    except ValueError as problem:
        raise Stop(str(problem)) from None
    processes.Server(loglevel="info", **options).run()
    return 0


def _close_connections() -> None:
    """Keep the server's children from inheriting our connection to the database."""
    from django.db import connections

    connections.close_all()
