"""A placement from the committee's decision to its end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from dunmiao.engine.calendar import term_end
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.charter.values import months_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.conflicts import refuse_own_case
from dunmiao.stages.placement.extensions import extension_limit
from dunmiao.stages.placement.models import (
    Division,
    Holding,
    Placement,
    RelationRow,
    Team,
    TeamRole,
)
from dunmiao.stages.selection.models import DecisionLine, Post


@act("placement.make")
def make_placement(
    line_id: int, *, by: User, today: date, starts_on: date | None = None
) -> Placement:
    """Turn one line of the committee's decision into a placement (proposed).

    It keeps the programme's charter version, the person's post at home, and the charter's
    relations table (004-18). Refused where the person or the post is taken in these days.
    """
    line = DecisionLine.objects.select_related(
        "decision__programme",
        "application__person",
        "application__sending_unit",
        "offer__post__organisation",
    ).get(pk=line_id)
    programme, application = line.decision.programme, line.application
    refuse_own_case(by, application.person_id)
    first = starts_on or programme.starts_on
    rules = rules_of(programme)
    placement = Placement(
        programme=programme,
        charter=programme.charter,
        application=application,
        decision=line.decision,
        person=application.person,
        sending_unit=application.sending_unit,
        receiving_unit=line.offer.post.organisation,
        sending_post=application.person.post_title,
        direction=line.offer.direction,
        front=line.offer.front,
        starts_on=first,
        ends_on=term_end(first, months_of(programme)),
    )
    _keep(placement)
    _hold(placement, line.offer.post, placement.starts_on, placement.ends_on)
    RelationRow.objects.bulk_create(
        RelationRow(placement=placement, kind=rule.key, at=rule.place) for rule in rules.relations
    )
    record("placement.make", placement, by=by, changes={"post": line.offer.post})
    return placement


def _keep(placement: Placement) -> None:
    try:
        with transaction.atomic():
            placement.save()
    except IntegrityError as fault:
        raise Refusal(
            _("%(person)s is placed elsewhere in these days already, or has a placement here.")
            % {"person": placement.person}
        ) from fault


def _hold(placement: Placement, post: Post, first: date, last: date) -> Holding:
    try:
        with transaction.atomic():
            Post.objects.lock(post.pk)
            return Holding.objects.create(
                placement=placement, post=post, starts_on=first, ends_on=last
            )
    except IntegrityError as fault:
        raise Refusal(
            _("The post %(post)s is taken in these days. Choose other days or another post.")
            % {"post": post}
        ) from fault


@act("placement.arrive")
def confirm_arrival(
    placement_id: int, *, by: User, today: date, arrived_on: date | None = None
) -> Placement:
    """The receiving unit confirms once that the person has arrived (000-53)."""
    placement = Placement.objects.lock(placement_id)
    refuse_own_case(by, placement.person_id)
    day = arrived_on or today
    if day > today:
        raise Refusal(_("Nobody can have arrived on a day still to come."), field="arrived_on")
    move(placement, "placement", "arrived")
    placement.arrived_on = day
    placement.save(update_fields=["state", "arrived_on"])
    record("placement.arrive", placement, by=by, changes={"arrived_on": day})
    return placement


@act("placement.divide")
def divide_work(
    placement_id: int,
    *,
    by: User,
    today: date,
    text: str,
    on: date | None = None,
    document_no: str = "",
) -> Placement:
    """Write down the person's part of the work (分工), its day and document (000-43, 003-33).

    The placement holds the present one; earlier ones stay as they were.
    """
    placement = Placement.objects.lock(placement_id)
    words, number, day = text.strip(), document_no.strip(), on or today
    if not words:
        raise Refusal(_("Say what the person is in charge of."), field="text")
    if day > today:
        raise Refusal(_("A division of work is written down once it is decided."), field="on")
    if placement.division_on and day < placement.division_on:
        raise Refusal(
            _("The present division is of %(day)s; a new one cannot be older.")
            % {"day": placement.division_on},
            field="on",
        )
    before = placement.division_of_work
    Division.objects.create(placement=placement, text=words, document_no=number, on=day, by=by)
    placement.division_of_work, placement.division_on = words, day
    placement.save(update_fields=["division_of_work", "division_on"])
    changes = {"division_of_work": [before, words], "document_no": number, "on": day}
    record("placement.divide", placement, by=by, changes=changes)
    return placement


@act("relation.move")
def move_relation(
    relation_id: int,
    *,
    by: User,
    today: date,
    letter_no: str = "",
    moved_on: date | None = None,
    returned_on: date | None = None,
) -> RelationRow:
    """Record that a relation moved out or came back; refused for one that stays (004-18)."""
    row = RelationRow.objects.select_for_update(of=("self",)).get(pk=relation_id)
    if row.at == "stays":
        raise Refusal(_("This relation stays with the sending unit."))
    row.letter_no = letter_no or row.letter_no
    row.moved_on = moved_on or row.moved_on
    row.returned_on = returned_on or row.returned_on
    if row.returned_on and not row.moved_on:
        raise Refusal(_("First record the day it moved out."), field="moved_on")
    if row.returned_on and row.moved_on and row.returned_on < row.moved_on:
        raise Refusal(_("It cannot come back before it moved."), field="returned_on")
    row.save(update_fields=["letter_no", "moved_on", "returned_on"])
    record(
        "relation.move",
        row.placement,
        by=by,
        changes={"kind": row.kind, "moved_on": row.moved_on, "returned_on": row.returned_on},
    )
    return row


@act("placement.extend")
def extend_term(placement_id: int, until: date, *, by: User, today: date, reason: str) -> Placement:
    """Move the last day of a running or just ended term, within the charter's limits (004-15)."""
    placement = Placement.objects.lock(placement_id)
    refuse_own_case(by, placement.person_id)
    limit = extension_limit(placement)
    if limit is None:
        raise Refusal(
            _("The charter allows %(n)s extension of a term, and no more.")
            % {"n": rules_of(placement).term.extensions}
        )
    if until <= placement.ends_on:
        raise Refusal(_("An extension ends after the present last day."), field="until")
    if until > limit:
        raise Refusal(
            _("The charter allows an extension to %(limit)s at most.") % {"limit": limit},
            field="until",
        )
    if placement.state not in {"arrived", "ended"}:
        raise Refusal(_("Only a term that runs, or has just ended, can be extended."))
    before = placement.ends_on
    if placement.state == "ended":
        move(placement, "placement", "arrived")
    placement.ends_on, placement.ended_on = until, None
    placement.extensions += 1
    placement.save(update_fields=["state", "ends_on", "ended_on", "extensions"])
    holding = placement.holdings.order_by("-ends_on").first()
    if holding:
        _lengthen(holding, until)
    record("placement.extend", placement, by=by, changes={"ends_on": [before, until]}, note=reason)
    return placement


