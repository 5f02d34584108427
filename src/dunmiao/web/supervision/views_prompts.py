"""Prompts: what was sent to me, the day's run by hand, and how far each message came."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.standing import State
from dunmiao.engine.states import Delivery as DeliveryState
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.reach import may_any, person_acting
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.actions import retry_delivery, send_prompts
from dunmiao.stages.supervision.ledger import RUNNING, Line, ledgers
from dunmiao.stages.supervision.models import Delivery, Prompt
from dunmiao.stages.supervision.prompting import deliver_now
from dunmiao.web.doors import POST, door, open_row, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.supervision.settling import STATES, duty_name, role_name, settled_at
from dunmiao.web.templatetags.dunmiao import local_name, state_label

COLUMNS = (
    Column("on", gettext_lazy("Sent on"), "on", lambda row: row.on, kind="date"),
    Column("duty", gettext_lazy("Duty"), "duty", lambda row: prompt_name(row)),
    Column("person", gettext_lazy("Person"), "placement__person__stroke_key",
           lambda row: row.placement.person.name),
    Column("due", gettext_lazy("Due"), "due_on", lambda row: row.due_on, kind="date"),
    Column("owed", gettext_lazy("Owed by"), "owed_by", lambda row: str(role_name(row.owed_by))),
    Column("state", gettext_lazy("Where it stands")),
)  # fmt: skip
WHERE = ("placement__person", "placement__charter", "placement__receiving_unit",
         "placement__sending_unit", "placement__programme__owner")  # fmt: skip


def prompt_name(row: Prompt) -> str:
    """Give the name of the duty a prompt is about, its key where the charter has dropped it."""
    rules = {rule.key: rule for rule in rules_of(row.placement).duties}
    return str(local_name(rules[row.duty])) if row.duty in rules else row.duty


def my_prompts(request: Any) -> Any:
    """Give the prompts that went to the reader, or to whom the reader stands in for."""
    rows = open_rows(request, Prompt)
    who = person_acting(request.user, "prompt.read", request.today)
    return rows.filter(readers=who) if who is not None else rows.none()


def standing_lines(request: Any, rows: list[Prompt]) -> dict[tuple[int, str, int], Line]:
    """Give the lines that are still open behind some prompts, by placement, duty and number."""
    placements = open_rows(request, Placement, "ledger.read").filter(
        pk__in={row.placement_id for row in rows}
    )
    found = ledgers(placements, request.today, is_open_only=True)
    return {
        (line.placement.pk, line.duty.duty, line.duty.number): line
        for one in found for line in one.lines
    }  # fmt: skip


@door("prompt.read")
def prompts(request: Any) -> HttpResponse:
    """List what the reader was prompted about, and where it stands now."""
    rows = my_prompts(request).select_related(*WHERE)
    if wants_export(request):
        return export(request, _("Prompts"), rows, COLUMNS, default="-on")
    page = listing(request, rows, COLUMNS, default="-on")
    lines = standing_lines(request, page.rows)
    may_supervise = may_any(request.user, "ticket.issue", request.today)
    return render(request, "supervision/prompts.html", {
        "listing": page, "rows": [_shown(row, lines) for row in page.rows],
        "may_supervise": may_supervise,
        "may_send": may_any(request.user, "prompt.send", request.today),
        "steps": _steps(page.rows),
    })  # fmt: skip


def _shown(row: Prompt, lines: dict[tuple[int, str, int], Line]) -> dict[str, Any]:
    line = lines.get((row.placement_id, row.duty, row.number))
    words, tone = STATES[line.state] if line else (_("Settled"), "good")
    is_mine = row.to == row.owed_by
    href = reverse("supervision:ledger", args=[row.placement_id])
    if line and is_mine:
        href = settled_at(row.placement, line.duty)
    return {
        "row": row, "name": duty_name(line.duty) if line else prompt_name(row), "href": href,
        "words": words, "tone": tone, "owed_by": role_name(row.owed_by), "is_mine": is_mine,
        "is_late": line is not None and line.state == State.OVERDUE and not is_mine,
    }  # fmt: skip


def _steps(rows: list[Prompt]) -> list[tuple[str, str]]:
    """Give the charter's own words on when prompts go out, where the page holds any."""
    if not rows:
        return []
    return [(local_name(step), step.clause) for step in rules_of(rows[0].placement).prompts]


@door("prompt.send", methods=POST)
def prompts_send(request: Any) -> HttpResponse:
    """Send today's prompts now, in the reader's own programmes."""
    rows = open_rows(request, Programme, "prompt.send").filter(placements__state__in=RUNNING)
    sent = 0
    for owner in sorted(set(rows.order_by().values_list("owner_id", flat=True))):
        try:
            sent += len(send_prompts(owner, by=request.user, today=request.today))
        except Refusal as refusal:
            messages.info(request, str(refusal))
    if sent:
        deliver_now.enqueue()
        messages.success(request, _("%(n)s prompts were sent.") % {"n": sent})
    return redirect("supervision:prompts")


DELIVERY_COLUMNS = (
    Column("on", gettext_lazy("Day"), "on", lambda row: row.on, kind="date"),
    Column("user", gettext_lazy("Reader"), "user__name", lambda row: str(row.user)),
    Column("channel", gettext_lazy("Channel"), "channel", lambda row: row.get_channel_display()),
    Column("items", gettext_lazy("Items"), (), lambda row: row.items, kind="integer"),
    Column("state", gettext_lazy("State"), "state",
           lambda row: state_label(row.state, "delivery")),
    Column("fault", gettext_lazy("Fault"), (), lambda row: row.fault),
)  # fmt: skip


class DeliveryFilter(forms.Form):
    """Narrows the list of messages."""

    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, data: Any) -> None:
        """Offer the states."""
        super().__init__(data)
        names = [(str(state), state_label(str(state), "delivery")) for state in DeliveryState]
        self.fields["state"].choices = [("", _("All")), *names]  # type: ignore[attr-defined]


@door("delivery.read")
def deliveries(request: Any) -> HttpResponse:
    """List the messages that left the house, and those that did not."""
    rows = open_rows(request, Delivery).select_related("user").defer("lines")
    form = DeliveryFilter(request.GET)
    if form.is_valid() and form.cleaned_data["state"]:
        rows = rows.filter(state=form.cleaned_data["state"])
    if wants_export(request):
        return export(request, _("Messages"), rows, DELIVERY_COLUMNS, default="-on")
    page = listing(request, rows, DELIVERY_COLUMNS, default="-on")
    return render(request, "supervision/deliveries.html", {"listing": page, "filter_form": form})


@door("delivery.retry", methods=POST)
def delivery_retry(request: Any, pk: int) -> HttpResponse:
    """Send a message again."""
    open_row(request, Delivery, "delivery.retry", pk)
    retry_delivery(pk, by=request.user, today=request.today)
    deliver_now.enqueue()
    messages.success(request, _("It is sent again."))
    return redirect("supervision:deliveries")
