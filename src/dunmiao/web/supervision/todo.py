"""What is mine to do now: duties of the ledger, decisions that wait for me."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from dunmiao.engine.standing import State
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.development.models import Feedback, Plan
from dunmiao.stages.development.parties import Ties
from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.checks import informed, not_returned
from dunmiao.stages.supervision.heard import OPEN, not_heard
from dunmiao.stages.supervision.ledger import RUNNING, Line
from dunmiao.stages.supervision.models import (
    Borrow,
    Leave,
    Provision,
    Reminder,
    Report,
    SupportRequest,
    Talk,
    TermChange,
)
from dunmiao.web.doors import open_rows
from dunmiao.web.home.todo import Count, TodoItem
from dunmiao.web.supervision.lines import my_lines, shown
from dunmiao.web.supervision.settling import STATES, duty_name

ARRIVAL = ("arrival.confirmed",)  # the placement's own pages ask for it
MANY = 6  # so many open lines of one duty become one line
SHOWN = 20
NAMED = 3  # persons named in such a line
WHERE = "placement__person", "placement__programme__owner", "placement__charter"
UNITS = "placement__sending_unit", "placement__receiving_unit"


def duties_todo(request: Any) -> list[TodoItem]:
    """Give what is due and overdue by the ledger; many of one duty are one line with a number."""
    if not may_any(request.user, "step.confirm", request.today):
        return []
    by_duty: dict[tuple[str, str], list[Line]] = {}  # charters may share a key
    for line in my_lines(request):
        if line.duty.evidence == ARRIVAL:
            continue
        by_duty.setdefault((line.duty.duty, line.duty.clause), []).append(line)
    single = [line for lines in by_duty.values() if len(lines) < MANY for line in lines]
    items = [_line_item(row) for row in shown(request, single)]
    return items + [_many(lines) for lines in by_duty.values() if len(lines) >= MANY]


def _line_item(row: Any) -> TodoItem:
    return TodoItem(
        title=row.name, detail=str(row.line.placement.person), url=row.url or row.ledger,
        due_on=row.line.due_on, tone=row.tone, clause=row.line.duty.clause,
        action=_("Do it"),
    )


def _many(lines: list[Line]) -> TodoItem:
    first = min(lines, key=lambda line: line.due_on)
    late = sum(line.state == State.OVERDUE for line in lines)
    names = list(dict.fromkeys(str(line.placement.person) for line in lines))
    listed = _("%(names)s and others") if len(names) > NAMED else "%(names)s"
    detail = _("%(who)s: %(n)s open, %(late)s of them overdue") % {
        "who": listed % {"names": "、".join(names[:NAMED])}, "n": len(lines), "late": late,
    }
    return TodoItem(
        title=duty_name(first.duty), detail=detail, due_on=first.due_on,
        url=f"{reverse('supervision:my_duties')}?duty={first.duty.duty}",
        tone=STATES[first.state][1], clause=first.duty.clause, action=_("Open"),
    )


def _rows(
    request: Any, model: Any, act: str, *, with_also: str = "", **where: Any
) -> Any:
    if not may_any(request.user, act, request.today):
        return []
    rows = open_rows(request, model, act).filter(placement__state__in=RUNNING, **where)
    rows = rows.prefetch_related(with_also) if with_also else rows
    return rows.select_related(*WHERE, *UNITS)[:SHOWN]


def decisions_todo(request: Any) -> list[TodoItem]:
    """Give what waits for the reader's decision, opinion, agreement or answer."""
    found: list[TodoItem] = []
    for provider in (_leaves, _informed, _borrows, _plans, _reports, _supports, _provisions,
                     _changes, _words,
                     _late):
        found += provider(request)
    return list({(str(item.title), item.url): item for item in reversed(found)}.values())


def _item(title: str, row: Any, page: str, **more: Any) -> TodoItem:
    return TodoItem(title=title, detail=str(row.placement.person),
                    url=reverse(page, args=[row.pk]), **more)


def _leaves(request: Any) -> Iterable[TodoItem]:
    ties = Ties(request.user, request.today)
    for row in _rows(request, Leave, "leave.decide", state="asked"):
        if row.level in ties.parties("leave.decide", row.placement):
            yield _item(_("Decide on a leave"), row, "supervision:leave", due_on=row.first_on,
                        action=_("Decide on it"))


def _informed(request: Any) -> Iterable[TodoItem]:
    """Give the leaves a party is told of, until it took note or the leave is over."""
    ties = Ties(request.user, request.today)
    rows = _rows(request, Leave, "leave.note", state="approved", last_on__gte=request.today)
    for row in rows:
        unseen = {party for party in informed(row) if party not in row.seen}
        if unseen & ties.parties("leave.note", row.placement):
            yield _item(_("Take note of a leave"), row, "supervision:leave",
                        due_on=row.first_on, tone="quiet", action=_("Look at it"))


def _late(request: Any) -> Iterable[TodoItem]:
    if not may_any(request.user, "leave.return", request.today):
        return
    rows = open_rows(request, Leave, "leave.return").select_related(*WHERE)
    for row in not_returned(rows, request.today)[:SHOWN]:
        yield _item(_("Confirm the return from leave"), row, "supervision:leave",
                    due_on=row.last_on, tone="late", action=_("Confirm"))


