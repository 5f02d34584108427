"""Posts of receiving units, and their being offered in a programme."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dunmiao.engine.charter import Rules
from dunmiao.engine.codes import ORGANISATION
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.selection.models import Offer, Post

FIELDS = (
    "title",
    "post_class",
    "duties",
    "need_majors",
    "need_experience",
    "need_abilities",
    "difficulty",
    "capacity",
    "counts_headcount",
)


@act("post.edit")
def save_post(
    organisation_id: int, post_id: int | None = None, *, by: User, today: date, **values: Any
) -> Post:
    """Enter or change a unit's post; a changed difficulty must be confirmed again (000-40)."""
    post = Post.objects.lock(post_id) if post_id else Post(organisation_id=organisation_id)
    if post.pk and post.organisation_id != organisation_id:
        raise Refusal(_("This post belongs to another unit."))
    before = {key: getattr(post, key) for key in values}
    for key, value in values.items():
        if key not in FIELDS:
            raise TypeError(f"a post has no editable {key}")
        setattr(post, key, value)
    if post.pk and "difficulty" in values and before["difficulty"] != post.difficulty:
        post.is_difficulty_confirmed = False
    if not post.title:
        raise Refusal(_("Name the post."), field="title")
    post.save()
    record("post.edit", post, by=by, changes=values)
    return post


def going_where(programme: Programme, post: Post) -> str:
    """Give the direction of a post for people of the organiser's own units.

    A unit above the organiser's tier receives upward; a township, village, enterprise or zone
    downward; a unit of the same tier level. An exchange is named by hand, since it takes two.
    """
    tier = ORGANISATION.level(programme.owner.kind)
    there = ORGANISATION.level(post.organisation.kind)
    if there > tier:
        return "up"
    return "level" if there == tier else "down"


@act("offer.make")
def make_offer(
    programme_id: int,
    post_id: int,
    *,
    by: User,
    today: date,
    places: int = 1,
    must_fill: int = 0,
    front: str = "",
    filing_no: str = "",
    exchange_unit_id: int | None = None,
    willingness: str = "yes",
    reason: str = "",
) -> Offer:
    """Offer a post in a programme, or change the offer; the direction is computed (004-01).

    Refused after the selection has begun, for more places than the post has, for "maybe" or "no"
    without a reason, and where the charter asks a filing reference and none is given.
    """
    programme = Programme.objects.lock(programme_id)
    if programme.state not in {"draft", "open"}:
        raise Refusal(_("The selection has begun: posts can no longer be offered."))
    post = Post.objects.select_related("organisation").get(pk=post_id)
    if places > post.capacity:
        raise Refusal(
            _("The post has %(capacity)s places; offer no more.") % {"capacity": post.capacity},
            field="places",
        )
    if willingness != "yes" and not reason:
        raise Refusal(_("Say why the unit hesitates or declines."), field="reason")
    direction = "mutual" if exchange_unit_id else going_where(programme, post)
    _check_filing(programme, direction, filing_no)
    offer, _is_new = Offer.objects.update_or_create(
        programme=programme,
        post=post,
        defaults={
            "places": places,
            "must_fill": must_fill,
            "direction": direction,
            "front": front,
            "filing_no": filing_no,
            "exchange_unit_id": exchange_unit_id,
            "willingness": willingness,
            "reason": reason,
            "is_confirmed": False,
        },
    )
    record("offer.make", offer, by=by, changes={"places": places, "direction": direction})
    return offer


def _check_filing(programme: Programme, direction: str, filing_no: str) -> None:
    rule = {item.key: item for item in rules_of(programme).directions}.get(direction)
    if rule is None:
        raise Refusal(_("The charter of this programme does not send people in this direction."))
    if rule.filing_required and not filing_no:
        raise Refusal(
            _("Sending somebody upward needs the filing reference (%(clause)s).")
            % {"clause": rule.clause},
            field="filing_no",
        )


def upward_room(programme: Programme) -> tuple[int, int | None]:
    """Give how many places go upward in the programme, and the charter's cap (None: no cap)."""
    rules = {item.key: item for item in rules_of(programme).directions}
    used = sum(
        offer.places
        for offer in Offer.objects.filter(programme=programme, direction="up", is_confirmed=True)
    )
    return used, rules["up"].cap if "up" in rules else 0


@act("offer.confirm")
def confirm_offer(
    offer_id: int, *, by: User, today: date, difficulty_confirmed: bool = True
) -> Offer:
    """List an offered post in the call; refused above the cap for upward placements."""
    offer = Offer.objects.lock(offer_id)
    if offer.willingness == "no":
        raise Refusal(_("The unit declined this post in this round."))
    if offer.direction == "up" and not offer.is_confirmed:
        used, cap = upward_room(offer.programme)
        if cap is not None and used + offer.places > cap:
            raise Refusal(
                _("The charter allows %(cap)s upward places; %(used)s are taken.")
                % {"cap": cap, "used": used}
            )
    offer.is_confirmed = True
    offer.save(update_fields=["is_confirmed"])
    if difficulty_confirmed and offer.post.difficulty:
        Post.objects.filter(pk=offer.post_id).update(is_difficulty_confirmed=True)
    record("offer.confirm", offer, by=by, changes={"is_confirmed": True})
    return offer


@act("post.close")
def close_post(post_id: int, *, by: User, today: date, is_active: bool = False) -> Post:
    """Take a post out of use, or into use again; who held it stays on record."""
    post = Post.objects.lock(post_id)
    if not is_active and Offer.objects.filter(
        post=post, programme__state__in=("open", "selecting", "decided")
    ).exists():
        raise Refusal(_("The post is offered in a running call; it cannot be closed now."))
    post.is_active = is_active
    post.save(update_fields=["is_active"])
    record("post.close", post, by=by, changes={"is_active": is_active})
    return post


@act("offer.withdraw")
def withdraw_offer(offer_id: int, *, by: User, today: date) -> int:
    """Take an offered post out of the call; refused once somebody applied for it."""
    offer = Offer.objects.lock(offer_id)
    if offer.programme.state not in {"draft", "open"}:
        raise Refusal(_("The selection has begun: posts can no longer be taken out."))
    if offer.applications.exists() or offer.wishes.exists():
        raise Refusal(_("Somebody has applied for this post already; it stays in the call."))
    record("offer.withdraw", offer, by=by, changes={"post": offer.post})
    post_id: int = offer.post_id
    offer.delete()
    return post_id


def calls_for(unit: Organisation) -> list[Programme]:
    """Give the calls that still take a unit's posts, newest first: those of its own tree, and
    those below its parent, whose people it may receive upward (004-01)."""
    rows = Programme.objects.filter(state__in=("draft", "open")).select_related("owner", "charter")
    return [row for row in rows if _is_within_reach(unit, row)]


def _is_within_reach(unit: Organisation, programme: Programme) -> bool:
    owner = programme.owner.path
    above = unit.parent.path if unit.parent else unit.path
    return unit.path.startswith(owner) or owner.startswith(above)


def rules_for(unit: Organisation) -> Rules | None:
    """Give the rules whose catalogues name posts and difficulties for a unit: the newest above."""
    rows = Programme.objects.select_related("owner", "charter").order_by("-year", "-pk")
    found = next((row for row in rows if _is_within_reach(unit, row)), None)
    return rules_of(found) if found else None
