"""Words of the audit trail: what kind of thing an act touched and which of its fields."""

from __future__ import annotations

import functools

from django.apps import apps
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dunmiao.web.act_words import NOUNS
from dunmiao.web.people.words import MORE_NAMES

OBJECTS: dict[str, str | Promise] = {
    "charterversion": NOUNS["charter"], "pastcohort": _("earlier cohort"),
    "familymember": _("family member"), "importbatch": NOUNS["import"],
    "eligibilityoverride": _("eligibility decided by a person"), "decisionline": _("decision line"),
    "publicityobjection": _("objection to a public notice"), "stageround": NOUNS["round"],
    "stageentry": _("stage result"), "matchmark": _("pin or bar"), "matchplan": _("match plan"),
    "holding": _("holder of a post"), "relationrow": NOUNS["relation"],
    "teamrole": _("role in a team"), "logentry": NOUNS["log"], "opinionvisit":
    NOUNS["opinion_visit"], "supportrequest": NOUNS["support"], "termchange": NOUNS["change"],
    "waiver": _("waiver"), "opinion": _("opinion"), "tally": _("tally"),
    "abilityrating": _("ability rating"), "appraisalobjection": _("objection to an appraisal"),
    "filing": _("filing"), "setuptoken": _("setup link"), "submission": _("submission"),
    "carenote": NOUNS["care"], "welcomepack": NOUNS["welcome"],
    "auditentry": NOUNS["audit"],
}  # fmt: skip
FIELDS: dict[str, str | Promise] = {
    "state": _("state"), "kind": _("kind"), "ends_on": _("to"), "starts_on": _("from"),
    "on": _("day"), "reason": _("reason"), "grade": _("grade"), "ended_on": _("ended on"),
    "is_active": _("in use"), "role": _("role"), "due_on": _("due on"), "seen": _("read by"),
    "first_on": _("first day"), "last_on": _("last day"), "returned_on": _("returned on"),
    "number": _("number"), "relation": _("relation"), "file": _("file"),
    "entered": _("entered by"), "rows": _("rows"), "post": _("post"),
    "summarised_on": _("summarised on"), "told_on": _("told on"),
    "acknowledged_on": _("acknowledged on"), "raised_on": _("raised on"), "entry": _("entry"),
    "moment": _("moment"), "rater": _("rater"), "fields": _("fields"), "agreed": _("agreed"),
    "remark": _("remark"), "meeting": _("meeting"), "held_on": _("held on"),
    "source": _("source"), "to_unit": _("told to"), "version": _("version"),
    "digest": _("digest"), "agrees": _("agrees"), "items": _("items"),
    "explained_on": _("explained on"), "handler": _("handled by"), "answer_by": _("answer by"),
    "side": _("side"), "duty": _("duty"), "month": _("month"), "headings": _("headings"),
    "followed_on": _("followed up on"), "is_workday": _("working day"), "days": _("days"),
    "last": _("last"), "arrived_on": _("arrived on"), "division_of_work": _("division of work"),
    "moved_on": _("moved on"), "until_on": _("until"), "deciding_body": _("deciding body"),
    "carried_out_on": _("carried out on"), "year": _("year"), "placed": _("placed"),
    "about": _("about"), "handled_by": _("handled by"), "parent": _("belongs to"),
    "user": _("user"), "organisation": _("unit"), "expires_at": _("ends at"), "acts": _("acts"),
    "username": _("user name"), "field": _("field"), "form": _("form"),
    "moved_up": _("moved up"), "wishes": _("wishes"), "received_on": _("received on"),
    "places": _("places"), "direction": _("direction"), "is_confirmed": _("confirmed"),
    "id_number": _("ID number"), "stage": _("stage"), "answer": _("answer"), "good": _("good rows"),
    "absent": pgettext_lazy("audit", "absent"),
    "appealed_on": pgettext_lazy("audit", "appealed on"),
    "applications": pgettext_lazy("audit", "applications"),
    "attempts": pgettext_lazy("audit", "attempts"),
    "beacon": pgettext_lazy("audit", "public value"),
    "charter": pgettext_lazy("audit", "charter"), "chosen": pgettext_lazy("audit", "chosen"),
    "closes": pgettext_lazy("audit", "closes"),
    "commitment": pgettext_lazy("audit", "commitment"),
    "confirmed_on": pgettext_lazy("audit", "confirmed on"),
    "dissolved_on": pgettext_lazy("audit", "dissolved on"),
    "drawn": pgettext_lazy("audit", "drawn"), "from": pgettext_lazy("audit", "from"),
    "invited": pgettext_lazy("audit", "invited"), "is_agreed": pgettext_lazy("audit", "agreed"),
    "is_on": pgettext_lazy("audit", "switched on"), "is_ready": pgettext_lazy("audit", "ready"),
    "listed": pgettext_lazy("audit", "listed"), "moves": pgettext_lazy("audit", "moves"),
    "not_visited": pgettext_lazy("audit", "not visited"), "note": pgettext_lazy("audit", "note"),
    "offices": pgettext_lazy("audit", "offices"), "parties": pgettext_lazy("audit", "parties"),
    "party": pgettext_lazy("audit", "party"), "person": pgettext_lazy("audit", "person"),
    "persons": pgettext_lazy("audit", "persons"),
    "previous": pgettext_lazy("audit", "the one before"),
    "prompts": pgettext_lazy("audit", "prompts"),
    "reported_on": pgettext_lazy("audit", "reported on"),
    "result": pgettext_lazy("audit", "result"),
    "reviewed_on": pgettext_lazy("audit", "reviewed on"),
    "said_on": pgettext_lazy("audit", "said on"),
    "serial": pgettext_lazy("audit", "serial number"),
    "speech_on": pgettext_lazy("audit", "spoken on"), "step": pgettext_lazy("audit", "step"),
    "units": pgettext_lazy("audit", "units"), "title": pgettext_lazy("audit", "title"),
    "text": pgettext_lazy("audit", "text"), "opinion": _("opinion"),
    "accepted": _("accepted"), "provider": _("given by"),
    "shared_with": _("shared with"), "name": pgettext_lazy("audit", "name"),
}  # fmt: skip


@functools.cache
def _models() -> dict[str, dict[str, str | Promise]]:
    """Give the fields of every model of a stage, by the model's name."""
    return {
        model._meta.model_name or "": {
            field.name: field.verbose_name for field in model._meta.concrete_fields
        }
        for model in apps.get_models() if model.__module__.startswith("dunmiao.stages")
    }  # fmt: skip


def object_words(kind: str) -> str:
    """Give what a model is called ("stageround" is 选拔环节); the model's own name when unknown."""
    return str(OBJECTS.get(kind) or NOUNS.get(kind) or kind)


def object_choices() -> list[tuple[str, str]]:
    """Give every kind of thing that the trail may hold, by its words."""
    return sorted((object_words(kind), kind) for kind in _models())


def field_words(kind: str, field: str) -> str:
    """Give what a field is called; the field's own name when nobody gave it words."""
    own = _models().get(kind, {}).get(field, "")
    plain = field.removesuffix("_id").replace("_", " ")
    if own and str(own) != plain:
        return str(capfirst(own))
    return str(capfirst(FIELDS.get(field) or MORE_NAMES.get(field) or field))
