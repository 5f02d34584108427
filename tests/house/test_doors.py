"""Every address × method × role × relation answers as the tables in tests/doors say."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import tests.doors
import tests.rows
from dunmiao.web.once import FIELD
from tests.doors import Door
from tests.world import LENT, World

# Which relations a role reaches, written by hand; a model may differ (Door.reach).
REACH = {
    "organiser": "own other",
    "organiser_lead": "own other",
    "inspector": "own other",
    "leader": "own other",
    "authority": "own",  # the own row is of its personnel kind, the other is not
    "sender": "own",
    "receiver": "own",
    "village": "",  # nobody of the world is posted in the village
    "handler": "",
    "cadre": "own",
    "mentor": "own",
    "liaison": "own",
    "team_leader": "own",
    "branch_secretary": "own",
    "system_admin": "own other foreign",
    "security_admin": "own other foreign",
    "audit_admin": "own other foreign",
    "organiser_b": "foreign",
    "organiser_lead_b": "foreign",
    "receiver_b": "foreign",
    "sender_b": "foreign",
    "receiver_other": "other",
    "stranger": "",
}
SAME_AS = {
    "organiser_b": "organiser",
    "organiser_lead_b": "organiser_lead",
    "receiver_b": "receiver",
    "sender_b": "sender",
    "receiver_other": "receiver",
}
MISSING = 987654321


def patterns(resolver: Any = None, prefix: str = "") -> Iterator[str]:
    """Give every URL name of the product."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from patterns(entry, space)
        elif isinstance(entry, URLPattern) and entry.name:
            yield f"{prefix}{entry.name}"


def doors() -> dict[str, Door]:
    """Gather the tables of tests/doors; a name in two of them is an error."""
    table: dict[str, Door] = {}
    for module in pkgutil.iter_modules(tests.doors.__path__):
        rows = importlib.import_module(f"tests.doors.{module.name}").DOORS
        assert not set(rows) & set(table), f"listed twice: {set(rows) & set(table)}"
        table.update(rows)
    return table


def all_rows(world: World) -> dict[str, dict[str, Any]]:
    """Gather the rows of tests/rows for a world."""
    rows: dict[str, dict[str, Any]] = {}
    names = sorted(module.name for module in pkgutil.iter_modules(tests.rows.__path__))
    for name in ["base", *(name for name in names if name != "base")]:
        rows.update(importlib.import_module(f"tests.rows.{name}").rows(world))
    return rows


DOORS = doors()


def test_every_address_has_a_row() -> None:
    """A new address without a row fails, and so does a row without an address."""
    names = set(patterns())
    assert names - set(DOORS) == set(), "addresses without a row in tests/doors"
    assert set(DOORS) - names == set(), "rows without an address"


def arguments(door: Door, rows: dict[str, dict[str, Any]], relation: str) -> list[Any] | None:
    """Give the address's arguments for a relation; None where the model has no such row."""
    wanted = (door.row,) if isinstance(door.row, str) else door.row
    given: list[Any] = []
    for name in wanted:
        if name == "":
            continue
        if name.startswith("="):
            given.append(name[1:])
        elif relation == "missing":
            given.append(MISSING)
        elif relation in rows[name]:
            given.append(rows[name][relation].pk)
        else:
            return None
    return given


def expected(door: Door, method: str, role: str, relation: str) -> set[int]:
    """Give the codes the hand-written table allows."""
    allowed = getattr(door, method.lower())
    if allowed == "":
        return {405}
    if role == "visitor":
        return set(door.ok) if allowed == "public" else {302}
    kind = SAME_AS.get(role, role)
    may = {"public", "anyone"} & {allowed} or kind in allowed.split()
    entered = may or kind in f"{door.get} {door.post}".split() or "anyone" in (door.get, door.post)
    has_row = bool(door.row) and door.row != ("=",)
    reach = door.reach.get(kind, REACH[role]) if door.reach else REACH[role]
    reached = not _takes_row(door) or (relation in reach.split() and relation != "missing")
    if not has_row or not _takes_row(door):
        return set(door.ok) if may else {403}
    if not entered:
        return {403}
    if not reached:
        return {404}
    sees = door.sees if door.sees is not None else f"{door.get} {door.post}"
    if may:
        return set(door.ok)
    return {403} if kind in sees.split() else {404}


