"""A small world for tests: two counties, a user per role, one placement of each relation.

`own` rows belong to the users of county A's first units, `other` to other units of the same
programme, `foreign` to county B's programme. Every secret of it holds a unique token.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import dunmiao
from dunmiao.engine.calendar import add_months, term_end
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import CharterVersion, Programme
from dunmiao.stages.common.clock import today as clock_today
from dunmiao.stages.development.models import Mentorship
from dunmiao.stages.organisations.models import Contact, Delegation, Grant, Organisation
from dunmiao.stages.people.models import FamilyMember, Person
from dunmiao.stages.placement.models import Holding, Placement, RelationRow, Team, TeamRole
from dunmiao.stages.selection.models import Application, Decision, DecisionLine, Offer, Post

CHARTER = Path(dunmiao.__file__).parent / "charters" / "two-way-secondment.toml"
GRANTED = {
    "organiser": "a",
    "organiser_lead": "a",
    "authority": "a",
    "inspector": "a",
    "leader": "a",
    "sender": "send1",
    "receiver": "town1",
    "village": "village1",
    "handler": "handler",
    "system_admin": "a",
    "security_admin": "a",
    "audit_admin": "a",
}
LENT = ["presence.confirm", "presence.read", "placement.read", "ledger.read"]


def token(*parts: object) -> str:
    """Give the unique secret of one field, by which a leak is found."""
    return "ZQX-" + "-".join(map(str, parts))


@dataclass
class World:
    """Everything the tests act on; `users` by role, `placements` by relation."""

    today: date
    units: dict[str, Organisation] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    programmes: dict[str, Programme] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    applications: dict[str, Application] = field(default_factory=dict)
    offers: dict[str, Offer] = field(default_factory=dict)
    decisions: dict[str, Decision] = field(default_factory=dict)
    placements: dict[str, Placement] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    mentorships: dict[str, Mentorship] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)

    def user(self, key: str) -> User:
        """Give a fresh copy of a user, without cached grants."""
        return User.objects.get(pk=self.users[key].pk)


def unit(world: World, key: str, parent: str, name: str, kind: str, **more: Any) -> Organisation:
    """Make one unit under another."""
    above = world.units[parent] if parent else None
    row = Organisation.objects.create(
        parent=above,
        path=f"new-{key}",
        name=name,
        short_name=name,
        kind=kind,
        sequence=len(world.units) + 1,
        headcount=40,
        **more,
    )
    row.path = f"{above.path if above else ''}{row.pk}/"
    row.save(update_fields=["path"])
    world.units[key] = row
    return row


def _units(w: World) -> None:
    unit(w, "city", "", "临江市", "city")
    for c, name in (("a", "云溪区"), ("b", "青石县")):
        unit(w, c, "city", name, "county")
    unit(w, "send1", "a", "区发展和改革局", "county")
    unit(w, "send2", "a", "区住房和城乡建设局", "county")
    unit(w, "town1", "a", "柳河镇", "township")
    unit(w, "village1", "town1", "柳河镇东村", "village")
    unit(w, "town2", "a", "石桥镇", "township")
    unit(w, "handler", "a", "区财政局", "county")
    unit(w, "send_b", "b", "县教育局", "county")
    unit(w, "town_b", "b", "南山镇", "township")


def _users(w: World) -> None:
    start = w.today - timedelta(days=400)
    for role, where in GRANTED.items():
        w.users[role] = User.objects.create_user(role, name=f"用户{role}", password=None)
        Grant.objects.create(
            user=w.users[role],
            role=role,
            organisation=w.units[where],
            starts_on=start,
            kind="institution" if role == "authority" else "",
        )
    for key in (
        "cadre",
        "mentor",
        "liaison",
        "team_leader",
        "branch_secretary",
        "delegate",
        "stranger",
        "cadre_other",
    ):
        w.users[key] = User.objects.create_user(key, name=f"用户{key}", password=None)
    for role, where in (
        ("organiser", "b"),
        ("organiser_lead", "b"),
        ("receiver", "town_b"),
        ("sender", "send_b"),
    ):
        w.users[f"{role}_b"] = User.objects.create_user(f"{role}_b", name=f"乙县{role}")
        Grant.objects.create(
            user=w.users[f"{role}_b"], role=role, organisation=w.units[where], starts_on=start
        )
    w.users["receiver_other"] = User.objects.create_user("receiver_other", name="石桥镇经办")
    Grant.objects.create(
        user=w.users["receiver_other"],
        role="receiver",
        organisation=w.units["town2"],
        starts_on=start,
    )
    w.extra["delegation"] = Delegation.objects.create(
        grantor=w.users["receiver"],
        delegate=w.users["delegate"],
        acts=LENT,
        reason="休假",
        starts_on=w.today - timedelta(days=3),
        ends_on=w.today + timedelta(days=30),
    )


def _programmes(w: World) -> None:
    text = CHARTER.read_text(encoding="utf-8")
    start = add_months(w.today, -7).replace(day=1)
    for c, name in (("a", "云溪区双向挂职"), ("b", "青石县双向挂职")):
        version = CharterVersion.objects.create(
            owner=w.units[c],
            key="two-way-secondment",
            version="test",
            name="双向挂职办法",
            text=text,
            digest=hashlib.sha256(text.encode()).hexdigest(),
            adopted_on=start,
        )
        w.programmes[c] = Programme.objects.create(
            owner=w.units[c],
            charter=version,
            name=name,
            year=start.year,
            state="running",
            approving_body="区委常委会",
            approved_on=start - timedelta(days=120),
            quota=3,
            basis_title="关于开展双向挂职工作的意见",
            basis_no="云组发〔2026〕1号",
            leading_person="周部长",
            leading_post="区委常委、组织部部长",
            opens_on=start - timedelta(days=110),
            closes_on=start - timedelta(days=90),
            starts_on=start,
            ends_on=term_end(start, 12),
        )


PEOPLE = (  # relation, name, sending unit, receiving unit, programme, personnel kind
    ("own", "单雨桐", "send1", "town1", "a", "institution"),
    ("other", "曾志远", "send2", "town2", "a", "civil_servant"),
    ("foreign", "欧阳静", "send_b", "town_b", "b", "institution"),
)


def _person(w: World, key: str, name: str, home: str, kind: str) -> Person:
    person = Person.objects.create(
        unit=w.units[home],
        name=name,
        initials="syt",
        pinyin="shanyutong",
        stroke_key="08",
        sex="2",
        born_on=date(w.today.year - 33, 7, 1),
        ethnic="01",
        political="01",
        education="21",
        degree="4",
        major="经济学",
        kind=kind,
        post_title="科员",
        work_started_on=date(w.today.year - 9, 7, 1),
        resume=f"2017.07--         {name}参加工作",
        id_number=token("Person", key, "id_number"),
        id_blind=f"blind-{key}",
        phone=token("Person", key, "phone"),
        health=token("Person", key, "health"),
        is_health_fit=True,
        user={"own": w.users["cadre"], "other": w.users["cadre_other"]}.get(key),
    )
    FamilyMember.objects.create(
        person=person, relation="父亲", details=token("FamilyMember", key, "details")
    )
    w.people[key] = person
    return person


def _placements(w: World) -> None:
    for key, name, home, host, c, kind in PEOPLE:
        programme = w.programmes[c]
        person = _person(w, key, name, home, kind)
        post = Post.objects.create(
            organisation=w.units[host],
            title="镇长助理",
            post_class="economy",
            duties="分管项目建设",
            capacity=1,
            need_majors=["经济学"],
        )
        offer = Offer.objects.create(
            programme=programme,
            post=post,
            places=1,
            direction="down",
            front="grassroots",
            is_confirmed=True,
        )
        application = Application.objects.create(
            programme=programme,
            person=person,
            sending_unit=w.units[home],
            offer=offer,
            state="selected",
            applied_on=programme.opens_on,
            number=f"{c}{key}",
        )
        decision = w.decisions.get(c) or Decision.objects.create(
            programme=programme,
            body="区委常委会",
            document_no="〔2026〕5号",
            met_on=programme.starts_on - timedelta(days=20),
        )
        w.decisions[c] = decision
        DecisionLine.objects.create(decision=decision, application=application, offer=offer)
        placement = Placement.objects.create(
            programme=programme,
            charter=programme.charter,
            application=application,
            decision=decision,
            person=person,
            sending_unit=w.units[home],
            receiving_unit=w.units[host],
            sending_post="科员",
            direction="down",
            front="grassroots",
            state="arrived",
            starts_on=programme.starts_on,
            ends_on=programme.ends_on,
            arrived_on=programme.starts_on,
        )
        Holding.objects.create(
            placement=placement, post=post, starts_on=placement.starts_on, ends_on=placement.ends_on
        )
        for relation, at in (("personnel", "stays"), ("pay", "stays"), ("party", "moves")):
            RelationRow.objects.create(placement=placement, kind=relation, at=at)
        w.offers[key], w.applications[key] = offer, application
        w.placements[key] = placement
        w.mentorships[key] = Mentorship.objects.create(
            placement=placement,
            user=w.users["mentor"] if key == "own" else None,
            name="马建国",
            title="镇党委副书记",
            kind="contact",
            starts_on=placement.starts_on,
            ends_on=placement.ends_on,
        )


def _team(w: World) -> None:
    for c, relation in (("a", "own"), ("b", "foreign")):
        team = Team.objects.create(programme=w.programmes[c], name="第一联络组")
        team.members.add(w.placements[relation])
        w.teams[relation] = team
    for kind in ("team_leader", "branch_secretary", "liaison"):
        TeamRole.objects.create(
            team=w.teams["own"],
            kind=kind,
            user=w.users[kind],
            starts_on=w.programmes["a"].starts_on,
        )


def _contacts(w: World) -> None:
    for key in ("send1", "town1", "send2", "town2", "send_b", "town_b"):
        for kind in ("first_responsible", "leader_in_charge"):
            Contact.objects.create(
                organisation=w.units[key],
                kind=kind,
                name="赵明",
                title="党委书记",
                starts_on=w.today - timedelta(days=400),
            )


def build_world(today: date | None = None) -> World:
    """Build the world on a day (the test clock's by default)."""
    world = World(today=today or clock_today())
    for step in (_units, _users, _programmes, _placements, _team, _contacts):
        step(world)
    return world
