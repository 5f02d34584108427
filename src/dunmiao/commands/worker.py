"""`worker`: works the queue of long tasks, for production."""

from __future__ import annotations

import argparse

from dunmiao.commands.output import Stop, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to say on the command line; docs/OPERATIONS.md lists the variables."""


def run(args: argparse.Namespace) -> int:
    """Work until SIGTERM; refuses to start over a database that is behind."""
    from dunmiao.commands.database import pending_migrations, start_django
    from dunmiao.config.processes import run_worker

    start_django()
    if pending_migrations():
        raise Stop("the database is behind this version: run ./dunmiao init")
    say("the worker is ready")
    run_worker()
    return 0
