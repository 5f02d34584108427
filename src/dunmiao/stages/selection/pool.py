"""The pool of those who may be sent: entering, where each stands, wishes (003-08, 003-49)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from dunmiao.engine.charter import Rules
from dunmiao.engine.facts import PersonFacts
from dunmiao.engine.statistics import Composition, Member, composition
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.models import AuditEntry
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.conflicts import refuse_own_case
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.people.experience import experience_of
from dunmiao.stages.people.facts import units_by_name
from dunmiao.stages.people.models import Person
from dunmiao.stages.selection.models import PoolMember
from dunmiao.stages.selection.models.pool import WILLING

RECKONED = ["grassroots_months", "is_three_gates", "reckoned_on"]
BATCH = 500


def pool_programme(owner: Organisation, today: date) -> Programme | None:
    """Give the newest programme of a department, or of one above it, whose charter keeps a pool."""
    rows = Programme.objects.exclude(state="cancelled").select_related("owner", "charter")
    for row in rows.order_by("-year", "-pk"):
        is_near = owner.path.startswith(row.owner.path)
        if is_near and rules_of(row, today).selection.pool:
            return row
    return None


@act("pool.enter")
def enter_pool(
    owner_id: int, person_ids: Iterable[int], *, by: User | None, today: date, note: str = ""
) -> list[PoolMember]:
    """Put persons into a department's pool; who stands in it already stays as they are.

    Who was taken out comes back as a candidate. Refused where nobody is left to enter. `note`
    goes into the record: why somebody comes in after the unit confirmed its list.
    """
    owner = Organisation.objects.lock(owner_id)
    people = list(
        Person.objects.filter(
            pk__in=list(person_ids), is_active=True, unit__path__startswith=owner.path
        )
        .exclude(pool__in=PoolMember.objects.filter(owner=owner).exclude(state="left"))
        .select_related("unit").defer("photo")
    )  # fmt: skip
    if not people:
        raise Refusal(_("All these persons stand in the pool already."))
    back = {row.person_id: row for row in PoolMember.objects.filter(owner=owner, person__in=people)}
    made = [_entered(owner, one, back.get(one.pk), today) for one in people]
    _reckon(made, today)
    PoolMember.objects.bulk_create([row for row in made if row.pk is None], BATCH)
    old = [row for row in made if row.person_id in back]
    PoolMember.objects.bulk_update(
        old, ["state", "state_reason", "state_on", "entered_on", *RECKONED], BATCH
    )
    record("pool.enter", owner, by=by, changes={"persons": len(made)}, note=note)
    return made


def _entered(
    owner: Organisation, person: Person, row: PoolMember | None, today: date
) -> PoolMember:
    if row is None:
        return PoolMember(owner=owner, person=person, entered_on=today, state_on=today)
    row.state, row.entered_on = "candidate", today
    row.person, row.state_on, row.state_reason = person, today, ""
    return row


def _reckon(rows: Iterable[PoolMember], today: date) -> None:
    """Set what the résumé says on each row, unsaved."""
    units = units_by_name()
    for row in rows:
        found = experience_of(row.person, today, units)
        row.reckoned_on = today
        if found.entries:
            row.grassroots_months = found.grassroots.months
            row.is_three_gates = found.gates.is_so if found.gates else None


@act("pool.reckon")
def reckon_pool(owner_id: int, *, by: User | None, today: date) -> int:
    """Reckon everybody's experience anew from the résumé; gives how many."""
    owner = Organisation.objects.lock(owner_id)
    rows = list(
        PoolMember.objects.filter(owner=owner).exclude(state="left")
        .select_related("person__unit").defer("person__photo")
    )  # fmt: skip
    _reckon(rows, today)
    PoolMember.objects.bulk_update(rows, RECKONED, BATCH)
    record("pool.reckon", owner, by=by, changes={"persons": len(rows)})
    return len(rows)


@act("pool.move")
def move_member(
    member_id: int, after: str, *, by: User, today: date, reason: str
) -> PoolMember:
    """Say where a person of the pool stands now: candidate, chosen, deferred, not fit, left."""
    row = PoolMember.objects.lock(member_id)
    refuse_own_case(by, row.person_id)
    if not reason.strip():
        raise Refusal(_("Say why."), field="reason")
    before = row.state
    move(row, "pool_member", after)
    row.state_reason, row.state_on = reason.strip(), today
    row.save(update_fields=["state", "state_reason", "state_on"])
    changes = {"state": [before, after], "reason": row.state_reason}
    record("pool.move", row, by=by, changes=changes)
    return row