def _lengthen(holding: Holding, until: date) -> None:
    holding.ends_on = until
    try:
        with transaction.atomic():
            holding.save(update_fields=["ends_on"])
    except IntegrityError as fault:
        raise Refusal(_("The post is promised to somebody else before that day.")) from fault


@act("placement.rotate")
def rotate_post(placement_id: int, post_id: int, *, by: User, today: date) -> Placement:
    """Move the person to another post from today on; the old post's history stays (002-15)."""
    placement = Placement.objects.lock(placement_id)
    refuse_own_case(by, placement.person_id)
    if placement.state != "arrived":
        raise Refusal(_("Only somebody at post can change posts."))
    post = Post.objects.select_related("organisation").get(pk=post_id)
    _shorten(placement, today - timedelta(days=1))
    _hold(placement, post, today, placement.ends_on)
    placement.receiving_unit = post.organisation
    placement.save(update_fields=["receiving_unit"])
    record("placement.rotate", placement, by=by, changes={"post": post})
    return placement


def _shorten(placement: Placement, last: date) -> None:
    for holding in placement.holdings.filter(ends_on__gt=last):
        if holding.starts_on > last:
            holding.delete()
        else:
            holding.ends_on = last
            holding.save(update_fields=["ends_on"])


@act("placement.end")
def end_placement(
    placement_id: int, *, by: User, today: date, ended_on: date | None = None, reason: str = ""
) -> Placement:
    """End the term on its last day or earlier, with the reason where it is earlier."""
    return _finish(placement_id, "ended", "placement.end", by, ended_on or today, reason)


