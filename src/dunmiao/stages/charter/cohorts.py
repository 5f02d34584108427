"""Programmes after one another and below one another: next year's, and a county's own."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dunmiao.engine.calendar import add_months
from dunmiao.engine.charter.stricter import Looser, looser
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import (
    CharterVersion,
    CoOrganiser,
    GroupMember,
    Programme,
)
from dunmiao.stages.charter.rules import charter_of
from dunmiao.stages.charter.values import set_values
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.models import Organisation

CARRIED = ("leading_person", "leading_post", "requirements", "requirements_on", "quota", "months")
DAYS = ("opens_on", "closes_on", "starts_on")


@act("programme.clone")
def clone_programme(
    programme_id: int,
    *,
    by: User,
    today: date,
    name: str,
    year: int,
    charter_id: int | None = None,
    months_later: int = 12,
) -> Programme:
    """Repeat a programme as a draft (001c-03): its settings, its days moved, its groups kept.

    Leading person, requirements, quota, groups and joint organisers come along; approval and basis
    document do not, since each year is approved anew. `charter_id`: another version.
    """
    row = Programme.objects.lock(programme_id)
    if Programme.objects.filter(previous=row, year=year).exclude(state="cancelled").exists():
        raise Refusal(_("This programme is repeated for %(year)s already.") % {"year": year})
    version = CharterVersion.objects.get(pk=charter_id) if charter_id else row.charter
    if version.is_draft:
        raise Refusal(_("This charter is a draft. Adopt it first."), field="charter")
    made = Programme(
        owner=row.owner, charter=version, year=year, previous=row, parent=row.parent,
        long_term_plan=row.long_term_plan, basis_title=row.basis_title,
    )  # fmt: skip
    if row.parent:
        refuse_looser(row.parent.charter, version, today)
    days = {key: add_months(day, months_later) for key in DAYS if (day := getattr(row, key))}
    set_values(made, {"name": name, **{key: getattr(row, key) for key in CARRIED}, **days})
    made.save()
    _carry_groups(row, made)
    CoOrganiser.objects.bulk_create(
        CoOrganiser(programme=made, organisation_id=one.organisation_id, kind=one.kind,
                    part=one.part)
        for one in row.co_organisers.all()
    )  # fmt: skip
    record("programme.clone", made, by=by, changes={"previous": row, "year": year})
    return made


def _carry_groups(row: Programme, made: Programme) -> None:
    for group in row.groups.filter(dissolved_on=None):
        members = list(group.members.all())
        group.pk, group.programme = None, made
        group.save(force_insert=True)
        GroupMember.objects.bulk_create(
            GroupMember(group=group, part=one.part, name=one.name, title=one.title,
                        order=one.order)
            for one in members
        )  # fmt: skip


@act("programme.subdivide")
def subdivide_programme(
    parent_id: int,
    owner_id: int,
    charter_id: int,
    *,
    by: User,
    today: date,
    name: str,
    quota: int = 0,
) -> Programme:
    """Set up a county's own programme below a city's: own leading group, stricter values only.

    It begins as a draft with the city's days. Refused outside the city's area, and where its
    charter is looser anywhere: the sentence says where and why.
    """
    parent = Programme.objects.lock(parent_id)
    owner = Organisation.objects.get(pk=owner_id)
    version = CharterVersion.objects.get(pk=charter_id)
    if parent.parent_id:
        raise Refusal(_("A county's programme has none below it."))
    if owner.pk == parent.owner_id or not owner.path.startswith(parent.owner.path):
        raise Refusal(_("Choose a unit below %(owner)s.") % {"owner": parent.owner}, field="owner")
    if version.is_draft or not owner.path.startswith(version.owner.path):
        raise Refusal(_("This charter is not adopted for that unit."), field="charter")
    if parent.children.filter(owner=owner).exclude(state="cancelled").exists():
        raise Refusal(_("%(owner)s has its programme already.") % {"owner": owner}, field="owner")
    refuse_looser(parent.charter, version, today)
    made = Programme(owner=owner, charter=version, year=parent.year, parent=parent)
    carried: dict[str, Any] = {key: getattr(parent, key) for key in DAYS}
    set_values(made, {"name": name, "quota": quota, **carried})
    made.save()
    record("programme.subdivide", made, by=by, changes={"parent": parent, "charter": version})
    return made


def looser_values(above: CharterVersion, own: CharterVersion, today: date) -> tuple[Looser, ...]:
    """Give what is looser in a version than in the one above, as both stand today."""
    if above.pk == own.pk:
        return ()
    high, low = charter_of(above), charter_of(own)
    days = [max(today, one.in_force_from) for one in (high, low)]
    return looser(high.on(days[0]), low.on(days[1]))


def refuse_looser(above: CharterVersion, own: CharterVersion, today: date) -> None:
    """Refuse a version that is looser than the one above; the sentence names the first values."""
    found = looser_values(above, own, today)
    if not found:
        return
    shown = "；".join(_said(one) for one in found[:3])
    more = _("(and %(n)d more)") % {"n": len(found) - 3} if len(found) > 3 else ""
    raise Refusal(
        _("Below another programme only stricter values may stand. Looser: %(values)s%(more)s")
        % {"values": shown, "more": more},
        field="charter",
    )


def _said(one: Looser) -> str:
    facts = {
        "path": f"{one.name} {one.path}".strip(), "own": _word(one.own),
        "above": _word(one.above), "clause": one.clause,
    }  # fmt: skip
    if one.own is None:
        return _("%(path)s is missing; above it stands (%(clause)s)") % facts
    return _("%(path)s is %(own)s; above it is %(above)s (%(clause)s)") % facts


def _word(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)


