"""Every act: recorded in its own transaction, nothing left of a failure, a second click polite."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

import tests.stages.cases
from dunmiao.stages.common import acts as acts_module
from dunmiao.stages.common.acts import ACTIONS, Unrecorded, act
from dunmiao.stages.common.models import AuditEntry, Holiday
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.models import Delegation
from dunmiao.stages.organisations.roles import acts
from tests.walking import differences, everything, gathered, load_stages, rolled_back

pytestmark = pytest.mark.django_db
load_stages()
CASES = gathered(tests.stages.cases, "CASES")
CODES = sorted(set(ACTIONS) & set(CASES))
# what stands in for a whole run of acts, or has no doer of its own
NO_DOER = {"organisation.found", "setup.begin", "setup.finish", "holiday.seed"}


class Broken(Exception):
    """What goes wrong in the last moment."""


@contextmanager
def _atomic_that_breaks() -> Iterator[None]:
    with transaction.atomic():
        yield
        raise Broken


def prepared(code: str, standing: Any) -> tuple[Any, tuple[Any, ...], dict[str, Any]]:
    """Build the case of an act on a copy of the world, so that no object outlives the test."""
    world, rows = copy.deepcopy(standing)
    function, args, kwargs = CASES[code](world, rows)
    return function, args, kwargs


def test_every_act_has_a_case() -> None:
    assert set(ACTIONS) - set(CASES) == set(), "acts without a case in tests/stages/cases"
    assert set(CASES) - set(ACTIONS) == set(), "cases without an act"


def test_every_act_is_listed_with_its_roles() -> None:
    assert set(ACTIONS) - set(acts()) == set(), "acts that no acts_table lists"


def test_every_listed_act_reads_or_is_done() -> None:
    """A permission that no action and no page asks for is a typo."""
    from tests.house.rules import python_files

    listed = set(acts()) - set(ACTIONS)
    files = [path for path in python_files("") if path.name != "acts_table.py"]
    text = "\n".join(path.read_text() for path in files)
    unused = {code for code in listed if f'"{code}"' not in text}
    assert unused == set(), "acts that no action and no page asks for"


@pytest.mark.parametrize("code", CODES)
def test_success_is_recorded(code: str, standing: Any) -> None:
    """The act ends with an audit row of its name, by its doer."""
    with rolled_back():
        function, args, kwargs = prepared(code, standing)
        before = AuditEntry.objects.count()
        function(*args, **kwargs)
        new = AuditEntry.objects.order_by("pk")[before:]
        mine = [entry for entry in new if entry.act == code]
        assert mine, f"{code} wrote no audit row of its name"
        if code not in NO_DOER:
            assert {entry.actor_id for entry in mine} == {kwargs["by"].pk}


@pytest.mark.parametrize("code", CODES)
def test_failure_leaves_nothing(code: str, standing: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever breaks at the end, no row of any table has changed, the audit's included."""
    with rolled_back():
        function, args, kwargs = prepared(code, standing)
        before = everything()
        monkeypatch.setattr(acts_module, "transaction", SimpleNamespace(atomic=_atomic_that_breaks))
        with pytest.raises(Broken):
            function(*args, **kwargs)
        assert differences(before, everything()) == []


@pytest.mark.parametrize("code", CODES)
def test_a_second_click_is_polite(code: str, standing: Any) -> None:
    """The same call again is refused and changes nothing, or is done again and recorded."""
    with rolled_back():
        function, args, kwargs = prepared(code, standing)
        function(*args, **kwargs)
        before = everything()
        count = AuditEntry.objects.count()
        try:
            with transaction.atomic():
                function(*args, **kwargs)
        except (Refusal, ObjectDoesNotExist):
            assert differences(before, everything()) == []
        else:
            assert AuditEntry.objects.count() > count


@pytest.mark.parametrize("code", sorted(set(CODES) - NO_DOER))
def test_standing_in_is_shown(code: str, standing: Any) -> None:
    """Under a delegation the record names both; where the act may not be lent it is refused."""
    with rolled_back():
        function, args, kwargs = prepared(code, standing)
        by = kwargs["by"] = type(kwargs["by"]).objects.get(pk=kwargs["by"].pk)
        lender = type(by).objects.exclude(pk=by.pk).get(username="inspector")
        by.acting = Delegation.objects.create(
            grantor=lender,
            delegate=by,
            acts=[code],
            reason="on leave",
            starts_on=kwargs["today"],
            ends_on=kwargs["today"],
        )
        before = AuditEntry.objects.count()
        try:
            with transaction.atomic():
                function(*args, **kwargs)
        except Refusal:
            return
        new = AuditEntry.objects.order_by("pk")[before:]
        assert {entry.on_behalf_of_id for entry in new if entry.act == code} == {lender.pk}


def test_an_act_that_forgets_its_record_is_taken_back(
    standing: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The decorator itself bites: no record, no change."""
    monkeypatch.setattr(acts_module, "ACTIONS", {})

    @act("holiday.forget")
    def forget() -> None:
        Holiday.objects.all().delete()

    with rolled_back():
        before = everything()
        with pytest.raises(Unrecorded):
            forget()
        assert differences(before, everything()) == []