@act("placement.recall")
def recall_placement(
    placement_id: int, *, by: User, today: date, ended_on: date | None = None, reason: str
) -> Placement:
    """Take the person back before the term is over (004-28); the process is supervision's."""
    return _finish(placement_id, "recalled", "placement.recall", by, ended_on or today, reason)


def _finish(
    placement_id: int, after: str, code: str, by: User, last: date, reason: str
) -> Placement:
    placement = Placement.objects.lock(placement_id)
    refuse_own_case(by, placement.person_id)
    if last < placement.starts_on:
        raise Refusal(_("The term cannot end before it began."))
    if last < placement.ends_on and not reason:
        raise Refusal(_("Say why the term ends before its last day."), field="reason")
    move(placement, "placement", after)
    placement.ended_on = min(last, placement.ends_on)
    placement.end_reason = reason
    placement.save(update_fields=["state", "ended_on", "end_reason"])
    _shorten(placement, placement.ended_on)
    record(code, placement, by=by, changes={"ended_on": placement.ended_on}, note=reason)
    return placement


@act("placement.close")
def close_placement(placement_id: int, *, by: User, today: date) -> Placement:
    """Close an ended placement once its dossier is filed."""
    placement = Placement.objects.lock(placement_id)
    move(placement, "placement", "closed")
    placement.save(update_fields=["state"])
    record("placement.close", placement, by=by, changes={"state": "closed"})
    return placement


@act("placement.withdraw")
def withdraw_placement(placement_id: int, *, by: User, today: date, reason: str) -> Placement:
    """Take a placement back before arrival, with the reason; the post is free again."""
    placement = Placement.objects.lock(placement_id)
    refuse_own_case(by, placement.person_id)
    if not reason:
        raise Refusal(_("Say why."), field="reason")
    move(placement, "placement", "withdrawn")
    placement.end_reason = reason
    placement.save(update_fields=["state", "end_reason"])
    placement.holdings.all().delete()
    record("placement.withdraw", placement, by=by, changes={"state": "withdrawn"}, note=reason)
    return placement


@act("team.edit")
def save_team(
    programme_id: int,
    team_id: int | None = None,
    *,
    by: User,
    today: date,
    name: str,
    member_ids: tuple[int, ...] = (),
    roles: tuple[tuple[str, int], ...] = (),
) -> Team:
    """Form or change a group: its members and its (kind, user id) roles from today on."""
    team = Team.objects.lock(team_id) if team_id else Team(programme_id=programme_id)
    team.name = name
    team.save()
    team.members.set(Placement.objects.filter(pk__in=member_ids, programme_id=programme_id))
    wanted = set(roles)
    for role in team.roles.filter(ends_on=None):
        if (role.kind, role.user_id) not in wanted:
            role.ends_on = today
            role.save(update_fields=["ends_on"])
        wanted.discard((role.kind, role.user_id))
    TeamRole.objects.bulk_create(
        TeamRole(team=team, kind=kind, user_id=user, starts_on=today)
        for kind, user in sorted(wanted)
    )
    record("team.edit", team, by=by, changes=_team_changes(member_ids, roles))
    return team


def _team_changes(member_ids: tuple[int, ...], roles: tuple[Any, ...]) -> dict[str, Any]:
    return {"members": list(member_ids), "roles": [list(role) for role in roles]}
