"""Every address × method × role × relation answers as the tables in tests/doors say."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from dunmiao.web import errors
from tests.asking import (
    DOORS,
    ROLES,
    addresses,
    ask,
    cookie_of,
    expected,
    relations_to_ask,
    send,
    takes_row,
    urls_of,
    view_of,
)
from tests.walking import rolled_back
from tests.world import LENT

pytestmark = pytest.mark.django_db


def test_every_address_has_a_row() -> None:
    """A new address without a row fails, and so does a row without an address."""
    names = set(addresses())
    assert names - set(DOORS) == set(), "addresses without a row in tests/doors"
    assert set(DOORS) - names == set(), "rows without an address"


@pytest.fixture
def plain_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only codes are compared: no need to draw the page of each no."""
    monkeypatch.setattr(
        errors, "_page", lambda request, status, title, text: HttpResponse(status=status)
    )


@pytest.mark.usefixtures("plain_errors")
@pytest.mark.parametrize("name", sorted(DOORS))
def test_door(name: str, standing: Any, cookies: dict[str, str]) -> None:
    """Each role gets the code the table says, on its own rows, others', foreign and missing."""
    door = DOORS[name]
    wrong: dict[str, list[str]] = {}
    urls = urls_of(name, standing[1])
    for role in ROLES:
        for relation in relations_to_ask(door, role, urls):
            for method in ("GET", "POST"):
                code = ask(cookies[role], method, urls[relation])
                codes = expected(door, method, role, relation)
                if code not in codes:
                    said = f"{method} {code}, expected {sorted(codes)}"
                    wrong.setdefault(said, []).append(f"{role} {relation}")
    told = [f"{said}: {', '.join(asked)}" for said, asked in wrong.items()]
    assert not wrong, f"{name}:\n" + "\n".join(told)


@pytest.mark.usefixtures("plain_errors")
@pytest.mark.parametrize("name", sorted(name for name in DOORS if not DOORS[name].is_foreign))
def test_other_methods(name: str, standing: Any, cookies: dict[str, str]) -> None:
    """No page knows a method that it does not say; HEAD is GET without its body."""
    door, url = DOORS[name], next(iter(urls_of(name, standing[1]).values()))
    for role in ("organiser_lead", "visitor"):
        for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"):
            assert ask(cookies[role], method, url) == 405, f"{method} {role}"
        assert ask(cookies[role], "HEAD", url) in expected(door, "HEAD", role, "own"), role


@pytest.fixture(scope="module")
def stand_in(standing: Any) -> str:
    """Give the cookie of somebody at work under a lender's acts."""
    world, _rows = standing
    client = Client()
    client.force_login(world.users["delegate"])
    session = client.session
    session["acting"] = world.extra["delegation"].pk
    session.save()
    return cookie_of(client)


def _is_lent(name: str) -> bool:
    """Say whether the page asks for one of the lent acts (the door's own words)."""
    return bool(set(getattr(view_of(name), "door", ())) & set(LENT))


@pytest.mark.usefixtures("plain_errors")
@pytest.mark.parametrize(
    "name", sorted(name for name, door in DOORS.items() if door.get_act or door.post_act)
)
def test_standing_in(name: str, standing: Any, stand_in: str) -> None:
    """Who stands in does the lent acts on the lender's rows, and nothing else."""
    door, url = DOORS[name], urls_of(name, standing[1])["own"]
    for method, act in (("GET", door.get_act), ("POST", door.post_act)):
        if act:
            codes = door.fine(method) if act in LENT else {403, 404}
            assert ask(stand_in, method, url) in codes, f"{method}, expected {sorted(codes)}"


@pytest.mark.usefixtures("plain_errors")
@pytest.mark.parametrize(
    "name",
    sorted(
        name for name, door in DOORS.items()
        if not {"anyone", "public"} & {*door.get.split(), *door.post.split()}
        and not _is_lent(name)
    ),
)  # fmt: skip
def test_nothing_else_is_lent(name: str, standing: Any, stand_in: str) -> None:
    """What was not lent stays shut to who stands in, though the lender may do it."""
    for relation, url in urls_of(name, standing[1]).items():
        for method in ("GET", "POST"):
            assert ask(stand_in, method, url) in {403, 404, 405}, f"{method} {relation}"


# ---------------------------------------------------------------------- what a no looks like


@pytest.mark.parametrize(
    "name", sorted(name for name, door in DOORS.items() if takes_row(door) and door.get)
)
def test_out_of_sight_is_as_if_it_never_was(
    name: str, standing: Any, cookies: dict[str, str]
) -> None:
    """The page for a row out of reach is, byte for byte, the page for a row that never was."""
    door, urls = DOORS[name], urls_of(name, standing[1])
    asked = [
        (role, relation)
        for role in ("organiser", "sender", "receiver", "cadre")
        for relation in ("foreign", "other")
        if relation in urls and expected(door, "GET", role, relation) == {404}
    ][:2]
    for role, relation in asked:
        with rolled_back():
            hidden = send(cookies[role], "GET", urls[relation])
            never = send(cookies[role], "GET", urls["missing"])
        assert hidden.status_code == never.status_code == 404
        assert without_numbers(hidden) == without_numbers(never)
        assert list(hidden.headers) == list(never.headers)


def without_numbers(response: Any) -> bytes:
    """Give the page without nonces, keys and the address it was asked by."""
    text = re.sub(rb'(nonce|value)="[^"]*"', b"", response.content)
    return re.sub(rb"(/|%2F)\d+(?=/|%2F)", b"/", text)
