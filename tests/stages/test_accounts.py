"""Accounts: the administrator never learns a password; links are spent once."""

from __future__ import annotations

from datetime import date

import pytest

from dunmiao.stages.accounts import actions
from dunmiao.stages.accounts.tickets import ticket_of, user_of_ticket
from dunmiao.stages.common.actions import remove_holiday, set_holiday
from dunmiao.stages.common.reading import holidays_of
from dunmiao.stages.common.refusal import Refusal
from tests.world import World, build_world

pytestmark = pytest.mark.django_db
GOOD = "lantern-river-quiet-7"


@pytest.fixture
def w() -> World:
    return build_world()


def test_a_new_account_is_opened_by_its_one_use_link(w: World) -> None:
    user = actions.create_account("chen.lan", by=w.user("system_admin"), today=w.today, name="陈兰")
    assert not user.has_usable_password()
    part, token = ticket_of(user)
    assert user_of_ticket(part, token) == user
    for weak in ("short", "chen.lan-chen", "password1234"):
        with pytest.raises(Refusal):
            actions.choose_password(user.pk, weak, by=user, today=w.today)
    actions.choose_password(user.pk, GOOD, by=user, today=w.today)
    assert user_of_ticket(part, token) is None
    assert user_of_ticket("x", "y") is None


@pytest.mark.parametrize("name", ["ab", "has blank", "ORGANISER"])
def test_a_malformed_or_taken_name_is_refused(w: World, name: str) -> None:
    with pytest.raises(Refusal):
        actions.create_account(name, by=w.user("system_admin"), today=w.today, name="某")


def test_switching_off_and_resetting_end_sessions_and_spare_oneself(w: World) -> None:
    by, cadre = w.user("system_admin"), w.users["cadre"]
    actions.reset_account(cadre.pk, by=by, today=w.today)
    actions.deactivate(cadre.pk, by=by, today=w.today)
    assert w.user("cadre").epoch == 2
    for again in (actions.deactivate, actions.reset_account):
        with pytest.raises(Refusal):
            again(cadre.pk, by=by, today=w.today)
        with pytest.raises(Refusal):
            again(by.pk, by=by, today=w.today)
    actions.activate(cadre.pk, by=by, today=w.today)
    with pytest.raises(Refusal):
        actions.activate(cadre.pk, by=by, today=w.today)
    with pytest.raises(Refusal):
        actions.choose_password(cadre.pk, GOOD, by=by, today=w.today)


def test_a_holiday_differs_from_the_plain_week_and_past_years_stay(w: World) -> None:
    by, monday, saturday = w.user("organiser"), date(2026, 10, 5), date(2026, 10, 10)
    today = date(2026, 6, 1)
    set_holiday(monday, by=by, today=today, name="国庆节", is_workday=False)
    set_holiday(saturday, by=by, today=today, name="调休", is_workday=True)
    assert set(holidays_of(2026).filter(day__in=(monday, saturday)).values_list(
        "is_workday", flat=True)) == {True, False}
    for day, is_workday in ((monday, True), (saturday, False), (date(2025, 5, 1), False)):
        with pytest.raises(Refusal):
            set_holiday(day, by=by, today=today, name="误", is_workday=is_workday)
    remove_holiday(monday, by=by, today=today)
    with pytest.raises(Refusal):
        remove_holiday(monday, by=by, today=today)
