"""Reflections: private unless shared, shared with those named alone, never evidence."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from dunmiao.stages.common.models import AuditEntry
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development import reflections as acts
from dunmiao.stages.development.models import Reflection
from dunmiao.stages.organisations.reading import entries_for
from tests.world import World

pytestmark = pytest.mark.django_db
WORDS = {"title": "一次失败", "text": "会前没有摸清底数。"}


def written(world: World) -> Reflection:
    return acts.write_reflection(
        world.placements["own"].pk, by=world.user("cadre"), today=world.today, **WORDS
    )


def readers(world: World) -> set[str]:
    asked = ("cadre", "mentor", "receiver", "sender", "organiser", "organiser_lead")
    return {
        role for role in asked
        if Reflection.objects.allowed_to(
            world.user(role), "reflection.read", on=world.today
        ).exists()
    }  # fmt: skip


def test_a_reflection_is_the_persons_alone_and_sealed(world: World) -> None:
    row = written(world)
    assert readers(world) == {"cadre"}
    with connection.cursor() as cursor:
        cursor.execute("select text from development_reflection")
        assert "底数" not in str(cursor.fetchone())
    entry = AuditEntry.objects.get(act="reflection.write")
    for key, user in world.users.items():
        assert entry not in entries_for(user, world.today), f"{key} learns that it exists"
    assert "失败" not in entry.object_name + str(entry.changes)
    with pytest.raises(Refusal):
        acts.reveal_reflection(row.pk, by=world.user("mentor"), today=world.today)
    assert acts.own_text(Reflection.objects.get(), world.user("cadre")) == WORDS["text"]


def test_it_is_shared_with_those_named_and_taken_back(world: World) -> None:
    row, by, today = written(world), world.user("cadre"), world.today
    acts.let_read(row.pk, ["mentor"], by=by, today=today)
    assert readers(world) == {"cadre", "mentor"}
    said = acts.reveal_reflection(row.pk, by=world.user("mentor"), today=today)
    assert said == WORDS["text"]
    assert AuditEntry.objects.get(act="reflection.reveal").actor_id == world.user("mentor").pk
    acts.let_read(row.pk, ["sender", "organiser"], by=by, today=today)
    assert readers(world) == {"cadre", "sender", "organiser", "organiser_lead"}
    acts.let_read(row.pk, [], by=by, today=today)
    assert readers(world) == {"cadre"}
    with pytest.raises(Refusal):
        acts.reveal_reflection(row.pk, by=world.user("mentor"), today=today)


def test_nobody_else_writes_edits_or_shares(world: World) -> None:
    row, other, today = written(world), world.user("organiser"), world.today
    with pytest.raises(Refusal):
        acts.write_reflection(row.placement_id, by=other, today=today, **WORDS)
    with pytest.raises(Refusal):
        acts.edit_reflection(row.pk, by=other, today=today, **WORDS)
    with pytest.raises(Refusal):
        acts.let_read(row.pk, ["organiser"], by=other, today=today)
    with pytest.raises(Refusal):
        acts.own_text(row, other)
    assert readers(world) == {"cadre"}


def test_words_and_days_are_checked(world: World) -> None:
    row, by, today = written(world), world.user("cadre"), world.today
    for wrong in ({"title": " "}, {"text": " "}, {"on": today + timedelta(days=1)},
                  {"on": row.placement.starts_on - timedelta(days=1)}):
        with pytest.raises(Refusal):
            acts.edit_reflection(row.pk, by=by, today=today, **{**WORDS, **wrong})
    acts.edit_reflection(row.pk, by=by, today=today, title="再想", text="要先调研。")
    assert acts.own_text(Reflection.objects.get(), by) == "要先调研。"
    row.to_mentor = world.placements["other"]
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()