def _borrows(request: Any) -> Iterable[TodoItem]:
    for row in _rows(request, Borrow, "borrow.opine", state="asked"):
        yield _item(_("Say whether the person can be spared"), row, "supervision:borrow",
                    due_on=row.first_on, action=_("Answer"))
    for row in _rows(request, Borrow, "borrow.decide", state="opined"):
        yield _item(_("Decide on a request to borrow back"), row, "supervision:borrow",
                    due_on=row.first_on, action=_("Decide on it"))


def _plans(request: Any) -> Iterable[TodoItem]:
    ties = Ties(request.user, request.today)
    for row in _rows(request, Plan, "plan.agree", state="proposed"):
        asked = set(rules_of(row.placement).plan.agreed_by) - set(row.agreed)
        if asked & ties.parties("plan.agree", row.placement):
            yield TodoItem(title=_("Agree the individual plan"), detail=str(row.placement.person),
                           url=reverse("development:plan", args=[row.placement_id]),
                           action=_("Look at it"))


def _reports(request: Any) -> Iterable[TodoItem]:
    ties = Ties(request.user, request.today)
    for row in _rows(request, Report, "report.acknowledge", state="submitted"):
        kinds = {kind.key: kind for kind in rules_of(row.placement).reports}
        asked = set(kinds[row.kind].readers if row.kind in kinds else ()) - set(row.seen)
        if asked & ties.parties("report.acknowledge", row.placement):
            yield _item(_("Read a report"), row, "supervision:report", action=_("Look at it"))


def _supports(request: Any) -> Iterable[TodoItem]:
    for row in _rows(request, SupportRequest, "support.assign", state="asked"):
        yield _item(_("Find who can help"), row, "supervision:support", action=_("Open"))
    for row in _rows(request, SupportRequest, "support.answer", state="assigned"):
        is_late = bool(row.answer_by and row.answer_by < request.today)
        yield _item(_("Answer a request for help"), row, "supervision:support",
                    due_on=row.answer_by, tone="late" if is_late else "waiting",
                    action=_("Answer"))
    for row in _rows(request, SupportRequest, "support.close", state="answered"):
        yield _item(_("Your request for help was answered"), row, "supervision:support",
                    action=_("Look at it"))


def _provisions(request: Any) -> Iterable[TodoItem]:
    rows = _rows(request, Provision, "provision.provide", state="promised", due_on__isnull=False)
    for row in rows:
        yield TodoItem(title=_("Give the support that was promised"), detail=row.what,
                       url=reverse("supervision:provision", args=[row.pk]), due_on=row.due_on,
                       tone="late" if row.due_on < request.today else "waiting", action=_("Open"))


def _changes(request: Any) -> Iterable[TodoItem]:
    ties = Ties(request.user, request.today)
    for row in _rows(request, TermChange, "change.explain", state="asked"):
        yield _item(_("You are heard before your term is changed"), row, "supervision:change",
                    action=_("Explain"))
    for row in _rows(request, TermChange, "change.opine", state__in=OPEN, with_also="hearings"):
        missing = set(not_heard(row)) - {"cadre"}
        if missing & ties.parties("change.opine", row.placement):
            yield _item(_("Say what the unit thinks of a change of term"), row,
                        "supervision:change", due_on=row.takes_effect_on, action=_("Answer"))
    for row in _rows(request, TermChange, "change.decide", state__in=OPEN, with_also="hearings"):
        if not_heard(row):
            continue
        yield _item(_("Decide on a change of term"), row, "supervision:change",
                    action=_("Decide on it"))


def _words(request: Any) -> Iterable[TodoItem]:
    """Give what was told to the reader: reminders to explain, feedback to confirm, promises."""
    for row in _rows(request, Reminder, "reminder.explain", explained_on=None):
        yield _item(_("A reminder: you may explain"), row, "supervision:reminder_explain",
                    action=_("Explain"))
    for row in _rows(request, Talk, "talk.follow", followed_on=None, follow_up_on__isnull=False):
        is_late = row.follow_up_on < request.today
        yield TodoItem(title=_("Follow up after a talk"), detail=str(row.placement.person),
                       url=reverse("supervision:talks", args=[row.placement_id]),
                       due_on=row.follow_up_on, tone="late" if is_late else "waiting",
                       action=_("Open"))
    ties = Ties(request.user, request.today)
    for row in _rows(request, Feedback, "feedback.acknowledge"):
        units = {"sender", "receiver"} if row.to_unit == "both" else {row.to_unit}
        asked = ({"cadre"} | units) - set(row.seen)
        if asked & ties.parties("feedback.acknowledge", row.placement):
            yield TodoItem(title=_("Read what was found"),
                           detail=f"{row.placement.person} · {row.given_on}",
                           url=reverse("development:gaps", args=[row.placement_id]),
                           action=_("Look at it"))


def counts(request: Any) -> list[Count]:
    """Give short counts for readers who look on: placements running."""
    if not may_any(request.user, "board.read", request.today):
        return []
    running = open_rows(request, Placement, "board.read").filter(state="arrived").count()
    return [Count(_("Placements running"), running, reverse("supervision:boards"))]