def _takes_row(door: Door) -> bool:
    wanted = (door.row,) if isinstance(door.row, str) else door.row
    return any(name and not name.startswith("=") for name in wanted)


def call(client: Client, method: str, url: str) -> int:
    """Ask once, and take back whatever it changed."""
    with transaction.atomic():
        data = {FIELD: "k" * 20} if method == "POST" else {}
        response = getattr(client, method.lower())(url, data)
        if hasattr(response, "close"):
            response.close()
        transaction.set_rollback(True)
    return int(response.status_code)


ROLES = [*REACH, "visitor", "inactive"]


@pytest.mark.parametrize("name", sorted(DOORS))
def test_door(name: str, world: World) -> None:
    """Each role gets the code the table says, on its own rows, others', foreign and missing."""
    door = DOORS[name]
    rows = all_rows(world)
    wrong: list[str] = []
    relations = ("own", "other", "foreign", "missing") if _takes_row(door) else ("own",)
    urls = {}
    for relation in relations:
        given = arguments(door, rows, relation)
        if given is not None:
            urls[relation] = reverse(name, args=given)
    world.users["stranger"].refresh_from_db()
    for role in ROLES:
        client = Client(raise_request_exception=False)
        who = role
        if role == "inactive":
            user = world.user("organiser_lead")
            client.force_login(user)
            type(user).objects.filter(pk=user.pk).update(is_active=False)
            who = "visitor"
        elif role != "visitor":
            client.force_login(world.users[role])
        for relation, url in urls.items():
            for method in ("GET", "POST"):
                code = call(client, method, url)
                codes = expected(door, method, who, relation)
                if code not in codes:
                    wrong.append(f"{method} {role} {relation}: {code}, expected {sorted(codes)}")
        if role == "inactive":
            type(user).objects.filter(pk=user.pk).update(is_active=True)
    for method in ("PUT", "PATCH", "DELETE", "OPTIONS"):
        client = Client(raise_request_exception=False)
        client.force_login(world.users["organiser_lead"])
        code = client.generic(method, next(iter(urls.values()))).status_code
        if code != 405 and not door.is_foreign:
            wrong.append(f"{method}: {code}, expected 405")
    assert not wrong, f"{name}:\n" + "\n".join(wrong)


@pytest.mark.parametrize("name", sorted(DOORS))
def test_standing_in(name: str, world: World) -> None:
    """Who stands in does the lent acts on the lender's rows, and nothing else."""
    door = DOORS[name]
    if not _takes_row(door) or "receiver" not in f"{door.get} {door.post}".split():
        pytest.skip("no receiving unit's page")
    given = arguments(door, all_rows(world), "own")
    if given is None:
        pytest.skip("no own row")
    client = Client(raise_request_exception=False)
    client.force_login(world.users["delegate"])
    session = client.session
    session["acting"] = world.extra["delegation"].pk
    session.save()
    lent = set(LENT)
    for method, act in (("GET", door.get_act), ("POST", door.post_act)):
        if not act:
            continue
        code = call(client, method, reverse(name, args=given))
        codes = set(door.ok) if act in lent else {403, 404}
        assert code in codes, f"{method} {code}, expected {sorted(codes)}"


def test_a_denied_page_is_the_never_existed_page(world: World) -> None:
    """Out of sight looks exactly as if it never were."""
    client = Client()
    client.force_login(world.users["sender"])
    url = reverse("placement:placement", args=[world.placements["foreign"].pk])
    never = reverse("placement:placement", args=[MISSING])
    one, other = client.get(url), client.get(never)
    assert one.status_code == other.status_code == 404
    assert _without_nonce(one) == _without_nonce(other)


def _without_nonce(response: Any) -> bytes:
    import re

    text = re.sub(rb'(nonce|value)="[^"]*"', b"", response.content)
    return re.sub(rb"/\d+/", b"/", text)
