"""Pins, forbids and solved plans: what advises the committee, and decides nothing (004-56)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Max
from django.utils.translation import gettext as _

from dunmiao.engine.charter import Rules
from dunmiao.engine.facts import Term
from dunmiao.engine.reasons import Reason
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.clock import now
from dunmiao.stages.common.moves import kept, move, say
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.conflicts import refuse_own_case
from dunmiao.stages.placement.matchfacts import Material, gather, instance_of, rule_id
from dunmiao.stages.placement.models import MatchMark, MatchPlan
from dunmiao.stages.selection.models import Application, Offer

SECONDS = 20.0
CLOSED = frozenset({"running", "closed", "cancelled"})


@act("match.mark")
def mark_pair(
    application_id: int,
    offer_id: int,
    *,
    by: User,
    today: date,
    kind: str,
    reason: str = "",
) -> MatchMark:
    """Pin a person to a post, forbid the pair, or (kind "none") take the mark away.

    Pins and forbids need a reason, which stays with every plan solved under them. A pin against a
    bar is refused with the bar's sentence; a person is pinned once.
    """
    application = Application.objects.lock(application_id)
    offer = Offer.objects.select_related("programme", "post").get(pk=offer_id)
    if offer.programme_id != application.programme_id:
        raise Refusal(_("Person and post belong to different programmes."))
    _refuse_closed(offer.programme)
    refuse_own_case(by, application.person_id)
    mark = MatchMark.objects.filter(application=application, offer=offer).first()
    if kind == "none":
        return _unmark(mark, by)
    if kind not in {"pin", "forbid"}:
        raise TypeError(f"a mark is pin, forbid or none, not {kind}")
    if not reason.strip():
        raise Refusal(_("Say why; the reason stays with the plan."), field="reason")
    if kind == "pin":
        _refuse_pin(application, offer, today)
    mark = mark or MatchMark(programme=offer.programme, application=application, offer=offer)
    mark.kind, mark.reason, mark.by = kind, reason.strip(), by
    mark.save()
    record("match.mark", mark, by=by, changes={"kind": kind}, note=reason)
    return mark


def _unmark(mark: MatchMark | None, by: User) -> MatchMark:
    if mark is None:
        raise Refusal(_("This pair is not marked any more. Load the page again."))
    record("match.mark", mark, by=by, changes={"kind": [mark.kind, "none"]})
    mark.delete()
    return mark


def _refuse_closed(programme: Programme) -> None:
    if programme.state in CLOSED:
        raise Refusal(_("The placements of this programme are settled; nothing is matched now."))


def _refuse_pin(application: Application, offer: Offer, today: date) -> None:
    others = MatchMark.objects.filter(application=application, kind="pin").exclude(offer=offer)
    if others.exists():
        raise Refusal(_("This person is pinned to another post already; take that pin away first."))
    material = gather(offer.programme, today)
    if str(application.person_id) not in material.people:
        raise Refusal(_("This person has not reached the matching."))
    if str(offer.pk) not in material.posts:
        raise Refusal(_("This post is not listed in the call."))
    pair = (str(application.person_id), str(offer.pk))
    if pair in material.barred:
        raise Refusal(
            _("The person cannot be pinned there: %(why)s") % {"why": say(material.barred[pair][0])}
        )


@act("match.solve")
def solve_plan(programme_id: int, *, by: User, today: date, note: str = "") -> MatchPlan:
    """Solve the matching of a programme as it stands today, and keep the plan with its facts.

    Earlier plans stay, so that two can be compared. Refused where nobody reached the matching, no
    post is listed, or pins cannot hold together (the sentence names them). Nobody is decided on.
    """
    from dunmiao.engine.matching.board import solved

    programme = Programme.objects.lock(programme_id)
    _refuse_closed(programme)
    material = gather(programme, today)
    if not material.people:
        raise Refusal(_("Nobody has reached the matching yet: first close the stage before it."))
    if not material.posts:
        raise Refusal(_("No post is listed in the call: first confirm the posts offered."))
    instance = instance_of(material)
    result = solved(instance, SECONDS)
    if result["status"] not in {"optimal", "feasible"}:
        raise Refusal(_why_none(material, result))
    last = MatchPlan.objects.filter(programme=programme).aggregate(last=Max("number"))["last"]
    plan = MatchPlan.objects.create(
        programme=programme,
        number=(last or 0) + 1,
        note=note.strip(),
        instance=instance,
        result=result,
        facts=_facts(material),
        by=by,
        made_at=now(),
    )
    changes = {"number": plan.number, "value": result["value"], "placed": len(_chosen(result))}
    record("match.solve", plan, by=by, changes=changes, note=note)
    return plan


def _chosen(result: dict[str, Any]) -> list[Any]:
    return list(result["assignments"])


def _why_none(material: Material, result: dict[str, Any]) -> str:
    if result["status"] == "unknown":
        return _("No plan was found in the time allowed. Take some pins away and solve again.")
    names = {
        f"{mark.kind}:{mark.application.person_id}:{mark.offer_id}": _("%(person)s at %(post)s")
        % {"person": mark.application, "post": mark.offer}
        for mark in material.marks
    }
    names |= {rule_id(row, n): say(_named(material, row.reason)) for n, row in _aparts(material)}
    listed = _("; ").join(names.get(rule, rule) for rule in result["conflict"])
    return _("These cannot all hold: %(rules)s. Take one of the pins away.") % {"rules": listed}


def _aparts(material: Material) -> list[tuple[int, Any]]:
    return list(enumerate(material.apart))


def _named(material: Material, reason: Reason) -> Reason:
    """Give a reason with the names of persons where the engine knows only their ids."""
    names = {key: str(row.person) for key, row in material.applications.items()}
    facts = {
        key: names.get(value, value) if type(value) is str else value
        for key, value in reason.facts.items()
    }
    return Reason(reason.text, facts, reason.rule, reason.clause)


def _words(rules: Rules) -> dict[str, Term]:
    """Give the charter's words for the keys that posts and persons are described by."""
    listed = (
        *rules.catalogue("task_classes"),
        *rules.catalogue("difficulty"),
        *rules.catalogue("place_attributes"),
        *rules.abilities,
    )
    return {item.key: Term(item.name_en or item.name, item.name) for item in listed}


