"""The daily run: send what is due to be prompted, then carry the messages out of the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django_tasks import task

from dunmiao.stages.common.clock import today as clock_today
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision.actions.prompts import (
    claim_delivery,
    retry_delivery,
    send_prompts,
    settle_delivery,
)
from dunmiao.stages.supervision.channels import NotDelivered, carry
from dunmiao.stages.supervision.ledger import RUNNING
from dunmiao.stages.supervision.models import Delivery

INTERRUPTED = "interrupted"
TRIES = 3


@dataclass(frozen=True)
class Ran:
    """What one run did: prompts sent, messages that went out and that did not."""

    prompts: int
    sent: int
    failed: int


def owners_now() -> list[int]:
    """Give the organisations whose programmes have placements that run."""
    rows = Placement.objects.filter(state__in=RUNNING).order_by()
    return sorted(set(rows.values_list("programme__owner_id", flat=True)))


def waiting_deliveries() -> list[int]:
    """Give the messages to send now, those that failed less than three times among them."""
    failed = Delivery.objects.filter(state="failed", attempts__lt=TRIES)
    waiting = Delivery.objects.filter(state__in=("queued", "retried"))
    found = (waiting | failed).order_by("pk").values_list("pk", flat=True)
    return list(found)


def prompt_everybody(today: date) -> Ran:
    """Prompt in every programme that runs, and deliver; harmless when it ran today already."""
    prompts = 0
    for owner in owners_now():
        try:
            prompts += len(send_prompts(owner, by=None, today=today))
        except Refusal:  # nothing to send, or nobody works today
            continue
    sent, failed = deliver(today)
    return Ran(prompts, sent, failed)


def deliver(today: date) -> tuple[int, int]:
    """Send every waiting message, one transaction before and one after each; count them.

    No lock is held while a mail server or gateway answers. One left in the middle by a worker
    that died is tried again the next day.
    """
    for pk in Delivery.objects.filter(state="sending", on__lt=today).values_list("pk", flat=True):
        settle_delivery(pk, by=None, today=today, fault=INTERRUPTED)
    results = [_deliver_one(pk, today) for pk in waiting_deliveries()]
    return results.count(True), results.count(False)


def _deliver_one(pk: int, today: date) -> bool | None:
    """Say whether one message went out; None when another worker has it in hand."""
    try:
        if Delivery.objects.filter(pk=pk, state="failed").exists():
            retry_delivery(pk, by=None, today=today)
        row = claim_delivery(pk, by=None, today=today)
    except Refusal:
        return None
    fault = ""
    try:
        carry(row)
    except NotDelivered as failure:
        fault = str(failure)
    settle_delivery(pk, by=None, today=today, fault=fault)
    return not fault


@task()
def daily_prompts() -> None:
    """Run for today; the worker asks for it each morning."""
    prompt_everybody(clock_today())


@task()
def deliver_now() -> None:
    """Deliver what somebody just had queued."""
    deliver(clock_today())
