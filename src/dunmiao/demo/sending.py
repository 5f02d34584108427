"""A whole cohort at once: from the call to the first day of the term, in bulk.

One cohort of the demonstration goes through every act of a selection (choosing.py). For the other
programmes several hundred persons are placed; the acts would take minutes. The programme, the
review of eligibility and the notice are acts still, everything that hangs on one person is
inserted in bulk, as the acts leave it, under the same constraints and triggers; the trail has one
line for each batch, which says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import dunmiao
from dunmiao.demo.crowd import note, sign_up
from dunmiao.demo.ground import Ground
from dunmiao.engine.calendar import term_end
from dunmiao.stages.charter.actions import (
    adopt_charter,
    create_programme,
    move_programme,
    open_programme,
)
from dunmiao.stages.charter.models import CharterVersion, Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.people.models import Person
from dunmiao.stages.placement.models import Division, Holding, Placement, RelationRow
from dunmiao.stages.placement.notices import issue_notice
from dunmiao.stages.selection.eligibility import review_eligibility
from dunmiao.stages.selection.models import (
    Application,
    Decision,
    DecisionLine,
    Offer,
    Post,
    StageEntry,
    StageRound,
)

WHY = "演示数据：成批生成，逐人记录与逐项操作所得一致"
CHARTERS = Path(dunmiao.__file__).parent / "charters"


@dataclass(frozen=True)
class Course:
    """What tells one cohort from another: its rules, words and first day.

    `ends_on` None gives the charter's term; `serial` is the number of its notice; `works` are the
    post titles and what each divides to its holder, dealt in turn.
    """

    charter: CharterVersion
    name: str
    starts_on: date
    body: str
    basis: str
    basis_no: str
    leader: tuple[str, str]
    requirements: str
    code: str
    serial: int
    works: Sequence[tuple[str, str, str]]  # post title, post class, division of work
    ends_on: date | None = None
    not_arrived: frozenset[int] = frozenset()  # places in the order of sending


def adopt(ground: Ground, owner: str, key: str, document_no: str) -> CharterVersion:
    """Adopt one of the charters that come with the product for an organisation."""
    return adopt_charter(
        ground.units[owner].pk,
        (CHARTERS / f"{key}.toml").read_text(encoding="utf-8"),
        by=ground.users["organiser_lead"],
        today=ground.since,
        document_no=document_no,
    )


def send(
    ground: Ground, course: Course, pairs: Sequence[tuple[Person, Organisation]]
) -> list[Placement]:
    """Send each person to the unit beside them; everybody is at post when the term has begun."""
    programme = _announce(ground, course, len(pairs))
    sign_up(ground, [person for person, _host in pairs if person.user_id is None], course.name)
    offers = _offers(programme, course, [host for _person, host in pairs])
    applied = _applications(ground, programme, pairs, offers)
    move_programme(
        programme.pk, "decided", by=ground.users["organiser_lead"], today=_before(course, 20)
    )
    placed = _placements(ground, programme, course, applied, offers)
    issue_notice(
        programme.pk,
        by=ground.users["organiser"],
        today=_before(course, 10),
        code=course.code,
        serial=course.serial,
        report_on=course.starts_on,
        report_to="接收单位",
        contact_name="陈思源",
        contact_phone="0551-60000012",
    )
    _begin(ground, programme, course, placed)
    return placed


def _before(course: Course, days: int) -> date:
    return course.starts_on - timedelta(days=days)


def _announce(ground: Ground, course: Course, quota: int) -> Programme:
    clerk, lead = ground.users["organiser"], ground.users["organiser_lead"]
    opens_on = _before(course, 60)
    programme = create_programme(
        course.charter.pk,
        by=clerk,
        today=_before(course, 75),
        year=course.starts_on.year,
        name=course.name,
        approving_body=course.body,
        approved_on=_before(course, 70),
        basis_title=course.basis,
        basis_no=course.basis_no,
        leading_person=course.leader[0],
        leading_post=course.leader[1],
        requirements=course.requirements,
        quota=quota,
        opens_on=opens_on,
        closes_on=opens_on + timedelta(days=20),
        starts_on=course.starts_on,
    )
    open_programme(programme.pk, by=lead, today=opens_on)
    programme = move_programme(programme.pk, "selecting", by=lead, today=_before(course, 38))
    if course.ends_on:
        programme.ends_on = course.ends_on
        programme.save(update_fields=["ends_on"])
    return programme


Offers = dict[int, list[Offer]]  # by the receiving unit


def _offers(programme: Programme, course: Course, hosts: Sequence[Organisation]) -> Offers:
    """Offer as many places of each kind of post at each unit as there will be people."""
    wanted = Counter((host.pk, index % len(course.works)) for index, host in enumerate(hosts))
    units = {host.pk: host for host in hosts}
    posts = {
        key: Post(
            organisation=units[key[0]],
            title=course.works[key[1]][0],
            post_class=course.works[key[1]][1],
            duties=course.works[key[1]][2],
            capacity=number,
        )
        for key, number in wanted.items()
    }
    Post.objects.bulk_create(posts.values())
    direction = rules_of(programme).directions[0].key
    offers = {
        key: Offer(
            programme=programme,
            post=post,
            places=post.capacity,
            must_fill=0,
            direction=direction,
            is_confirmed=True,
        )
        for key, post in posts.items()
    }
    Offer.objects.bulk_create(offers.values())
    found: Offers = {}
    for index, host in enumerate(hosts):
        found.setdefault(host.pk, []).append(offers[host.pk, index % len(course.works)])
    return found


def _applications(
    ground: Ground,
    programme: Programme,
    pairs: Sequence[tuple[Person, Organisation]],
    offers: Offers,
) -> list[Application]:
    assert programme.opens_on is not None  # noqa: S101  (set when it was announced)
    route = rules_of(programme).routes[0].key
    left = {unit: iter(listed) for unit, listed in offers.items()}
    day = programme.opens_on + timedelta(days=12)
    rows = [
        Application(
            programme=programme,
            person=person,
            sending_unit=person.unit,
            offer=next(left[host.pk]),
            number=f"{programme.year}{number:04}",
            route=route,
            applied_on=day,
            is_unit_agreed=True,
            unit_agreed_on=day,
        )
        for number, (person, host) in enumerate(pairs, 1)
    ]
    Application.objects.bulk_create(rows, batch_size=500)
    review_eligibility(programme.pk, by=ground.users["organiser"], today=day + timedelta(days=12))
    barred = programme.applications.exclude(state="eligible").select_related("person")
    if barred.exists():
        raise RuntimeError(f"not eligible in the demonstration: {barred[0].person_id}")
    programme.applications.update(state="selected")
    _rounds(programme, rows, day + timedelta(days=12))
    return rows


def _rounds(programme: Programme, rows: Sequence[Application], first: date) -> None:
    """Keep each stage as closed, with everybody through."""
    for number, stage in enumerate(rules_of(programme).stages):
        day = first + timedelta(days=2 * number)
        row = StageRound.objects.create(
            programme=programme,
            stage=stage.key,
            sequence=number + 1,
            state="closed",
            opened_on=day,
            closed_on=day,
        )
        StageEntry.objects.bulk_create(
            (StageEntry(round=row, application=one, outcome="passed") for one in rows),
            batch_size=500,
        )


def _decide(
    ground: Ground, programme: Programme, course: Course, rows: Sequence[Application]
) -> Decision | None:
    if "committee" not in {stage.kind for stage in rules_of(programme).stages}:
        return None
    decision = Decision.objects.create(
        programme=programme,
        body=course.body,
        met_on=_before(course, 22),
        document_no=f"〔{course.starts_on.year}〕第{course.serial}次",
    )
    DecisionLine.objects.bulk_create(
        DecisionLine(decision=decision, application=row, offer=row.offer) for row in rows
    )
    note(ground, "decision.record", decision, WHY, lines=len(rows))
    return decision


def _placements(
    ground: Ground,
    programme: Programme,
    course: Course,
    applied: Sequence[Application],
    offers: Offers,
) -> list[Placement]:
    decision, rules = _decide(ground, programme, course, applied), rules_of(programme)
    last = course.ends_on or term_end(course.starts_on, rules.term.months)
    posts = [row.offer.post for row in applied if row.offer]
    placed = [
        Placement(
            programme=programme,
            charter=programme.charter,
            application=row,
            decision=decision,
            person=row.person,
            sending_unit=row.sending_unit,
            receiving_unit=post.organisation,
            sending_post=row.person.post_title,
            direction=rules.directions[0].key,
            starts_on=course.starts_on,
            ends_on=last,
        )
        for row, post in zip(applied, posts, strict=True)
    ]
    Placement.objects.bulk_create(placed, batch_size=500)
    Holding.objects.bulk_create(
        [
            Holding(placement=row, post=post, starts_on=row.starts_on, ends_on=row.ends_on)
            for row, post in zip(placed, posts, strict=True)
        ],
        batch_size=500,
    )
    RelationRow.objects.bulk_create(
        [
            RelationRow(placement=row, kind=rule.key, at=rule.place)
            for row in placed
            for rule in rules.relations
        ],
        batch_size=500,
    )
    note(ground, "placement.make", programme, WHY, placements=len(placed))
    return placed


def _begin(
    ground: Ground, programme: Programme, course: Course, placed: Sequence[Placement]
) -> None:
    """Let everybody arrive and be told their part of the work; the term runs from then on."""
    move_programme(programme.pk, "running", by=ground.users["organiser"], today=course.starts_on)
    programme.refresh_from_db()
    for index, row in enumerate(placed):
        row.programme, row.state = programme, "noticed"
        day = course.starts_on + timedelta(days=index % 2)
        if index in course.not_arrived or day > ground.today:
            continue
        row.state, row.arrived_on = "arrived", day
        told = course.starts_on + timedelta(days=4 + index % 3)
        if told <= ground.today:
            row.division_of_work = course.works[index % len(course.works)][2]
            row.division_on = told
    fields = ["state", "arrived_on", "division_of_work", "division_on"]
    Placement.objects.bulk_update(placed, fields, batch_size=100)
    Division.objects.bulk_create(
        Division(placement=row, text=row.division_of_work, on=row.division_on,
                 by=ground.users["organiser"])
        for row in placed if row.division_on
    )  # fmt: skip
    note(ground, "placement.arrive", programme, WHY, arrived=len(placed) - len(course.not_arrived))


def spread(
    people: Sequence[Person], units: Sequence[Organisation]
) -> list[tuple[Person, Organisation]]:
    """Deal people to units in turn."""
    return [(person, units[index % len(units)]) for index, person in enumerate(people)]