@act("pool.drop")
def drop_member(member_id: int, *, by: User, today: date, reason: str) -> PoolMember:
    """Take one of the unit's own people out of the pool, with the reason (a difference)."""
    row = PoolMember.objects.lock(member_id)
    if not reason.strip():
        raise Refusal(_("Say why."), field="reason")
    move(row, "pool_member", "left")
    row.state_reason, row.state_on = reason.strip(), today
    row.save(update_fields=["state", "state_reason", "state_on"])
    record("pool.drop", row, by=by, changes={"reason": row.state_reason})
    return row


@act("pool.wish")
def set_pool_wish(
    member_id: int,
    *,
    by: User,
    today: date,
    willing: str,
    wish_place: str = "",
    wish_post: str = "",
    difficulty: str = "",
    rank_class: str | None = None,
) -> PoolMember:
    """Keep what a person wishes: whether to go, where, to which post, and what stands in the way.

    `rank_class` is the unit's to say, None leaves it.
    """
    row = PoolMember.objects.lock(member_id)
    if row.state == "left":
        raise Refusal(_("This person no longer stands in the pool."))
    if willing not in dict(WILLING):
        raise Refusal(_("Say whether the person would go."), field="willing")
    row.willing, row.wish_place, row.wish_post = willing, wish_place.strip(), wish_post.strip()
    row.difficulty, row.wished_on = difficulty.strip(), today
    if rank_class is not None:
        row.rank_class = rank_class
    row.save()
    changes = {"willing": willing, "wish_place": row.wish_place, "wish_post": row.wish_post}
    record("pool.wish", row, by=by, changes=changes)
    return row


def mark_chosen(person_ids: Iterable[int], why: str, today: date) -> None:
    """Move candidates of the pool to chosen; called inside the act that chose them."""
    PoolMember.objects.filter(person__in=list(person_ids), state="candidate").update(
        state="chosen", state_reason=why[:300], state_on=today
    )


def of_outing(rows: Any, asked: str, today: date) -> Any:
    """Keep the members never placed elsewhere, placed before, or now ("" keeps all)."""
    if not asked:
        return rows
    placements = apps.get_model("placement", "Placement").objects  # a stage above, by its name
    ever = placements.filter(person=OuterRef("person")).exclude(
        state__in=("proposed", "withdrawn")
    )
    now = ever.filter(starts_on__lte=today, ends_on__gte=today, state__in=("noticed", "arrived"))
    if asked == "never":
        return rows.filter(~Exists(ever))
    return rows.filter(Exists(now)) if asked == "now" else rows.filter(Exists(ever), ~Exists(now))


@dataclass(frozen=True)
class Step:
    """One change of a member's standing: when, what act, by whom, the reason."""

    at: datetime
    act: str
    changes: Mapping[str, Any]
    by: str


def history_of(row: PoolMember) -> list[Step]:
    """Give how a person's standing changed, newest first; for whoever has opened the row."""
    entries = AuditEntry.objects.filter(
        object_type="selection.poolmember", object_id=str(row.pk)
    ).select_related("actor")
    return [Step(one.at, one.act, one.changes, str(one.actor or "")) for one in entries[:50]]


FACTS = ("person__sex", "person__born_on", "person__ethnic", "person__political",
         "person__education", "person__degree", "person__kind", "person__rank",
         "person__major", "person__name", "pk")  # fmt: skip


def structure_of(rows: Any, rules: Rules | None, today: date) -> Composition:
    """Count persons of the pool by age, sex, study, kind and rank (003-47); one query."""
    members = [
        Member(
            PersonFacts(
                id=str(pk), sex=sex, birth_on=born, ethnic=ethnic, political=political,
                education=education, degree=degree, personnel_kind=kind, rank=rank, major=major,
                name=name,
            )
        )
        for sex, born, ethnic, political, education, degree, kind, rank, major, name, pk
        in rows.order_by().values_list(*FACTS)
    ]  # fmt: skip
    cuts = rules.composition.age_cuts if rules else (30, 35, 40)
    return composition(members, today, cuts, {})
