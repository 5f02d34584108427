"""Rows of development and supervision, for each relation; secrets hold their own tokens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dunmiao.stages.development.models import Feedback, MentorNote, Plan
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.models import (
    Borrow,
    Delivery,
    Leave,
    LogEntry,
    OpinionVisit,
    Prompt,
    Reminder,
    Report,
    SupportRequest,
    Talk,
    TermChange,
    Ticket,
)
from tests.world import World, token

HEADINGS = ("工作", "学习", "思想", "生活")


def _plan(w: World, key: str, at: Placement) -> Plan:
    fields = dict.fromkeys(("aims", "responsibilities", "tasks", "results", "standards"), "写明")
    return Plan.objects.create(
        placement=at, state="proposed", fields={**fields, "aims": token("Plan", key, "fields")},
        written_by=w.users["receiver"], proposed_on=at.starts_on,
    )


def _supervised(w: World, key: str, at: Placement) -> dict[str, Any]:
    owner = at.programme.owner
    prompt = Prompt.objects.create(
        placement=at, duty="plan", number=1, step="late", owed_by="receiver", to="receiver",
        due_on=at.starts_on + timedelta(days=30), on=at.starts_on + timedelta(days=31),
    )
    prompt.readers.add(w.users["receiver"])
    return {
        "supervision.Prompt": prompt,
        "supervision.Delivery": Delivery.objects.create(
            owner=owner, user=w.users["receiver"], on=at.starts_on, items=1, state="failed",
            channel="email" if key == "own" else "gateway", attempts=1, fault="no answer",
            lines=["制定个人锻炼计划"],
        ),
        "supervision.Ticket": Ticket.objects.create(
            owner=owner, unit=at.receiving_unit, placement=at, duty="presence",
            duty_due_on=at.starts_on, issue=token("Ticket", key, "issue"), by=w.users["organiser"],
            on=at.starts_on, due_on=w.today + timedelta(days=10), state="reported",
        ),
    }


def _written(w: World, key: str, at: Placement) -> dict[str, Any]:
    on = at.starts_on + timedelta(days=20)
    base: dict[str, Any] = {"placement": at, "by": w.users["organiser"], "on": on}
    return {
        "supervision.LogEntry": LogEntry.objects.create(
            **base, text=token("LogEntry", key, "text"), result="办结"
        ),
        "supervision.Leave": Leave.objects.create(
            **base, kind="personal", first_on=on, last_on=on + timedelta(days=1),
            reason=token("Leave", key, "reason"), level="receiver",
        ),
        "supervision.Talk": Talk.objects.create(
            **base, kind="organiser", given_by="陈科长", follow_up="热水器",
            notes={"生活": token("Talk", key, "notes")},
        ),
        "supervision.Report": Report.objects.create(
            **base, kind="three_party", state="submitted", submitted_on=on,
            fields=dict.fromkeys(HEADINGS, token("Report", key, "fields")),
        ),
        "supervision.Borrow": Borrow.objects.create(
            **base, first_on=on, last_on=on + timedelta(days=2), matter="年终决算"
        ),
        "supervision.OpinionVisit": OpinionVisit.objects.create(
            **base, heard_from="镇党委书记", text=token("OpinionVisit", key, "text")
        ),
        "supervision.Reminder": Reminder.objects.create(
            **base, matter=token("Reminder", key, "matter")
        ),
        "supervision.SupportRequest": SupportRequest.objects.create(
            **base, matter=token("SupportRequest", key, "matter"), kind="money",
            state="assigned" if key == "own" else "asked",
            handler=w.units["handler"] if key == "own" else None, answer_by=on,
        ),
        "supervision.TermChange": TermChange.objects.create(
            placement=at, kind="recall", reason=token("TermChange", key, "reason"),
            asked_by=w.users["organiser"], asked_on=on, takes_effect_on=at.ends_on,
        ),
        **_supervised(w, key, at),
        "development.Feedback": Feedback.objects.create(
            placement=at, source="gap", text=token("Feedback", key, "text"), given_on=on,
            by=w.users["organiser"], to_unit="both",
        ),
        "development.MentorNote": MentorNote.objects.create(
            **base, kind="thinking", text=token("MentorNote", key, "text")
        ),
        "development.Plan": _plan(w, key, at),
    }


def rows(world: World) -> dict[str, dict[str, Any]]:
    """Give {model: {relation: row}}."""
    found: dict[str, dict[str, Any]] = {}
    for key, placement in world.placements.items():
        for model, row in _written(world, key, placement).items():
            found.setdefault(model, {})[key] = row
    return found
