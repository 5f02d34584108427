"""Who stands over a programme: its groups, joint organisers, and the plan of several years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import (
    CoOrganiser,
    GroupMember,
    LeadingGroup,
    LongTermPlan,
    Programme,
)
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.refusal import Refusal

GROUP_FIELDS = ("kind", "name", "office_id", "document_title", "document_no", "founded_on")
PLAN_FIELDS = (
    "title", "from_year", "to_year", "aims", "yearly_quota", "document_no", "decided_on",
)  # fmt: skip
Member = tuple[str, str, str]  # part, name, post held


@act("leading_group.edit")
def save_group(
    programme_id: int,
    group_id: int | None = None,
    *,
    by: User,
    today: date,
    members: Sequence[Member] = (),
    **values: Any,
) -> LeadingGroup:
    """Set up or change a leading or guidance group with its members (001b-03, 003-14).

    Refused without exactly one head, and where a live group of the kind is there already.
    """
    group = LeadingGroup.objects.lock(group_id) if group_id else LeadingGroup()
    group.programme = Programme.objects.lock(programme_id)
    for key in GROUP_FIELDS:
        if key in values:
            setattr(group, key, values.pop(key))
    if values:
        raise TypeError(f"a group has no editable {', '.join(values)}")
    if [part for part, _name, _title in members].count("head") != 1:
        raise Refusal(_("A group has exactly one head."), field="members")
    try:
        with transaction.atomic():
            group.save()
    except IntegrityError as fault:
        raise Refusal(
            _("This programme has a group of this kind already. Change it, or dissolve it first."),
            field="kind",
        ) from fault
    group.members.all().delete()
    GroupMember.objects.bulk_create(
        GroupMember(group=group, part=part, name=name, title=title, order=order)
        for order, (part, name, title) in enumerate(members)
    )
    changes = {"name": group.name, "members": [list(one) for one in members]}
    record("leading_group.edit", group, by=by, changes=changes)
    return group


@act("leading_group.dissolve")
def dissolve_group(group_id: int, *, by: User, today: date) -> LeadingGroup:
    """Dissolve a group from today; it stays on record."""
    group = LeadingGroup.objects.lock(group_id)
    if group.dissolved_on is not None:
        raise Refusal(_("This group is dissolved already."))
    group.dissolved_on = today
    group.save(update_fields=["dissolved_on"])
    record("leading_group.dissolve", group, by=by, changes={"dissolved_on": today})
    return group


@act("co_organiser.set")
def set_co_organisers(
    programme_id: int, rows: Sequence[tuple[int, str, str]], *, by: User, today: date
) -> Programme:
    """Name the offices that issue and organise a programme together with its owner (003-02).

    `rows`: office id, the personnel kind it answers for ("" all), what falls to it.
    """
    programme = Programme.objects.lock(programme_id)
    ids = [pk for pk, _kind, _part in rows]
    if programme.owner_id in ids or len(set(ids)) != len(ids):
        raise Refusal(_("Name each office once, and the organising unit not at all."))
    before = [str(one) for one in programme.co_organisers.select_related("organisation")]
    programme.co_organisers.all().delete()
    CoOrganiser.objects.bulk_create(
        CoOrganiser(programme=programme, organisation_id=pk, kind=kind, part=part)
        for pk, kind, part in rows
    )
    record("co_organiser.set", programme, by=by, changes={"offices": [before, ids]})
    return programme


@act("long_plan.edit")
def save_long_plan(
    owner_id: int, plan_id: int | None = None, *, by: User, today: date, **values: Any
) -> LongTermPlan:
    """Write or change the plan of several years that programmes carry out (001c-26)."""
    plan = LongTermPlan.objects.lock(plan_id) if plan_id else LongTermPlan(owner_id=owner_id)
    for key in set(values) - set(PLAN_FIELDS):
        raise TypeError(f"a long-term plan has no editable {key}")
    for key, value in values.items():
        setattr(plan, key, value)
    if plan.to_year < plan.from_year:
        raise Refusal(_("The plan ends before it begins."), field="to_year")
    plan.save()
    record("long_plan.edit", plan, by=by, changes={key: str(one) for key, one in values.items()})
    return plan
