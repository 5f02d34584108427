"""Prompts go out once, upwards, by every channel set up, and tell nobody how others did."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from dunmiao.engine.calendar import WorkingDays
from dunmiao.stages.common.models import AuditEntry, Holiday
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.supervision import actions
from dunmiao.stages.supervision.channels import NotDelivered, WebhookGateway
from dunmiao.stages.supervision.ledger import ledger
from dunmiao.stages.supervision.models import Delivery, Prompt
from dunmiao.stages.supervision.prompting import deliver, prompt_everybody
from tests.world import World

WEEK = WorkingDays()


@pytest.fixture
def day(world: World) -> date:
    """Give a working day."""
    Holiday.objects.all().delete()
    return WEEK.next(world.today)


@pytest.fixture
def post(settings: Any) -> None:
    """Set e-mail up."""
    settings.EMAIL_HOST = "mail.test"


def workdays(first: date, count: int) -> list[date]:
    return [WEEK.add(first, n) for n in range(count)]


def test_each_step_goes_out_once_and_upwards(world: World, day: date) -> None:
    """The person, then the receiving unit, then the department; a second run sends nothing."""
    at = world.placements["own"]
    line = next(one for one in ledger(at, day).open_lines if one.duty.owed_by == "cadre")
    for on in workdays(day, 4):
        ran = prompt_everybody(on)
        assert prompt_everybody(on).prompts == 0
        assert on != day or ran.prompts
    told = Prompt.objects.filter(
        placement=at, duty=line.duty.duty, number=line.duty.number
    ).order_by("on")
    assert [(row.step, row.to) for row in told] == [
        ("late", "cadre"), ("unit", "receiver"), ("department", "organiser"),
    ]  # fmt: skip
    assert [{user.username for user in row.readers.all()} for row in told] == [
        {"cadre"}, {"receiver"}, {"organiser"},
    ]  # fmt: skip


def test_the_database_keeps_a_step_once(world: World, day: date) -> None:
    prompt_everybody(day)
    row = Prompt.objects.first()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_nothing_goes_out_on_a_day_off(world: World, day: date) -> None:
    Holiday.objects.create(day=day, is_workday=False, name="放假")
    assert prompt_everybody(day).prompts == 0
    with pytest.raises(Refusal):
        actions.send_prompts(world.units["a"].pk, by=world.user("organiser"), today=day)
    assert not Prompt.objects.exists()


def test_what_is_done_is_not_prompted(world: World, day: date) -> None:
    at = world.placements["own"]
    actions.confirm_step(
        at.pk, "orientation.given", by=world.user("receiver"), today=world.today
    )
    prompt_everybody(day)
    duties = set(Prompt.objects.filter(placement=at).values_list("duty", flat=True))
    assert "orientation" not in duties
    assert "orientation" in set(
        Prompt.objects.filter(placement=world.placements["other"]).values_list("duty", flat=True)
    )


def test_another_county_hears_nothing(world: World, day: date) -> None:
    actions.send_prompts(world.units["a"].pk, by=world.user("organiser"), today=day)
    assert not Prompt.objects.filter(placement=world.placements["foreign"]).exists()
    assert AuditEntry.objects.filter(act="prompt.send").count() == 1


def test_a_mentor_without_account_is_reached_through_the_unit(world: World, day: date) -> None:
    prompt_everybody(day)
    to_mentor = Prompt.objects.filter(to="mentor")
    own = to_mentor.filter(placement=world.placements["own"]).first()
    other = to_mentor.filter(placement=world.placements["other"]).first()
    assert [user.username for user in own.readers.all()] == ["mentor"]
    assert [user.username for user in other.readers.all()] == ["receiver_other"]


def test_a_mail_names_what_is_owed_and_nobody(world: World, day: date, post: None) -> None:
    """One message a day and reader; no person is named, least of all how others did."""
    for key in ("receiver", "organiser", "cadre"):
        user = world.users[key]
        user.email = f"{key}@example.cn"
        user.save(update_fields=["email"])
    for on in workdays(day, 4):
        prompt_everybody(on)
    to_host = [sent for sent in mail.outbox if sent.to == ["receiver@example.cn"]]
    assert len(to_host) == Delivery.objects.filter(user=world.users["receiver"]).count() > 0
    assert "制定个人锻炼计划" in to_host[0].body
    names = [person.name for person in world.people.values()]
    names += [unit.name for unit in world.units.values()] + ["%", "名次", "排名"]
    for sent in mail.outbox:
        assert not [name for name in names if name in sent.body + sent.subject]
    to_department = [sent for sent in mail.outbox if sent.to == ["organiser@example.cn"]]
    assert "向三方汇报" not in "".join(sent.body for sent in to_department)


def test_a_gateway_carries_a_number_and_nothing_else(
    world: World, day: date, settings: Any, tmp_path: Path
) -> None:
    out = tmp_path / "messages.jsonl"
    settings.GATEWAY = f"file:{out}"
    prompt_everybody(day)
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert {line["to"] for line in lines} >= {"cadre", "receiver", "sender"}
    texts = {"".join(char for char in line["text"] if not char.isdigit()) for line in lines}
    assert texts == {"您有项事项待办，请登录查看。"}
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def test_a_failed_message_is_kept_and_tried_again(
    world: World, day: date, settings: Any, tmp_path: Path
) -> None:
    """Queued, not sent, to be sent again, sent: three tries, then only by hand."""
    settings.GATEWAY = f"file:{tmp_path}"  # a folder takes no lines
    ran = prompt_everybody(day)
    assert ran.failed and not ran.sent
    row = Delivery.objects.first()
    assert (row.state, row.attempts) == ("failed", 1)
    assert row.fault
    deliver(day)
    deliver(day)
    assert deliver(day) == (0, 0)
    settings.GATEWAY = f"file:{tmp_path / 'messages'}"
    actions.retry_delivery(row.pk, by=world.user("organiser"), today=day)
    assert deliver(day) == (1, 0)
    row.refresh_from_db()
    assert (row.state, row.attempts, row.fault) == ("sent", 4, "")


def test_one_left_by_a_dead_worker_is_tried_the_next_day(
    world: World, day: date, settings: Any, tmp_path: Path
) -> None:
    settings.GATEWAY = f"file:{tmp_path / 'messages'}"
    actions.send_prompts(world.units["a"].pk, by=None, today=day)
    row = Delivery.objects.first()
    actions.claim_delivery(row.pk, by=None, today=day)
    deliver(day)
    row.refresh_from_db()
    assert row.state == "sending"
    with pytest.raises(Refusal):
        actions.claim_delivery(row.pk, by=None, today=day)
    deliver(day + timedelta(days=1))
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("sent", 2)


class _Answers(BaseHTTPRequestHandler):
    code = 200
    heard: list[dict[str, Any]] = []  # noqa: RUF012

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.heard.append({**body, "token": self.headers["Authorization"]})
        self.send_response(self.code)
        if self.code == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[str]:
    """Give the address of a gateway."""
    _Answers.heard.clear()
    with HTTPServer(("127.0.0.1", 0), _Answers) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{made.server_port}/send"
        made.shutdown()


@pytest.mark.parametrize(
    ("code", "is_sent"), [(200, True), (204, True), (302, False), (500, False)]
)
def test_the_webhook_posts_json_with_its_token(server: str, code: int, is_sent: bool) -> None:
    _Answers.code = code
    carrier = WebhookGateway(server, "secret")
    if is_sent:
        carrier.send("cadre", "您有1项事项待办", "7")
    else:
        with pytest.raises(NotDelivered):
            carrier.send("cadre", "您有1项事项待办", "7")
    assert _Answers.heard == [
        {"to": "cadre", "text": "您有1项事项待办", "ref": "7", "token": "Bearer secret"}
    ]


def test_a_gateway_is_a_web_address() -> None:
    with pytest.raises(ValueError, match="no web address"):
        WebhookGateway("ftp://example.cn")
    with pytest.raises(NotDelivered):
        WebhookGateway("http://127.0.0.1:9").send("a", "b", "1")


def test_the_worker_asks_once_each_morning(
    world: World, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    from dunmiao.config import processes
    from dunmiao.stages.common import clock

    # the worker lets go of old connections; the test's own one holds what is rolled back
    monkeypatch.setattr("django.db.close_old_connections", lambda: None)
    settings.REHEARSAL_DAY = day = WEEK.next(world.today).isoformat()
    hour = {"now": 7}
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: _at(real(), hour["now"]))
    assert processes.ask_in_the_morning(None) is None
    assert not Prompt.objects.exists()
    hour["now"] = 9
    done = processes.ask_in_the_morning(None)
    assert done == date.fromisoformat(day)
    count = Prompt.objects.count()
    assert count
    assert processes.ask_in_the_morning(done) == done
    assert Prompt.objects.count() == count


def _at(instant: Any, hour: int) -> Any:
    from django.utils import timezone

    return timezone.localtime(instant).replace(hour=hour)