def _in_words(words: dict[str, Term], reason: Reason) -> Reason:
    """Give a reason with the charter's words where the engine knows only its keys."""
    facts = {key: _worded(words, value) for key, value in reason.facts.items()}
    return Reason(reason.text, facts, reason.rule, reason.clause)


def _worded(words: dict[str, Term], value: object) -> object:
    if isinstance(value, Reason):
        return _in_words(words, value)
    if type(value) is not str or not any(key in words for key in value.split("、")):
        return value
    found = [words.get(key, Term(key, key)) for key in value.split("、")]
    return Term(", ".join(found), "、".join(word.name for word in found))


def _facts(material: Material) -> dict[str, Any]:
    """Give what a board shows of a plan later, as it stood when the plan was made."""
    texts: dict[str, int] = {}
    words = _words(material.rules)
    pairs = {}
    for (who, where), found in material.fits.items():
        if (who, where) not in material.barred:
            pairs[f"{who}:{where}"] = [
                [
                    part.points,
                    texts.setdefault(part.reason.text, len(texts)),
                    kept(_in_words(words, part.reason))["facts"],
                ]
                for part in found.parts
            ]
    return {
        "parts": [
            {
                "key": part.key,
                "name": part.name,
                "name_en": part.name_en,
                "weight": part.weight,
                "clause": part.clause,
            }
            for part in material.rules.fit
        ],
        "pairs": pairs,
        "texts": list(texts),
        "bars": _kept_pairs(material.barred),
        "asks": _kept_pairs(material.asks),
        "apart": {
            rule_id(row, n): kept(_named(material, row.reason)) for n, row in _aparts(material)
        },
        "people": {key: _person(material, key) for key in material.people},
        "posts": {key: _post(offer) for key, offer in material.offers.items()},
        "marks": {
            f"{mark.kind}:{mark.application.person_id}:{mark.offer_id}": {
                "reason": mark.reason,
                "by": str(mark.by),
            }
            for mark in material.marks
        },
    }


def _kept_pairs(found: dict[tuple[str, str], tuple[Reason, ...]]) -> dict[str, Any]:
    return {
        f"{who}:{where}": [kept(reason) for reason in reasons]
        for (who, where), reasons in found.items()
    }


def _person(material: Material, key: str) -> dict[str, Any]:
    row = material.applications[key]
    return {
        "name": row.person.name,
        "unit": str(row.sending_unit),
        "post": row.person.post_title,
        "application": row.pk,
        "wishes": list(material.people[key].wishes),
        "sequence": row.sending_unit.sequence,
    }


def _post(offer: Offer) -> dict[str, Any]:
    post = offer.post
    return {
        "title": post.title,
        "unit": str(post.organisation),
        "post": post.pk,
        "direction": offer.direction,
        "front": offer.front,
        "difficulty": list(post.difficulty if post.is_difficulty_confirmed else ()),
        "sequence": post.organisation.sequence,
    }


@act("match.adopt")
def adopt_plan(plan_id: int, *, by: User, today: date) -> MatchPlan:
    """Choose the plan that goes before the committee; the one chosen earlier is superseded."""
    plan = MatchPlan.objects.lock(plan_id)
    _refuse_closed(plan.programme)
    move(plan, "match_plan", "adopted")
    for other in MatchPlan.objects.filter(programme=plan.programme, state="adopted"):
        move(other, "match_plan", "superseded")
        other.save(update_fields=["state"])
    plan.save(update_fields=["state"])
    record("match.adopt", plan, by=by, changes={"number": plan.number})
    return plan
