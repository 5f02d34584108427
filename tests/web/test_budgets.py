"""Every list stays within 15 queries and 150 kB with ten thousand persons in the pool."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver

from tests.asking import DOORS, addresses, cookie_of, lets_in, send, urls_of
from tests.walking import all_rows
from tests.web.crowd import gather_crowd
from tests.world import build_world

QUERIES, BYTES = 15, 150_000
READERS = (
    "organiser_lead", "receiver", "sender", "cadre", "mentor", "handler", "liaison",
    "system_admin", "security_admin", "audit_admin",
)  # fmt: skip
pytestmark = pytest.mark.django_db


def views(resolver: Any = None, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Give each address with its view."""
    for entry in (resolver or get_resolver()).url_patterns:
        if hasattr(entry, "url_patterns"):
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from views(entry, space)
        else:
            yield f"{prefix}{entry.name}", inspect.unwrap(entry.callback)


def lists_rows(view: Any) -> bool:
    """Say whether a view, or a helper of its module that it names, draws a list."""
    if not inspect.isfunction(view) or not view.__module__.startswith("dunmiao."):
        return False
    module = importlib.import_module(view.__module__)
    seen, names = set(), {view.__name__}
    while names:
        name = names.pop()
        function = inspect.unwrap(getattr(module, name, None)) if name not in seen else None
        seen.add(name)
        if not inspect.isfunction(function) or function.__module__ != view.__module__:
            continue
        called = set(function.__code__.co_names)
        if "listing" in called:
            return True
        names |= {helper for helper in called - seen if helper.startswith("_")}
    return False


LISTS = sorted(name for name, view in views() if name in DOORS and lists_rows(view))


def test_the_lists_are_found() -> None:
    assert {"people:people", "organisations:tree", "audit:entries"} <= set(LISTS)
    assert set(LISTS) <= set(addresses())


@pytest.fixture(scope="module")
def crowd(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The world with ten thousand persons, for the whole module."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = build_world()
        rows = all_rows(world)
        gather_crowd(world)
        yield world, rows
        transaction.set_rollback(True)


def reader(name: str) -> str:
    """Give the role that sees most of a list."""
    return next((role for role in READERS if lets_in(DOORS[name].get, role)), "")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_light(name: str, crowd: Any) -> None:
    from django.test import Client

    world, rows = crowd
    role = reader(name)
    assert role, f"{name}: nobody of {READERS} reads it"
    client = Client()
    client.force_login(world.user(role))
    url = urls_of(name, rows)["own"]
    cookie = cookie_of(client)
    send(cookie, "GET", url)  # what is read once per process is not the page's
    with CaptureQueriesContext(connection) as asked:
        page = send(cookie, "GET", url)
    assert page.status_code == 200
    told = "\n".join(query["sql"][:160] for query in asked)
    assert len(asked) <= QUERIES, f"{name}: {len(asked)} queries\n{told}"
    assert len(page.content) <= BYTES, f"{name}: {len(page.content)} bytes"
