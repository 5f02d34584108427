"""Pages of appraisals and of what follows: who sees what before and after the result is told."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from dunmiao.stages.appraisal.models import Appraisal
from dunmiao.web.once import FIELD
from tests.stages.appraisal_world import (
    COUNTS,
    PAPER,
    SENTENCES,
    approved,
    at_the_end,
    ballots,
    heard,
    opened,
    opine,
    told,
)
from tests.world import World

pytestmark = pytest.mark.django_db


def client(w: World, role: str) -> Client:
    found = Client()
    found.force_login(w.users[role])
    return found


def page(w: World, role: str, name: str, *args: Any, **query: str) -> Any:
    return client(w, role).get(reverse(name, args=args), query)


def send(w: World, role: str, name: str, *args: Any, **data: Any) -> Any:
    return client(w, role).post(reverse(name, args=args), {**data, FIELD: uuid4().hex})


def test_opinions_are_seen_by_their_writer_until_the_result_is_told(world: World) -> None:
    row = heard(world)
    for role, sees in (("cadre", 0), ("mentor", 0), ("receiver", 1), ("organiser", 2)):
        text = page(world, role, "appraisal:appraisal", row.pk).content.decode()
        assert text.count(SENTENCES["results"]) == sees, role
    send(world, "organiser", "appraisal:tell", row.pk)
    text = page(world, "cadre", "appraisal:appraisal", row.pk).content.decode()
    assert text.count(SENTENCES["results"]) == 2


def test_the_grade_is_not_seen_before_it_is_told(world: World) -> None:
    row = heard(world, "final")
    Appraisal.objects.filter(pk=row.pk).update(grade="excellent")
    assert "优秀" not in page(world, "cadre", "appraisal:appraisal", row.pk).content.decode()


def test_the_second_person_does_not_see_the_first_entry(world: World) -> None:
    at_the_end(world)
    row = opened(world, "final")
    counts = {f"count_{key}": number for key, number in COUNTS.items()}
    numbers = {key: value for key, value in PAPER.items() if key != "counts"}
    assert (
        send(world, "receiver", "appraisal:tally", row.pk, **numbers, **counts).status_code == 302
    )
    for name in ("appraisal:tally", "appraisal:appraisal"):
        text = page(world, "organiser", name, row.pk).content.decode()
        assert 'value="19"' not in text and "63.2%" not in text
    again = send(world, "receiver", "appraisal:tally", row.pk, **numbers, **counts)
    assert again.status_code == 409
    counts["count_excellent"], counts["count_competent"] = 11, 7
    send(world, "organiser", "appraisal:tally", row.pk, **numbers, **counts)
    assert "12" in page(world, "organiser", "appraisal:appraisal", row.pk).content.decode()
    assert send(world, "organiser", "appraisal:tally_clear", row.pk).status_code == 302
    assert row.tallies.count() == 0


def test_shares_are_shown_to_the_person_once_told(world: World) -> None:
    at_the_end(world)
    row = opened(world, "final")
    opine(world, row, "competent")
    ballots(world, row)
    assert "66.7%" not in page(world, "cadre", "appraisal:appraisal", row.pk).content.decode()
    send(world, "organiser", "appraisal:tell", row.pk, grade="competent")
    assert "66.7%" in page(world, "cadre", "appraisal:appraisal", row.pk).content.decode()


def test_a_refusal_keeps_what_was_typed(world: World) -> None:
    row = opened(world)
    typed = {**SENTENCES, "results": "写了很久的一段话"}
    missing = send(world, "receiver", "appraisal:opine", row.pk, **{**typed, "deficiencies": ""})
    assert missing.status_code == 422 and "写了很久的一段话" in missing.content.decode()
    Appraisal.objects.filter(pk=row.pk).update(state="opinions")
    late = send(world, "receiver", "appraisal:opine", row.pk, **typed)
    assert late.status_code == 409 and "写了很久的一段话" in late.content.decode()


def test_the_summary_begins_with_what_is_on_record(world: World) -> None:
    row = opened(world)
    world.placements["own"].logentry_set.create(
        by=world.users["cadre"], on=world.today, text="协调", task="征地", result="12户签约"
    )
    assert "征地：12户签约" in page(world, "cadre", "appraisal:summarise", row.pk).content.decode()


def test_approval_shows_what_is_missing_and_then_nothing_to_do(world: World) -> None:
    row = told(world)
    gaps = page(world, "organiser_lead", "appraisal:approve", row.pk).content.decode()
    assert '<form class="form" method="post">' not in gaps
    assert send(world, "organiser_lead", "appraisal:approve", row.pk).status_code == 409
    send(world, "cadre", "appraisal:acknowledge", row.pk)
    assert send(world, "organiser_lead", "appraisal:approve", row.pk).status_code == 302
    text = page(world, "cadre", "appraisal:appraisal", row.pk).content.decode()
    assert reverse("appraisal:object", args=[row.pk]) not in text


def test_the_board_says_whom_each_waits_for(world: World) -> None:
    row = opened(world)
    text = page(world, "organiser", "appraisal:appraisals", waits="sender").content.decode()
    assert reverse("appraisal:appraisal", args=[row.pk]) in text
    opine(world, row)
    text = page(world, "organiser", "appraisal:appraisals", waits="sender").content.decode()
    assert reverse("appraisal:appraisal", args=[row.pk]) not in text


def test_the_form_is_word_and_comes_when_all_may_be_read(world: World) -> None:
    row = heard(world)
    assert page(world, "cadre", "appraisal:paper", row.pk).status_code == 403
    assert page(world, "organiser", "appraisal:paper", row.pk).content[:2] == b"PK"
    send(world, "organiser", "appraisal:tell", row.pk)
    assert page(world, "cadre", "appraisal:paper", row.pk).content[:2] == b"PK"


def test_figures_are_cut_as_the_address_asks(world: World) -> None:
    """004-12: the bands of age are cut where one likes; nonsense gives the charter's."""
    text = page(world, "leader", "outcomes:statistics", cuts="28 36").content.decode()
    assert "29—36岁" in text
    for odd in ("abc", "999", "٣٠", "30;DROP"):
        assert page(world, "leader", "outcomes:statistics", cuts=odd).status_code == 200
    for kind, head in (("xlsx", b"PK"), ("pdf", b"%PDF")):
        found = page(world, "leader", "outcomes:statistics", programme="all", export=kind)
        assert found.content.startswith(head)


