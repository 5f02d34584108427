"""Grants are dated and keep to their subtree; delegations cover named acts only; complaints go
past the unit complained of."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from dunmiao.stages.accounts.models import User
from dunmiao.stages.common.models import AuditEntry
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations import actions
from dunmiao.stages.organisations.models import Contact, Grant, Organisation
from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.organisations.reading import lendable
from tests.world import World, build_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def w() -> World:
    return build_world()


def _give(w: World, **options: Any) -> Grant:
    given = {"role": "receiver", "unit": "town2", **options}
    return actions.give_grant(
        w.users[given.pop("user", "stranger")].pk, w.units[given.pop("unit")].pk,
        given.pop("role"), by=w.user("security_admin"), today=w.today, **given,
    )


def _seen(w: World, key: str, days: int = 0) -> set[str]:
    rows = Organisation.objects.allowed_to(
        w.user(key), "organisation.read", on=w.today + timedelta(days=days)
    )
    return {row.name for row in rows}


def test_a_grant_opens_its_subtree_from_its_first_day_to_its_last(w: World) -> None:
    first, last = w.today + timedelta(days=2), w.today + timedelta(days=5)
    _give(w, unit="town1", starts_on=first, ends_on=last)
    seen = {w.units["town1"].name, w.units["village1"].name}
    assert [_seen(w, "stranger", n) for n in (1, 2, 5, 6)] == [set(), seen, seen, set()]


def test_a_subtree_does_not_open_a_neighbour_whose_number_begins_alike(w: World) -> None:
    town = w.units["town1"]
    twin = Organisation.objects.create(
        parent=town.parent, path=town.path.rstrip("/") + "0/", name="近似镇", short_name="近似镇",
        kind="township",
    )
    assert twin.name not in _seen(w, "receiver")
    assert twin.name in _seen(w, "organiser")


def test_giving_and_ending_a_role_end_the_users_sessions(w: World) -> None:
    before = w.user("stranger").epoch
    grant = _give(w)
    assert w.user("stranger").epoch == before + 1
    actions.end_grant(grant.pk, by=w.user("security_admin"), today=w.today + timedelta(days=1))
    assert w.user("stranger").epoch == before + 2
    assert not may_any(w.user("stranger"), "organisation.read", w.today + timedelta(days=1))
    with pytest.raises(Refusal):
        actions.end_grant(grant.pk, by=w.user("security_admin"), today=w.today)


@pytest.mark.parametrize(
    "options",
    [
        {"user": "security_admin"},
        {"role": "cadre"},
        {"user": "organiser", "role": "audit_admin", "unit": "a"},
        {"user": "system_admin", "role": "audit_admin", "unit": "a"},
        {"user": "audit_admin", "role": "organiser", "unit": "a"},
        {"ends_on": None, "user": "receiver", "unit": "town1"},
    ],
    ids=["oneself", "relation", "mixed", "two of three", "admin and business", "twice"],
)
def test_a_grant_that_would_be_wrong_is_refused(w: World, options: dict[str, Any]) -> None:
    count = Grant.objects.count()
    with pytest.raises(Refusal):
        _give(w, **options)
    assert Grant.objects.count() == count


def _lend(w: World, codes: list[str], **options: Any) -> Any:
    given = {"starts_on": w.today, "ends_on": w.today + timedelta(days=9), "reason": "休假"}
    return actions.give_delegation(
        w.users["stranger"].pk, codes, by=options.pop("by", w.user("receiver")), today=w.today,
        **{**given, **options},
    )


def test_a_delegation_covers_its_named_acts_and_mixes_nothing_in(w: World) -> None:
    row = _lend(w, ["contact.set"])
    stranger = w.user("stranger")
    assert not may_any(stranger, "contact.set", w.today)
    stranger.acting = row
    assert may_any(stranger, "contact.set", w.today)
    assert not may_any(stranger, "organisation.read", w.today)
    assert not may_any(stranger, "contact.set", w.today + timedelta(days=10))
    actions.end_delegation(row.pk, by=w.user("receiver"), today=w.today)


def test_what_is_done_under_a_delegation_names_both(w: World) -> None:
    row = _lend(w, ["contact.set"])
    stranger = w.user("stranger")
    stranger.acting = row
    actions.set_contact(w.units["town1"].pk, "clerk", by=stranger, today=w.today, name="李明",
                        title="办事员")
    entry = AuditEntry.objects.filter(act="contact.set").first()
    assert entry is not None
    assert (entry.actor_id, entry.on_behalf_of_id) == (stranger.pk, w.users["receiver"].pk)


def test_only_own_acts_are_lent_and_nothing_borrowed_is_lent_again(w: World) -> None:
    for codes in (["grant.give"], ["organisation.edit"], []):
        with pytest.raises(Refusal):
            _lend(w, codes)
    borrower = w.user("delegate")
    borrower.acting = w.extra["delegation"]
    assert lendable(borrower, w.today) == []
    with pytest.raises(Refusal):
        _lend(w, ["presence.confirm"], by=borrower)
    assert not {code for code in lendable(w.user("organiser"), w.today)
                if code.startswith(("grant.", "user.", "audit.", "delegation."))}


@pytest.mark.parametrize("days", [(-1, 5), (3, 1), (0, 400)], ids=["past", "turned", "too long"])
def test_days_of_a_delegation_are_checked(w: World, days: tuple[int, int]) -> None:
    first, last = (w.today + timedelta(days=n) for n in days)
    with pytest.raises(Refusal):
        _lend(w, ["contact.set"], starts_on=first, ends_on=last)


def test_a_complaint_goes_to_the_department_above_the_unit_complained_of(w: World) -> None:
    row = actions.send_complaint("没有安排任务", by=w.user("cadre"), today=w.today,
                                 about=w.units["town1"])
    assert row.handled_by == w.units["a"]
    with pytest.raises(Refusal):  # the district's own department has nobody above it here
        actions.send_complaint("不公", by=w.user("cadre"), today=w.today, about=w.units["a"])
    actions.give_grant(w.users["stranger"].pk, w.units["city"].pk, "organiser",
                       by=w.user("security_admin"), today=w.today)
    row = actions.send_complaint("不公", by=w.user("cadre"), today=w.today, about=w.units["a"])
    assert row.handled_by == w.units["city"]
    seen = type(row).objects.allowed_to(w.user("organiser"), "complaint.read", on=w.today)
    assert row not in seen


def test_nobody_answers_their_own_complaint_or_one_about_their_unit(w: World) -> None:
    own = actions.send_complaint("建议", by=w.user("organiser"), today=w.today)
    about = actions.send_complaint("拖延", by=w.user("cadre"), today=w.today,
                                   about=w.units["town1"])
    actions.give_grant(w.users["organiser"].pk, w.units["town1"].pk, "receiver",
                       by=w.user("security_admin"), today=w.today)
    for row in (own, about):
        with pytest.raises(Refusal):
            actions.answer_complaint(row.pk, by=w.user("organiser"), today=w.today, answer="已办")
    answered = actions.answer_complaint(about.pk, by=w.user("organiser_lead"), today=w.today,
                                        answer="已与镇里商定任务")
    assert answered.state == "answered"
    with pytest.raises(Refusal):
        actions.answer_complaint(about.pk, by=w.user("organiser_lead"), today=w.today, answer="再")


def test_a_successor_ends_whoever_answered_before(w: World) -> None:
    town = w.units["town1"]
    actions.set_contact(town.pk, "first_responsible", by=w.user("receiver"), today=w.today,
                        name="钱进", title="镇党委书记")
    held = Contact.objects.filter(organisation=town, kind="first_responsible")
    assert [row.ends_on for row in held] == [None, w.today - timedelta(days=1)]
    with pytest.raises(Refusal):
        actions.set_contact(town.pk, "first_responsible", by=w.user("receiver"), today=w.today,
                            name="再换", title="书记")


def test_units_grow_below_their_parent_and_close_from_below(w: World) -> None:
    made = actions.add_unit(w.units["town1"].pk, by=w.user("organiser"), today=w.today,
                            name="柳河镇西村", kind="village")
    assert made.path == f"{w.units['town1'].path}{made.pk}/"
    with pytest.raises(Refusal):
        actions.add_unit(w.units["town1"].pk, by=w.user("organiser"), today=w.today,
                         name="柳河镇西村", kind="village")
    with pytest.raises(Refusal):
        actions.edit_unit(w.units["town1"].pk, by=w.user("organiser"), today=w.today,
                          is_active=False)
    actions.edit_unit(made.pk, by=w.user("organiser"), today=w.today, is_active=False)
    assert not Organisation.objects.get(pk=made.pk).is_active


def test_a_user_acts_for_nobody_until_they_choose_to(w: World) -> None:
    assert User.objects.get(pk=w.users["delegate"].pk).acting is None
