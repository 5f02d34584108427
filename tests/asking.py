"""Asking addresses as everybody: the doors of tests/doors, and what they are expected to answer.

The expected codes come from tables written by hand, never from the product's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import tests.doors
from dunmiao.web.once import FIELD
from tests.doors import Door
from tests.walking import Rows, gathered, rolled_back
from tests.world import World

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
    "cadre_other": "other",
    "delegate": "",  # with powers lent, but not standing in
    "stranger": "",
}
SAME_AS = {
    "organiser_b": "organiser",
    "organiser_lead_b": "organiser_lead",
    "receiver_b": "receiver",
    "sender_b": "sender",
    "receiver_other": "receiver",
    "cadre_other": "cadre",
}
GONE = ("inactive", "expired")  # a shut account, a session of a raised epoch
ROLES = [*REACH, "visitor", *GONE]
RELATIONS = ("own", "other", "foreign", "missing")
MISSING = 987654321
DOORS: dict[str, Door] = gathered(tests.doors, "DOORS")
CLIENT = Client(raise_request_exception=False)  # one for all: each builds the middleware anew


def addresses(resolver: Any = None, prefix: str = "") -> Iterator[str]:
    """Give every URL name of the product."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            yield from addresses(entry, space)
        elif isinstance(entry, URLPattern):
            yield f"{prefix}{entry.name}"


# ------------------------------------------------------------------------------ what is expected


def wanted(door: Door) -> tuple[str, ...]:
    """Give the arguments of the address as the row names them."""
    return tuple(name for name in ([door.row] if isinstance(door.row, str) else door.row) if name)


def takes_row(door: Door) -> bool:
    """Say whether the address opens a row, so that reach matters."""
    return any(not name.startswith("=") for name in wanted(door))


def arguments(door: Door, rows: Rows, relation: str) -> list[Any] | None:
    """Give the address's arguments for a relation; None where the model has no such row."""
    given: list[Any] = []
    for name in wanted(door):
        if name.startswith("="):
            given.append(name[1:])
        elif relation == "missing":
            given.append(MISSING)
        elif relation in rows[name]:
            given.append(rows[name][relation].pk)
        else:
            return None
    return given


def urls_of(name: str, rows: Rows) -> dict[str, str]:
    """Give the address for each relation its model has."""
    door = DOORS[name]
    relations = RELATIONS if takes_row(door) else ("own",)
    found = {relation: arguments(door, rows, relation) for relation in relations}
    return {key: reverse(name, args=given) for key, given in found.items() if given is not None}


def lets_in(listed: str, kind: str) -> bool:
    """Say whether a list of roles lets a kind of role in."""
    return listed in {"public", "anyone"} or kind in listed.split()


def reached(door: Door, role: str) -> list[str]:
    """Give the relations a role reaches through this door."""
    kind = SAME_AS.get(role, role)
    return door.reach.get(role, door.reach.get(kind, REACH[role])).split()


def expected(door: Door, method: str, role: str, relation: str) -> set[int]:
    """Give the codes the tables written by hand allow."""
    allowed = door.post if method == "POST" else door.get
    if not allowed:
        return {405}
    if role == "visitor" or role in GONE:
        return door.fine(method) if allowed == "public" else {302}
    kind = SAME_AS.get(role, role)
    may = lets_in(allowed, kind)
    if not takes_row(door):
        return door.fine(method) if may else {403}
    return _expected_of_row(door, method, role, relation, may=may)


def _expected_of_row(door: Door, method: str, role: str, relation: str, *, may: bool) -> set[int]:
    kind = SAME_AS.get(role, role)
    sees = f"{door.get} {door.post}" if door.sees is None else door.sees
    if not (may or any(lets_in(listed, kind) for listed in (door.get, door.post, sees))):
        return {403}
    if relation not in reached(door, role):
        return {404}
    if may:
        return door.fine(method)
    return {403} if kind in sees.split() else {404}


def relations_to_ask(door: Door, role: str, urls: dict[str, str]) -> list[str]:
    """Give the relations worth asking.

    Who is in no list is refused before any row is opened, so that one row shows it; the stranger
    and the visitor, standing for all of these, are asked on every one.
    """
    sees = door.sees or ""
    kind = SAME_AS.get(role, role)
    is_listed = any(lets_in(listed, kind) for listed in (door.get, door.post, sees))
    return list(urls) if is_listed or role in {"stranger", "visitor"} else list(urls)[:1]


def view_of(name: str, resolver: Any = None, prefix: str = "") -> Any:
    """Give the function behind a URL name, None where there is none."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            space = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            if found := view_of(name, entry, space):
                return found
        elif isinstance(entry, URLPattern) and f"{prefix}{entry.name}" == name:
            return entry.callback
    return None


# ------------------------------------------------------------------------------ asking


def sign_everybody_in(world: World) -> dict[str, str]:
    """Give each role's cookies; one account is shut and one epoch raised afterwards."""
    kept = {"visitor": ""}
    for role in (*REACH, *GONE):
        client = Client()
        if role in GONE:
            users = type(world.users["sender"]).objects
            client.force_login(users.create_user(role, name=role, password=None))
            client.get(reverse("home:complaints"))  # the session learns its epoch
            users.filter(username=role).update(is_active=role != "inactive", epoch=7)
        else:
            client.force_login(world.users[role])
        kept[role] = cookie_of(client)
    return kept


def cookie_of(client: Client) -> str:
    """Give a client's cookies as one header."""
    return client.cookies.output(header="", sep=";")


def send(cookie: str, method: str, url: str, data: dict[str, Any] | None = None) -> Any:
    """Ask once with a copy of somebody's cookies; what it changes stays."""
    CLIENT.cookies = SimpleCookie(cookie)
    if method == "POST":
        return CLIENT.post(url, {FIELD: "k" * 20} if data is None else data)
    return CLIENT.get(url, data) if method == "GET" else CLIENT.generic(method, url)


def ask(cookie: str, method: str, url: str) -> int:
    """Ask once with a copy of somebody's cookies, and take back whatever it changed."""
    with rolled_back():
        response = send(cookie, method, url)
        shut(response)
    return int(response.status_code)


def shut(response: Any) -> None:
    """Let go of the files behind an answer, but not of the database, whose work is not over."""
    request_finished.disconnect(close_old_connections)
    try:
        response.close()
    finally:
        request_finished.connect(close_old_connections)