def test_figures_reconcile(world: World) -> None:
    """004-13, 004-14: every table adds up to those sent, the foreign county's never among them."""
    found = page(world, "organiser", "outcomes:statistics")
    assert found.context["counts"].total == 2
    for rows in found.context["counts"].tables.values():
        assert sum(row.number for row in rows) == 2


def test_the_dossier_opens_to_each_reader_as_the_charter_says(world: World) -> None:
    approved(world)
    pk = world.placements["own"].pk
    keys = {
        role: [
            part["item"].key for part in page(world, role, "outcomes:dossier", pk).context["parts"]
        ]
        for role in ("organiser", "cadre", "sender", "mentor")
    }
    assert keys["mentor"] == ["plan"] and "profile" not in keys["sender"]
    assert "profile" in keys["cadre"] and len(keys["organiser"]) == 14
    assert page(world, "mentor", "outcomes:dossier_paper", pk, "pdf").content[:4] == b"%PDF"
    assert page(world, "organiser", "outcomes:dossier_paper", pk, "txt").status_code == 404


def test_what_follows_is_proposed_decided_and_published(world: World) -> None:
    pk = world.placements["own"].pk
    text = page(world, "organiser", "outcomes:propose", pk).content.decode()
    assert world.placements["own"].starts_on.isoformat() in text
    found = send(world, "organiser", "outcomes:propose", pk, kind="return", basis="考核称职")
    assert found.status_code == 302
    here = found.headers["Location"]
    lead = client(world, "organiser_lead")
    words = {"deciding_body": "区人民医院", "decided_on": world.today, FIELD: "a" * 20}
    assert lead.post(here, words).status_code == 409
    words = {**words, "deciding_body": "云溪区委组织部", FIELD: "b" * 20}
    assert lead.post(here, words).status_code == 302
    paper = page(world, "leader", "outcomes:published", world.programmes["a"].pk)
    assert paper.content[:2] == b"PK"
