"""Applying, the sending unit's word, withdrawing, and the wishes of both sides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from dunmiao.engine.charter import pick
from dunmiao.engine.reasons import Reason, gettext_noop
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import kept, move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.people.models import Person
from dunmiao.stages.selection.models import Application, Offer, StageRound, Wish

_WITHDREW = gettext_noop("Withdrew: %(note)s")
REVIEWABLE = {"submitted", "eligible", "ineligible"}


@act("application.submit")
def submit_application(
    programme_id: int,
    person_id: int,
    *,
    by: User | None,
    today: date,
    offer_id: int | None = None,
    route: str = "",
    accepts_other: bool = True,
    wish_note: str = "",
    unit_opinion: str = "",
    number: str = "",
    batch_id: int | None = None,
    came_by: str = "unit",
    rank_class: str = "",
    basis: str = "",
) -> Application:
    """Put a person into the selection of a programme (004-54, 004-58).

    `offer_id`: the post applied for, None where wishes come later. `route`: a key of the charter's
    routes, the first one where empty. Handed in by the unit or the department it counts as agreed
    by the unit that day; handed in by the person, the unit still gives its opinion. `number` is
    the application number, made where empty. `batch_id`: the import it came with. `came_by`: the
    unit or the department, where it is not the person; `rank_class` as the unit says (003-26);
    `basis`: the paper a designation rests on.
    """
    programme = Programme.objects.lock(programme_id)
    person = Person.objects.select_related("unit").get(pk=person_id)
    refuse_closed(programme, today)
    is_own = by is not None and person.user_id == by.pk
    application = Application(
        programme=programme,
        person=person,
        sending_unit=person.unit,
        offer=_offer(programme, offer_id),
        route=_route(programme, route, is_own),
        came_by="self" if is_own else came_by,
        rank_class=rank_class,
        basis=basis,
        applied_on=today,
        accepts_other=accepts_other,
        wish_note=wish_note,
        unit_opinion=unit_opinion if not is_own else "",
        is_unit_agreed=None if is_own else True,
        unit_agreed_on=None if is_own else today,
        number=number or _next_number(programme),
        batch_id=batch_id,
    )
    if Application.objects.filter(programme=programme, person=person).exists():
        raise Refusal(_("%(name)s has applied already.") % {"name": person.name}, field="person")
    application.save()
    _open_registration(programme, today)
    changes = {"state": application.state, "route": application.route, "is_own": is_own}
    record("application.submit", application, by=by, changes=changes)
    return application


def refuse_closed(programme: Programme, today: date) -> None:
    """Refuse where the call takes no applications on that day."""
    if programme.state != "open":
        raise Refusal(_("This call is not open for applications."))
    if programme.opens_on and today < programme.opens_on:
        raise Refusal(_("Applications open on %(day)s.") % {"day": programme.opens_on.isoformat()})
    if programme.closes_on and today > programme.closes_on:
        raise Refusal(
            _("Applications closed on %(day)s.") % {"day": programme.closes_on.isoformat()}
        )
    closed = StageRound.objects.filter(programme=programme, state="closed")
    if closed.exists():
        raise Refusal(_("Registration is closed. The head of the department can open it again."))


def _open_registration(programme: Programme, today: date) -> None:
    """Let the first application open the first stage, where the charter begins with applying."""
    stages = rules_of(programme).stages
    if not stages or stages[0].kind != "registration":
        return
    row = StageRound(programme=programme, stage=stages[0].key, sequence=1)
    if not StageRound.objects.filter(programme=programme, stage=row.stage).exists():
        move(row, "stage_round", "open")
        row.opened_on = today
        row.save()


def _offer(programme: Programme, offer_id: int | None) -> Offer | None:
    if offer_id is None:
        return None
    offer = Offer.objects.filter(pk=offer_id, programme=programme, is_confirmed=True).first()
    if offer is None:
        raise Refusal(_("This post is not offered in the call."), field="offer")
    return offer


def _route(programme: Programme, route: str, is_own: bool) -> str:
    routes = rules_of(programme).routes
    key = route or (routes[0].key if routes else "open")
    if routes and key not in {one.key for one in routes}:
        raise Refusal(_("The charter knows no such route."), field="route")
    if is_own and routes and not pick(routes, key).self_application:
        raise Refusal(_("Under this charter your unit puts you forward; ask its personnel clerk."))
    return key


def _next_number(programme: Programme) -> str:
    """Give year and a running number; numbers of withdrawn applications are not given again."""
    count = Application.objects.filter(programme=programme).count() + 1
    taken = set(Application.objects.filter(programme=programme).values_list("number", flat=True))
    while (number := f"{programme.year}{count:04d}") in taken:
        count += 1
    return number


@act("application.opine")
def opine_application(
    application_id: int, *, by: User, today: date, is_agreed: bool, opinion: str = ""
) -> Application:
    """Record whether the sending unit agrees; a no needs its reason in words (004-16)."""
    application = Application.objects.lock(application_id)
    if application.state not in REVIEWABLE:
        raise Refusal(_("The review is over; the opinion can no longer be changed."))
    if application.person.user_id == by.pk:
        raise Refusal(_("You cannot give your unit's opinion on yourself."))
    if not is_agreed and not opinion.strip():
        raise Refusal(_("Say why the unit does not agree."), field="opinion")
    before = application.is_unit_agreed
    application.is_unit_agreed, application.unit_opinion = is_agreed, opinion.strip()
    application.unit_agreed_on = today
    application.save(update_fields=["is_unit_agreed", "unit_opinion", "unit_agreed_on"])
    changes = {"is_unit_agreed": [before, is_agreed], "unit_opinion": opinion.strip()}
    record("application.opine", application, by=by, changes=changes)
    return application


@act("application.withdraw")
def withdraw_application(application_id: int, *, by: User, today: date, reason: str) -> Application:
    """Let a person leave the selection, with the reason; whoever stands in reserve is called by
    `replace_from_reserve`."""
    application = Application.objects.lock(application_id)
    if not reason.strip():
        raise Refusal(_("Say why."), field="reason")
    if hasattr(application, "placement"):
        raise Refusal(
            _("The placement is made already; withdraw it on the placement's page instead.")
        )
    before = application.state
    application.left_stage = stage_now(application)
    move(application, "application", "withdrawn")
    application.left_reason = kept(Reason(_WITHDREW, {"note": reason.strip()}))
    application.save(update_fields=["state", "left_stage", "left_reason"])
    changes = {"state": [before, "withdrawn"], "reason": reason.strip()}
    record("application.withdraw", application, by=by, changes=changes)
    return application


def stage_now(application: Application) -> str:
    """Give the key of the stage a person stands in: the open one, else the last one closed."""
    rounds = StageRound.objects.filter(programme_id=application.programme_id)
    stages = rules_of(application.programme).stages
    found = rounds.filter(state="open").first() or rounds.filter(state="closed").last()
    return found.stage if found else stages[0].key if stages else ""


@act("wish.set")
def set_wishes(
    application_id: int,
    offer_ids: Sequence[int],
    *,
    by: User | None,
    today: date,
    accepts_other: bool = True,
    wish_note: str = "",
) -> Application:
    """Rank the posts a person wishes for, best first, up to the charter's number.

    `accepts_other`: goes elsewhere too. `wish_note`: a difficulty to know, for the department.
    """
    application = Application.objects.lock(application_id)
    _refuse_settled(application)
    _refuse_settled_programme(application.programme)
    most = rules_of(application.programme).selection.wishes
    if len(offer_ids) > most:
        raise Refusal(_("At most %(n)d posts can be named.") % {"n": most}, field="wish_1")
    if len(set(offer_ids)) < len(offer_ids):
        raise Refusal(_("A post is named twice."), field="wish_1")
    for offer_id in offer_ids:
        _offer(application.programme, offer_id)
    application.wishes.filter(side="person").delete()
    Wish.objects.bulk_create(
        Wish(application=application, offer_id=offer, side="person", rank=rank)
        for rank, offer in enumerate(offer_ids, 1)
    )
    application.accepts_other, application.wish_note = accepts_other, wish_note.strip()
    application.save(update_fields=["accepts_other", "wish_note"])
    changes = {"wishes": list(offer_ids), "accepts_other": accepts_other}
    record("wish.set", application, by=by, changes=changes)
    return application


def _refuse_settled(application: Application) -> None:
    if application.state not in {*REVIEWABLE, "in_selection", "reserve"}:
        raise Refusal(_("Wishes can no longer be changed for this application."))


def _refuse_settled_programme(programme: Programme) -> None:
    stages = {stage.key for stage in rules_of(programme).stages if stage.kind == "matching"}
    if StageRound.objects.filter(programme=programme, stage__in=stages, state="closed").exists():
        raise Refusal(_("The matching is closed; wishes can no longer be changed."))


@act("wish.set_unit")
def set_unit_wishes(
    offer_id: int, application_ids: Sequence[int], *, by: User, today: date
) -> Offer:
    """Rank, for the receiving unit, those who wish for its post, the most wanted first."""
    offer = Offer.objects.lock(offer_id)
    _refuse_settled_programme(offer.programme)
    allowed = set(wishers(offer).values_list("pk", flat=True))
    if not set(application_ids) <= allowed:
        raise Refusal(_("Only persons who wish for this post can be ranked."))
    if len(set(application_ids)) < len(application_ids):
        raise Refusal(_("A person is named twice."))
    offer.wishes.filter(side="unit").delete()
    Wish.objects.bulk_create(
        Wish(application_id=one, offer=offer, side="unit", rank=rank)
        for rank, one in enumerate(application_ids, 1)
    )
    record("wish.set_unit", offer, by=by, changes={"wishes": list(application_ids)})
    return offer


def wishers(offer: Offer) -> models.QuerySet[Application]:
    """Give those in the selection who wish for the post or applied for it, in stroke order."""
    wished = offer.wishes.filter(side="person").values("application_id")
    return (
        Application.objects.filter(state__in=("in_selection", "reserve", "proposed"))
        .filter(models.Q(pk__in=wished) | models.Q(offer=offer))
        .select_related("person", "sending_unit")
        .defer("person__photo")
        .order_by("person__stroke_key", "pk")
    )


def calls_open(units: models.QuerySet[Any], today: date) -> list[Programme]:
    """Give the calls that take applications today from people of `units` (a query of unit ids)."""
    rows = Programme.objects.filter(state="open").exclude(closes_on__lt=today)
    return [row for row in rows.select_related("owner", "charter") if _is_near(row, units)]


def call_for(programme_id: int, units: models.QuerySet[Any]) -> Programme | None:
    """Give a call in whose county one of `units` (a query of unit ids) lies, else None."""
    row = Programme.objects.select_related("owner", "charter").filter(pk=programme_id).first()
    if row is None:
        return None
    return row if _is_near(row, units) else None


def _is_near(row: Programme, units: models.QuerySet[Any]) -> bool:
    near = Organisation.objects.filter(pk__in=units, path__startswith=row.owner.path)
    return near.exists()
