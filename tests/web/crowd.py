"""Ten thousand persons with their applications, placements and papers, made in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from django.utils import timezone

from dunmiao.engine.names import initials, pinyin
from dunmiao.engine.strokes import stroke_key
from dunmiao.stages.accounts.models import User
from dunmiao.stages.appraisal.models import Appraisal
from dunmiao.stages.common.models import AuditEntry
from dunmiao.stages.organisations.models import Complaint, Grant, Organisation
from dunmiao.stages.people.models import Person
from dunmiao.stages.placement.models import Holding, Placement
from dunmiao.stages.selection.models import Application, Offer, Post, StageEntry, StageRound
from dunmiao.stages.supervision.models import (
    Borrow,
    Delivery,
    Leave,
    Prompt,
    Report,
    SupportRequest,
    TermChange,
    Ticket,
)
from tests.world import World

MANY, UNITS, BATCH = 10_000, 300, 2_000
FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"


def names() -> Iterator[str]:
    """Give names, over and over."""
    while True:
        for family in FAMILY:
            for given in GIVEN:
                yield family + given


def _units(w: World) -> list[Organisation]:
    above = w.units["a"]
    rows = [
        Organisation(
            parent=above, path=f"crowd-{n}", name=f"云溪区第{n}单位", short_name=f"第{n}单位",
            kind="county" if n % 2 else "township", sequence=100 + n, headcount=40,
        )
        for n in range(UNITS)
    ]  # fmt: skip
    made = Organisation.objects.bulk_create(rows)
    for row in made:
        row.path = f"{above.path}{row.pk}/"
    Organisation.objects.bulk_update(made, ["path"], BATCH)
    return made


def _people(w: World, units: list[Organisation]) -> list[Person]:
    kept: dict[str, tuple[str, str, str]] = {}
    rows = []
    for n, name in enumerate(islice(names(), MANY)):
        if name not in kept:
            kept[name] = (initials(name), pinyin(name), stroke_key(name))
        short, whole, strokes = kept[name]
        rows.append(
            Person(
                unit=units[n % UNITS], name=name, initials=short, pinyin=whole, stroke_key=strokes,
                sex=str(1 + n % 2), born_on=w.today - timedelta(days=9000 + n % 6000), ethnic="01",
                political="01", education="21", degree="4", major="经济学", kind="institution",
                rank="142", post_title="综合科科员", tags=["selected"] if n % 5 == 0 else [],
            )
        )
    return Person.objects.bulk_create(rows, BATCH)


def _selected(w: World, units: list[Organisation], people: list[Person]) -> list[Placement]:
    programme = w.programmes["a"]
    posts = Post.objects.bulk_create(
        Post(organisation=unit, title="镇长助理", post_class="economy", duties="分管项目建设",
             capacity=100)
        for unit in units
    )  # fmt: skip
    offers = Offer.objects.bulk_create(
        Offer(programme=programme, post=post, places=30, direction="down", front="grassroots",
              is_confirmed=True)
        for post in posts
    )  # fmt: skip
    applied = Application.objects.bulk_create([
        Application(
            programme=programme, person=person, sending_unit=person.unit,
            offer=offers[(n + 1) % UNITS], state="selected", applied_on=programme.opens_on,
            number=str(n), is_unit_agreed=True,
        )
        for n, person in enumerate(people)
    ], BATCH)  # fmt: skip
    given = {"sequence": 3, "state": "closed", "opened_on": w.today}
    stage, _made = StageRound.objects.get_or_create(
        programme=programme, stage="exam", defaults=given
    )
    StageEntry.objects.bulk_create(
        [StageEntry(round=stage, application=row, score=80, total=80, place=n, outcome="passed")
         for n, row in enumerate(applied)], BATCH,
    )  # fmt: skip
    return Placement.objects.bulk_create([
        Placement(
            programme=programme, charter=programme.charter, application=row, person=row.person,
            sending_unit=row.sending_unit, receiving_unit=row.offer.post.organisation,
            sending_post="科员", direction="down", front="grassroots", state="arrived",
            starts_on=programme.starts_on, ends_on=programme.ends_on,
            arrived_on=programme.starts_on,
        )
        for row in applied
    ], BATCH)  # fmt: skip


def _papers(w: World, placed: list[Placement]) -> None:
    by, on = w.users["organiser"], w.today
    Holding.objects.bulk_create([
        Holding(placement=row, post=row.application.offer.post, starts_on=row.starts_on,
                ends_on=row.ends_on)
        for row in placed
    ], BATCH)  # fmt: skip
    some = placed[::4]
    given = {"by": by, "on": on}
    Leave.objects.bulk_create([
        Leave(placement=row, **given, kind="private", first_on=on, last_on=on, level="receiver",
              state="asked")
        for row in some
    ], BATCH)  # fmt: skip
    Report.objects.bulk_create([
        Report(placement=row, **given, kind="three_party", state="submitted", submitted_on=on)
        for row in some
    ], BATCH)  # fmt: skip
    Borrow.objects.bulk_create([
        Borrow(placement=row, **given, first_on=on, last_on=on, matter="年终结算", state="asked")
        for row in some
    ], BATCH)  # fmt: skip
    SupportRequest.objects.bulk_create([
        SupportRequest(placement=row, **given, matter="住宿", kind="life", state="asked")
        for row in some
    ], BATCH)  # fmt: skip
    TermChange.objects.bulk_create([
        TermChange(placement=row, kind="recall", reason="工作需要", asked_by=by, asked_on=on,
                   takes_effect_on=on)
        for row in some
    ], BATCH)  # fmt: skip
    Appraisal.objects.bulk_create([
        Appraisal(placement=row, kind="half", due_on=on, state="open") for row in placed
    ], BATCH)  # fmt: skip


def _late(w: World, placed: list[Placement]) -> None:
    """Prompts that went to everybody concerned, messages, and supervised matters."""
    prompts = Prompt.objects.bulk_create([
        Prompt(placement=row, duty="plan", number=1, step="department", owed_by="receiver",
               to="organiser", due_on=w.today, on=w.today)
        for row in placed
    ], BATCH)  # fmt: skip
    link = Prompt.readers.through
    readers = [w.users[role].pk for role in ("organiser", "organiser_lead", "receiver", "sender")]
    link.objects.bulk_create([
        link(prompt_id=row.pk, user_id=reader) for row in prompts for reader in readers
    ], BATCH)  # fmt: skip
    Ticket.objects.bulk_create([
        Ticket(owner=w.units["a"], unit=row.receiving_unit, placement=row, duty="plan",
               duty_due_on=w.today, issue="计划没有按期制定", by=w.users["organiser"],
               on=w.today, due_on=w.today)
        for row in placed
    ], BATCH)  # fmt: skip
    Delivery.objects.bulk_create([
        Delivery(owner=w.units["a"], user=user, on=w.today, channel="email", items=3)
        for user in User.objects.filter(username__startswith="crowd")
    ], BATCH)  # fmt: skip


def _office(w: World, units: list[Organisation]) -> None:
    users = User.objects.bulk_create(
        [User(username=f"crowd{n}", name=f"经办{n}", password="!") for n in range(MANY // 4)], BATCH
    )
    Grant.objects.bulk_create([
        Grant(user=user, role="sender", organisation=units[n % UNITS], starts_on=w.today)
        for n, user in enumerate(users)
    ], BATCH)  # fmt: skip
    AuditEntry.objects.bulk_create([
        AuditEntry(at=timezone.now(), act="person.edit", actor=user, object_type="people.person",
                   object_id=str(n), object_name="某人", owner_path=w.units["a"].path)
        for n, user in enumerate(users)
    ], BATCH)  # fmt: skip
    Complaint.objects.bulk_create([
        Complaint(by=user, handled_by=w.units["a"], text="建议", received_on=w.today)
        for user in users
    ], BATCH)  # fmt: skip


def gather_crowd(w: World) -> None:
    """Fill the world's first county."""
    units = _units(w)
    placed = _selected(w, units, _people(w, units))
    _papers(w, placed)
    _office(w, units)
    _late(w, placed)
