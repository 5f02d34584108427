"""What another version changes for a running term; nothing is asked backwards."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from dunmiao.engine.changes import changes, duties_of_versions
from dunmiao.engine.charter import Charter, parse_charter, shipped
from dunmiao.engine.charter.edit import set_value
from dunmiao.engine.duties import duties

TEXTS = {path.stem: path.read_text("utf-8") for path in shipped()}
TEXT = TEXTS["two-way-secondment"]
BEFORE = parse_charter(TEXT)
START, END = date(2026, 3, 1), date(2027, 2, 28)
TODAY = date(2026, 9, 10)


def edited(*values: tuple[str, object]) -> Charter:
    """Give the charter with some values changed."""
    text = TEXT
    for path, value in values:
        text = set_value(text, path, value)
    return parse_charter(text)


def found(after: Charter, today: date = TODAY) -> list[tuple[str, str, str, str]]:
    """Give each change as kind, duty, day before, day after."""
    owed = [duties(one, START, END) for one in (BEFORE, after)]
    return [
        (one.kind, one.duty.duty, str(one.before and one.before.due_on),
         str(one.after and one.after.due_on))
        for one in changes(*owed, today)
    ]  # fmt: skip


def test_the_same_text_changes_nothing() -> None:
    assert found(BEFORE) == []


def test_a_slower_cadence_moves_and_drops_what_is_to_come() -> None:
    after = edited(("duty.sender_contact.every", "3 months"))
    assert found(after) == [
        ("moves", "sender_contact", "2026-11-01", "2026-12-01"),
        ("moves", "sender_contact", "2027-01-01", "2027-02-28"),
        ("vanishes", "sender_contact", "2027-02-28", "None"),
    ]


def test_a_faster_cadence_adds() -> None:
    kinds = [kind for kind, *_rest in found(edited(("duty.sender_contact.every", "1 months")))]
    assert kinds.count("appears") == 3
    assert "vanishes" not in kinds


def test_another_owner_is_said() -> None:
    after = edited(("duty.presence.owed_by", "sender"))
    assert {kind for kind, *_rest in found(after)} == {"passes"}


def test_what_fell_due_before_is_no_change() -> None:
    after = edited(("duty.plan.within", "10 days"))
    assert found(after) == []
    assert found(after, START) == [("moves", "plan", "2026-03-31", "2026-03-11")]


def test_a_moved_term_keeps_its_past_and_follows_the_new_version() -> None:
    after = edited(("duty.sender_contact.every", "1 months"), ("duty.plan.within", "10 days"))
    owed = duties_of_versions([(BEFORE, TODAY), (after, None)], START, END)
    contacts = [one for one in owed if one.duty == "sender_contact"]
    assert [str(one.due_on) for one in contacts] == [
        "2026-05-01", "2026-07-01", "2026-09-01", "2026-10-01", "2026-11-01", "2026-12-01",
        "2027-01-01", "2027-02-01", "2027-02-28",
    ]  # fmt: skip
    assert [one.number for one in contacts] == list(range(1, 10))
    assert all(one.opens_on <= one.shows_on <= one.due_on for one in owed)
    assert [str(one.due_on) for one in owed if one.duty == "plan"] == ["2026-03-31"]


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_moving_to_the_same_text_leaves_every_day_as_it_was(key: str) -> None:
    charter = parse_charter(TEXTS[key])
    plain = duties(charter, START, END)
    for days in (0, 1, 45, 200, 364):
        moved = [(charter, START + timedelta(days=days)), (charter, None)]
        owed = duties_of_versions(moved, START, END)
        assert [(one.duty, one.due_on, one.number) for one in owed] == [
            (one.duty, one.due_on, one.number) for one in plain
        ]


def test_a_version_that_began_later_counts_from_its_first_day() -> None:
    later = edited(("charter.in_force_from", date(2026, 8, 1)))
    assert duties_of_versions([(BEFORE, TODAY), (later, None)], START, END)
    assert duties_of_versions([(later, None)], START, END)
