"""What tests that walk all acts or all addresses share: rolling back, and seeing every change."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection, transaction

import dunmiao.stages
import tests.rows
from tests.world import World

Rows = dict[str, dict[str, Any]]
Table = dict[int, str]


@contextmanager
def rolled_back() -> Iterator[None]:
    """Run a block and take back whatever it wrote."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def load_stages() -> None:
    """Import every module of the stages, so that all actions are registered."""
    for module in pkgutil.walk_packages(dunmiao.stages.__path__, "dunmiao.stages."):
        if ".migrations" not in module.name:
            importlib.import_module(module.name)
    importlib.import_module("dunmiao.flow")


def all_rows(world: World) -> Rows:
    """Gather the rows of tests/rows for a world."""
    rows: Rows = {}
    names = sorted(module.name for module in pkgutil.iter_modules(tests.rows.__path__))
    for name in ["base", *(name for name in names if name != "base")]:
        rows.update(importlib.import_module(f"tests.rows.{name}").rows(world))
    return rows


def gathered(package: Any, attribute: str) -> dict[str, Any]:
    """Join the tables of a package of tests, each name in one of them only."""
    table: dict[str, Any] = {}
    for module in pkgutil.iter_modules(package.__path__):
        found = importlib.import_module(f"{package.__name__}.{module.name}")
        rows = getattr(found, attribute)
        assert not set(rows) & set(table), f"listed twice: {set(rows) & set(table)}"
        table.update(rows)
    return table


def tables() -> list[str]:
    """Name every table of the product."""
    return [model._meta.db_table for model in apps.get_models(include_auto_created=True)]


def everything(leave_out: tuple[str, ...] = ()) -> dict[str, Table]:
    """Give all rows of all tables as they lie in the database, by table and first column."""
    kept: dict[str, Table] = {}
    with connection.cursor() as cursor:
        for table in tables():
            if table in leave_out:
                continue
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  (names of our own models)
            kept[table] = {row[0]: repr(row) for row in cursor.fetchall()}
    return kept


def differences(before: dict[str, Table], after: dict[str, Table]) -> list[str]:
    """Name each row that was added, changed or removed."""
    found = []
    for table, rows in after.items():
        old = before[table]
        for key in sorted(set(old) | set(rows), key=str):
            if old.get(key) != rows.get(key):
                what = "added" if key not in old else "removed" if key not in rows else "changed"
                found.append(f"{table} {key} {what}")
    return found
