"""Lines of ledgers as a list that filters, sorts, pages and exports like any other."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.urls import resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dunmiao.engine.standing import State
from dunmiao.stages.development.parties import PARTY, Ties
from dunmiao.stages.organisations.reach import holds
from dunmiao.stages.organisations.roles import RELATIONS
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.ledger import Line, holders, ledgers
from dunmiao.web.doors import open_rows
from dunmiao.web.listing import Column
from dunmiao.web.supervision.settling import (
    STATES,
    duty_name,
    owner_name,
    role_name,
    settled_at,
)

KEYS: dict[str, Callable[[Line], Any]] = {
    "due": lambda line: line.due_on,
    "person": lambda line: (line.placement.person.stroke_key, line.placement.person.name),
    "duty": lambda line: line.duty.name,
    "owner": lambda line: (line.duty.owed_by, line.placement.receiving_unit.sequence),
    "state": lambda line: line.state,
}


class Lines(list[Line]):
    """Ledger lines that `listing` can sort by the keys above."""

    def order_by(self, *names: str) -> Lines:
        """Give the lines sorted by these keys, "-" before one for descending; others are passed."""
        found = Lines(self)
        for name in reversed(names):
            if name.lstrip("-") in KEYS:
                found.sort(key=KEYS[name.lstrip("-")], reverse=name.startswith("-"))
        return found


@dataclass(frozen=True)
class Shown:
    """One line as a page shows it; `is_mine` where the reader owes it."""

    line: Line
    name: str
    owner: Any
    role: str | Promise
    state: str | Promise
    tone: str
    url: str
    ledger: str
    is_mine: bool


def shown(request: Any, lines: Iterable[Line], act: str = "ledger.read") -> list[Shown]:
    """Give some lines (a page of them) with their words and the form that settles each."""
    lines = list(lines)
    named = holders(lines, request.today)
    ties = Ties(request.user, request.today)
    return [_shown(line, ties, named, act) for line in lines]


def _shown(line: Line, ties: Ties, named: dict[tuple[int, str], str], act: str) -> Shown:
    duty, placement = line.duty, line.placement
    words, tone = STATES[line.state]
    is_mine = duty.owed_by in ties.parties(act, placement)
    is_open = line.state in (State.DUE, State.OVERDUE, State.UPCOMING)
    return Shown(
        line=line,
        name=duty_name(duty),
        owner=owner_name(placement, duty.owed_by, named),
        role=role_name(duty.owed_by),
        state=words,
        tone=tone,
        url=_settled_at(ties, line) if is_mine and is_open else "",
        ledger=reverse("supervision:ledger", args=[placement.pk]),
        is_mine=is_mine,
    )


def _settled_at(ties: Ties, line: Line) -> str:
    """Give the form that settles a line, empty where it would turn the reader away."""
    url = settled_at(line.placement, line.duty)
    codes = resolve(url).func.door  # type: ignore[attr-defined]
    return url if any(ties.may(code, line.placement) for code in codes) else ""


def my_roles(request: Any, act: str = "ledger.read") -> frozenset[str]:
    """Give the parties the reader may speak for anywhere."""
    granted = {hold.role for hold in holds(request.user, act, request.today)}
    return frozenset(PARTY.get(role, role) for role in granted | set(RELATIONS))


def my_lines(request: Any, *, of_all: bool = False) -> Lines:
    """Give what is due or overdue and owed by the reader, or by anybody in their sight."""
    placements = open_rows(request, Placement, "ledger.read")
    roles = frozenset() if of_all else my_roles(request)
    ties = Ties(request.user, request.today)
    found = Lines()
    for one in ledgers(placements, request.today, is_open_only=True, owed_by=roles):
        mine = None if of_all else ties.parties("ledger.read", one.placement)
        found += [line for line in one.lines if mine is None or line.duty.owed_by in mine]
    found.sort(key=lambda line: line.due_on)
    return found


class LineFilter(forms.Form):
    """Narrows a list of ledger lines; what cannot be read narrows nothing."""

    q = forms.CharField(label=_("Person or unit"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    role = forms.ChoiceField(label=_("Owed by"), required=False)
    duty = forms.ChoiceField(label=_("Duty"), required=False)

    def __init__(self, data: Any, lines: Iterable[Line]) -> None:
        """Offer what the lines hold."""
        super().__init__(data)
        lines = list(lines)
        rules = {line.duty.duty: line.duty for line in lines}
        duties = {key: duty_name(duty) for key, duty in rules.items()}
        roles = {role: role_name(role) for role in {duty.owed_by for duty in rules.values()}}
        states = [
            (State.OVERDUE.value, STATES[State.OVERDUE][0]),
            (State.DUE.value, STATES[State.DUE][0]),
        ]
        self._offer("state", states)
        self._offer("role", sorted(roles.items()))
        self._offer("duty", sorted(duties.items(), key=lambda pair: str(pair[1])))

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]

    def narrow(self, lines: Lines) -> Lines:
        """Keep the lines that fit."""
        self.full_clean()
        asked = self.cleaned_data
        tests: list[Callable[[Line], bool]] = []
        if asked.get("state"):
            tests.append(lambda line: line.state.value == asked["state"])
        if asked.get("role"):
            tests.append(lambda line: line.duty.owed_by == asked["role"])
        if asked.get("duty"):
            tests.append(lambda line: line.duty.duty == asked["duty"])
        if asked.get("q"):
            tests.append(lambda line: _mentions(line.placement, asked["q"].strip().lower()))
        return Lines(line for line in lines if all(test(line) for test in tests))


def _mentions(placement: Placement, text: str) -> bool:
    person = placement.person
    words = (
        person.name,
        person.initials.lower(),
        placement.sending_unit.name,
        placement.receiving_unit.name,
    )
    return any(text in word for word in words)


def columns(on: date) -> tuple[Column, ...]:
    """Give the columns of a list of lines."""
    return (
        Column("due", _("Due"), "due", lambda line: line.due_on, kind="date"),
        Column("duty", _("Duty"), "duty", lambda line: duty_name(line.duty)),
        Column("person", _("Person"), "person", lambda line: line.placement.person.name),
        Column("units", _("Sent from, to"), (), _units),
        Column("owner", _("Owed by"), "owner", lambda line: str(role_name(line.duty.owed_by))),
        Column("state", _("State"), "state", lambda line: str(STATES[line.state][0])),
        Column("clause", _("Clause"), (), lambda line: line.duty.clause),
    )


def _units(line: Line) -> str:
    return f"{line.placement.sending_unit} → {line.placement.receiving_unit}"
