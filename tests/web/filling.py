"""Filling forms as a person would: from the page that shows them, with what each field asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from lxml import html

from tests.asking import DOORS, REACH, SAME_AS, lets_in, reached, send, takes_row, urls_of
from tests.walking import rolled_back
from tests.web import filled_checks, filled_conduct, filled_naming, filled_routed
from tests.web.filled import FILLED, PREPARED, UNFILLED
from tests.world import World

# each registers what its forms need
MORE = (filled_naming, filled_checks, filled_conduct, filled_routed)
KEY = "submission_key"
OURS = {KEY, "csrfmiddlewaretoken"}
QUIET = ("django_session", "common_submission", "accounts_user")
LATER = ("end", "last", "until", "close", "to_", "by")
Data = dict[str, Any]
POSTED = sorted(name for name, door in DOORS.items() if door.post and not door.is_foreign)


def forms_of(page: bytes, here: str) -> list[tuple[str, str]]:
    """Give each form of the page at `here` that is sent by POST: its address and its HTML."""
    if not page.strip().startswith(b"<"):
        return []
    return [
        ((form.get("action") or here).partition("?")[0], html.tostring(form, encoding="unicode"))
        for form in html.fromstring(page).iter("form")
        if (form.get("method") or "get").lower() == "post"
    ]


def filled(forms: list[Any], world: World) -> Data:
    """Give the first form's fields with fitting values, its first named button pressed."""
    data: Data = {}
    for form in forms[:1]:
        for field in form.iter("input", "textarea", "select"):
            name = field.get("name")
            if not name or name in OURS:
                continue
            if name in data and field.get("type") in {"checkbox", "radio"}:
                continue
            value = _value(field, name, world)
            if value is not None:
                data[name] = value
        pressed = [one for one in form.iter("button") if one.get("name")]
        data |= {one.get("name"): one.get("value") or "" for one in pressed[:1]}
    return data


def _value(field: Any, name: str, world: World) -> str | None:
    if field.tag == "select":
        return _chosen(field)
    if field.tag == "textarea":
        return (field.text or "").strip() or "写一句话。"
    kind = field.get("type", "text")
    if kind in {"submit", "button", "file", "reset"}:
        return None
    given = field.get("value") or ""
    if given or (field.get("required") is None and kind != "checkbox"):
        return given
    if kind == "date":
        is_later = name.startswith(LATER)
        return (world.today + timedelta(days=20 if is_later else 0)).isoformat()
    return {"number": field.get("min") or "1", "checkbox": "on"}.get(kind, "某某")


def _chosen(field: Any) -> str | None:
    options = [one for one in field.iter("option") if one.get("value")]
    if not options:
        return None
    marked = [one for one in options if one.get("selected") is not None]
    return (marked or options)[0].get("value")


def doers(name: str) -> list[tuple[str, str]]:
    """Give each (role, relation) that may send the form of an address."""
    door = DOORS[name]
    roles = [*REACH] if door.post in {"anyone", "public"} else door.post.split()
    if not takes_row(door):
        return [(role, "own") for role in roles]
    return [(role, relation) for role in roles for relation in reached(door, role)]


class Sent:
    """A form ready to be sent: by whom, where, what; and whether it does anything."""

    def __init__(self, name: str, role: str, url: str, standing: Any) -> None:
        """Keep it, still empty."""
        self.name, self.role, self.url, self.standing = name, role, url, standing
        self.data: Data = {}
        self.works = False

    @contextmanager
    def ready(self) -> Iterator[None]:
        """Bring the world to where the form can be taken, and take everything back afterwards."""
        with rolled_back():
            if self.name in PREPARED:
                PREPARED[self.name](*self.standing)
            yield

    def post(self, cookie: str, more: Data | None = None, *, has_key: bool = True) -> Any:
        """Send it once, perhaps with more fields, perhaps without its key."""
        key = {KEY: "k" * 20} if has_key else {}
        data = {field: value() if callable(value) else value for field, value in self.data.items()}
        return send(cookie, "POST", self.url, {**data, **(more or {}), **key})


def _shown(name: str, role: str, url: str, standing: Any, cookies: dict[str, str]) -> list[Any]:
    """Give the forms sent to an address: on its own page, or on another page of its stage."""
    world = (id(standing), role) if name not in PREPARED else None
    if DOORS[name].get:
        return _forms_at(url, url, cookies[role], world)
    for other in _neighbours(name, role):
        for relation, page in urls_of(other, standing[1]).items():
            if relation in reached(DOORS[other], role):
                found = _forms_at(page, url, cookies[role], world)
                if found:
                    return found
    return []


def _neighbours(name: str, role: str) -> list[str]:
    """Give the pages that may hold a form, those about the same kind of row first."""
    stages = {name.partition(":")[0], "placement"}
    kind = SAME_AS.get(role, role)
    near = [
        other
        for other, door in DOORS.items()
        if other.partition(":")[0] in stages and lets_in(door.get, kind)
    ]
    return sorted(near, key=lambda other: DOORS[other].row != DOORS[name].row)


# what a page of an unchanged world shows to a role is looked at once
_seen: dict[tuple[tuple[int, str], str], list[tuple[str, str]]] = {}


def _forms_at(page: str, url: str, cookie: str, world: tuple[int, str] | None) -> list[Any]:
    if world is None:
        forms = _forms_shown(page, cookie)
    else:
        if (world, page) not in _seen:
            _seen[world, page] = _forms_shown(page, cookie)
        forms = _seen[world, page]
    return [html.fromstring(form) for action, form in forms if action == url]


def _forms_shown(page: str, cookie: str) -> list[tuple[str, str]]:
    response = send(cookie, "GET", page)
    is_page = response.status_code == 200 and not response.streaming
    return forms_of(response.content, page) if is_page else []


_found: dict[tuple[int, str], Sent | None] = {}


def form_of(name: str, standing: Any, cookies: dict[str, str]) -> Sent | None:
    """Give a form filled by somebody from whom it is taken; else by the first who may send it."""
    key = (id(standing), name)  # one world serves a whole module
    if key not in _found:
        _found[key] = _find(name, standing, cookies)
    return _found[key]


def _find(name: str, standing: Any, cookies: dict[str, str]) -> Sent | None:
    world, rows = standing
    urls, first = urls_of(name, rows), None
    for role, relation in doers(name):
        if relation not in urls:
            continue
        made = Sent(name, role, urls[relation], standing)
        with made.ready():
            made.data = filled(_shown(name, role, made.url, standing, cookies), world)
            made.data |= FILLED[name](*standing) if name in FILLED else {}
            made.works = made.post(cookies[role]).status_code < 400
        if made.works:
            return made
        first = first or made
    return first


__all__ = ["POSTED", "QUIET", "UNFILLED", "Sent", "form_of"]
