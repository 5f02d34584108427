"""The first run: one token, half an hour, three persons, one act."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from dunmiao.stages.accounts.models import SetupToken, User
from dunmiao.stages.common.clock import now
from dunmiao.stages.common.models import AuditEntry
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.actions.setup import (
    Administrator,
    begin_setup,
    finish_setup,
)
from dunmiao.stages.organisations.first_run import is_unclaimed, token_stands
from dunmiao.stages.organisations.models import Grant, Organisation
from dunmiao.stages.organisations.roles import ADMINS

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
PEOPLE = {
    "system_admin": Administrator("sys", "赵一", "lantern-river-quiet-7"),
    "security_admin": Administrator("sec", "钱二", "copper-meadow-slow-8"),
    "audit_admin": Administrator("aud", "孙三", "window-barley-north-9"),
}


def begin(at: Any = None) -> str:
    token: str = begin_setup(by=None, today=DAY, at=at or now())
    return token


def finish(token: str, at: Any = None, people: Any = None) -> Organisation:
    root: Organisation = finish_setup(
        token, by=None, today=DAY, at=at or now(), name="北山县", short_name="", kind="county",
        administrators=people or PEOPLE,
    )  # fmt: skip
    return root


def test_one_act_makes_the_root_and_three_persons() -> None:
    assert is_unclaimed()
    token = begin()
    root = finish(token)
    assert root.path == f"{root.pk}/" and root.short_name == "北山县"
    held = Grant.objects.order_by("pk").values_list("role", "user__username", "organisation")
    assert list(held) == [(role, PEOPLE[role].username, root.pk) for role in ADMINS]
    for one in PEOPLE.values():
        assert User.objects.get(username=one.username).check_password(one.password)
    assert AuditEntry.objects.filter(act="setup.finish", actor_id=None).count() == 1
    assert not is_unclaimed()


def test_a_token_is_long_and_kept_as_a_digest_only() -> None:
    tokens = {begin() for _ in range(4)}
    assert len(tokens) == 4
    assert min(map(len, tokens)) >= 22  # 128 bits in base64
    kept = " ".join(SetupToken.objects.values_list("digest", flat=True))
    kept += " ".join(str(entry.changes) for entry in AuditEntry.objects.all())
    assert not any(token in kept for token in tokens)


def test_a_token_dies_after_half_an_hour() -> None:
    at = now()
    token = begin(at)
    late = at + timedelta(minutes=30)
    assert token_stands(token, late - timedelta(seconds=1))
    assert not token_stands(token, late)
    with pytest.raises(Refusal):
        finish(token, late)
    assert is_unclaimed()


def test_a_token_serves_once_and_a_newer_one_ends_it() -> None:
    old, token = begin(), begin()
    for wrong in (old, "", "made-up"):
        assert not token_stands(wrong, now())
        with pytest.raises(Refusal):
            finish(wrong)
    finish(token)
    assert not token_stands(token, now())
    with pytest.raises(Refusal):
        finish(token)
    with pytest.raises(Refusal):
        begin()
    assert User.objects.count() == 3


@pytest.mark.parametrize("password", ["short-one-7", "password1234", "aud-aud-aud"])
def test_a_weak_password_is_refused_and_nothing_is_left(password: str) -> None:
    token = begin()
    weak = PEOPLE | {"audit_admin": replace(PEOPLE["audit_admin"], password=password)}
    with pytest.raises(Refusal) as refused:
        finish(token, people=weak)
    assert refused.value.field == "audit_admin_password"
    assert is_unclaimed() and not Organisation.objects.exists()
    assert token_stands(token, now())


@pytest.mark.parametrize(
    ("part", "value"),
    [("name", "赵 一"), ("username", "SYS"), ("password", "lantern-river-quiet-7")],
)
def test_one_person_is_not_two_administrators(part: str, value: str) -> None:
    token = begin()
    same = PEOPLE | {"audit_admin": replace(PEOPLE["audit_admin"], **{part: value})}
    with pytest.raises(Refusal) as refused:
        finish(token, people=same)
    assert refused.value.field == f"audit_admin_{part}"
    assert is_unclaimed()
