"""Sending prompts: which are due today, to whom, and how far each message came."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dunmiao.engine import prompts as engine
from dunmiao.engine.calendar import WorkingDays
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.holidays import working_days
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.channels import channels
from dunmiao.stages.supervision.ledger import RUNNING, Ledger, ledgers
from dunmiao.stages.supervision.models import Delivery, Prompt
from dunmiao.stages.supervision.recipients import Recipients

LINES = 20  # so many duties are named in one message
Readers = Mapping[int, set[int]]  # prompt -> users


@act("prompt.send")
def send_prompts(owner_id: int, *, by: User | None, today: date) -> list[Prompt]:
    """Prompt whoever owes something in the programmes of one owner, as their charters say.

    Each step goes out once, whoever asks and however often; refused on a day that is not worked
    and where nothing is to be sent. `by` is None for the daily run.
    """
    days = working_days()
    if not days.is_working(today):
        raise Refusal(_("Nothing goes out on a day that is not worked."))
    owner = Organisation.objects.select_for_update(of=("self",)).get(pk=owner_id)
    rows = Placement.objects.filter(programme__owner=owner, state__in=RUNNING).order_by("pk")
    found = list(_due_prompts(rows, today, days))
    if not found:
        raise Refusal(_("Nobody is to be prompted now: each step of today went out."))
    prompts = Prompt.objects.bulk_create(found, batch_size=500)
    readers = _note_readers(prompts, today)
    _queue(owner, prompts, readers, today)
    record("prompt.send", owner, by=by, changes={"prompts": len(prompts)})
    return prompts


def _due_prompts(rows: QuerySet[Placement], today: date, days: WorkingDays) -> Iterator[Prompt]:
    sent: dict[int, dict[engine.Sent, date]] = defaultdict(dict)
    told = Prompt.objects.filter(placement__in=rows).order_by()
    rows_sent = told.values_list("placement_id", "duty", "number", "step", "on")
    for placement, duty, number, step, on in rows_sent:
        sent[placement][duty, number, step] = on
    for one in ledgers(rows, today, is_open_only=True):
        yield from _of_ledger(one, sent[one.placement.pk], today, days)


def _of_ledger(
    one: Ledger, sent: Mapping[engine.Sent, date], today: date, days: WorkingDays
) -> Iterator[Prompt]:
    rules = rules_of(one.placement)
    quiet = {duty.key for duty in rules.duties if not duty.escalates}
    for found in engine.prompts(one.lines, rules.prompts, sent, today, days, quiet):
        duty = found.standing.duty
        yield Prompt(
            placement=one.placement,
            duty=duty.duty,
            number=duty.number,
            step=found.step.key,
            owed_by=duty.owed_by,
            to=found.to,
            due_on=found.standing.due_on,
            on=today,
        )


def _note_readers(prompts: list[Prompt], today: date) -> Readers:
    recipients = Recipients((prompt.placement for prompt in prompts), today)
    readers = {prompt.pk: recipients.of(prompt.placement, prompt.to) for prompt in prompts}
    link = Prompt.readers.through
    link.objects.bulk_create(
        [
            link(prompt_id=prompt, user_id=user)
            for prompt, users in readers.items()
            for user in sorted(users)
        ],
        batch_size=500,
    )
    return readers


def _queue(owner: Organisation, prompts: list[Prompt], readers: Readers, today: date) -> None:
    """Queue one message a day to each reader and channel; it names what the reader owes."""
    counted: Counter[int] = Counter()
    named: dict[int, list[str]] = defaultdict(list)
    for prompt in prompts:
        for user in readers[prompt.pk]:
            counted[user] += 1
            if prompt.to == prompt.owed_by and len(named[user]) < LINES:
                named[user].append(_line(prompt))
    users = User.objects.in_bulk(counted)
    rows = [
        Delivery(
            owner=owner,
            user=users[user],
            on=today,
            channel=channel,
            items=items,
            lines=sorted(set(named[user])) if channel == "email" else [],
        )
        for user, items in sorted(counted.items())
        for channel in channels()
        if channel != "email" or users[user].email
    ]
    Delivery.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


def _line(prompt: Prompt) -> str:
    names = {duty.key: duty.name for duty in rules_of(prompt.placement).duties}
    return f"{names[prompt.duty]}（{prompt.due_on}）"


@act("delivery.claim")
def claim_delivery(delivery_id: int, *, by: User | None, today: date) -> Delivery:
    """Take one waiting message in hand, so that no second worker sends it too."""
    row: Delivery = Delivery.objects.lock(delivery_id)
    move(row, "delivery", "sending")
    row.attempts += 1
    row.save(update_fields=["state", "attempts"])
    record("delivery.claim", row, by=by, changes={"attempts": row.attempts, "on": today})
    return row


@act("delivery.settle")
def settle_delivery(delivery_id: int, *, by: User | None, today: date, fault: str = "") -> Delivery:
    """Note that a message went out, or why it did not."""
    row: Delivery = Delivery.objects.lock(delivery_id)
    move(row, "delivery", "failed" if fault else "sent")
    row.fault = fault[:200]
    row.save(update_fields=["state", "fault"])
    record("delivery.settle", row, by=by, changes={"state": row.state, "on": today})
    return row


@act("delivery.retry")
def retry_delivery(delivery_id: int, *, by: User | None, today: date) -> Delivery:
    """Have a message that failed sent again."""
    row: Delivery = Delivery.objects.lock(delivery_id)
    move(row, "delivery", "retried")
    row.save(update_fields=["state"])
    record("delivery.retry", row, by=by, changes={"state": "retried", "on": today})
    return row
