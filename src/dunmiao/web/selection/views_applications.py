"""Pages of applications: the list, one of them, applying, opinions, withdrawing, wishes."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.states import NOUNS
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.moves import say, unkept
from dunmiao.stages.organisations.reach import may_any
from dunmiao.stages.people.models import Person
from dunmiao.stages.selection.applications import (
    call_for,
    calls_open,
    opine_application,
    set_wishes,
    submit_application,
    withdraw_application,
)
from dunmiao.stages.selection.facts import findings_of, overridable
from dunmiao.stages.selection.models import Application
from dunmiao.web.doors import FORM, door, may, open_row, open_rows
from dunmiao.web.listing import Column, export, listing, wants_export
from dunmiao.web.refusing import save
from dunmiao.web.selection.forms_applications import (
    ApplyForm,
    FilterForm,
    OpinionForm,
    ReasonForm,
    WishesForm,
)
from dunmiao.web.selection.words import (
    offer_choices,
    outcome_words,
    person_facts_shown,
    stage_names,
    steps_of,
)
from dunmiao.web.templatetags.dunmiao import state_label

CAME = {
    "self": gettext_lazy("own application"),
    "unit": gettext_lazy("the unit"),
    "department": gettext_lazy("the department"),
}


def came_words(row: Application) -> str:
    """Say who put a person in, and for an own application whether the unit agrees."""
    words = str(CAME[row.came_by])
    if row.came_by != "self":
        return words
    opinion = {True: _("the unit agrees"), False: _("the unit does not agree"),
               None: _("the unit has not said")}[row.is_unit_agreed]  # fmt: skip
    return f"{words}（{opinion}）"


COLUMNS = (
    Column("name", gettext_lazy("Name"), ("person__stroke_key",), lambda row: row.person.name),
    Column("number", gettext_lazy("Number"), "number", lambda row: row.number),
    Column("unit", gettext_lazy("Sending unit"),
           ("sending_unit__sequence", "person__stroke_key"), lambda row: str(row.sending_unit)),
    Column("post", gettext_lazy("Post applied for"), "offer__post__organisation__sequence",
           lambda row: str(row.offer or "")),
    Column("came", gettext_lazy("Came in by"), "came_by", came_words),
    Column("applied_on", gettext_lazy("Applied on"), "applied_on", lambda row: row.applied_on,
           kind="date"),
    Column("state", gettext_lazy("State"), "state",
           lambda row: state_label(row.state, "application")),
)  # fmt: skip
PEOPLE = (
    Column("name", gettext_lazy("Name"), "stroke_key"),
    Column("unit", gettext_lazy("Unit"), ("unit__sequence", "stroke_key")),
    Column("post", gettext_lazy("Post held")),
    Column("go", ""),
)


@door("application.read")
def applications(request: Any) -> HttpResponse:
    """List the applications the reader may see, filtered by the address."""
    rows = open_rows(request, Application).select_related(
        "person", "sending_unit", "offer__post__organisation"
    ).defer("person__photo", "person__resume")  # fmt: skip
    programmes = rows.order_by("-programme").values_list("programme_id", "programme__name")
    states = [(state.value, state_label(state, "application")) for state in
              NOUNS["application"].states]  # fmt: skip
    form = FilterForm(request.GET or None, list(programmes.distinct()), states)
    rows = _narrowed(request, rows)
    if wants_export(request):
        return export(request, _("Applications"), rows, COLUMNS, default="unit")
    shown = listing(request, rows, COLUMNS, default="unit")
    for row in shown.rows:
        row.came = came_words(row)
    context = {
        "form": form,
        "listing": shown,
        "calls": _calls(request),
    }
    return render(request, "selection/applications.html", context)


def _narrowed(request: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
    asked = request.GET
    if asked.get("programme", "").isdigit():
        rows = rows.filter(programme=asked["programme"])
    if asked.get("state") in set(NOUNS["application"].states):
        rows = rows.filter(state=asked["state"])
    if text := asked.get("q", "").strip():
        rows = rows.filter(_named("person__", text))
    if text := asked.get("unit", "").strip():
        rows = rows.filter(
            Q(sending_unit__name__icontains=text) | Q(sending_unit__short_name__icontains=text)
        )
    if text := asked.get("post", "").strip():
        rows = rows.filter(
            Q(offer__post__title__icontains=text)
            | Q(offer__post__organisation__name__icontains=text)
        )
    return _of_funnel(request, rows)


def _of_funnel(request: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Follow a figure of the funnel to its people: for those who may read scores."""
    asked = request.GET
    if not asked.get("stage") or not open_rows(request, Programme, "score.read").exists():
        return rows
    of = {"entries__round__stage": asked["stage"]}
    for key in ("outcome", "why"):
        if asked.get(key):
            of[f"entries__{key}"] = asked[key]
    return rows.filter(**of)


def _named(prefix: str, text: str) -> Q:
    """Match a name, or the initials or syllables of it."""
    low = text.lower().replace(" ", "")
    return (
        Q(**{f"{prefix}name__icontains": text})
        | Q(**{f"{prefix}initials__startswith": low})
        | Q(**{f"{prefix}pinyin__startswith": low})
    )


@door("application.read")
def application(request: Any, pk: int) -> HttpResponse:
    """Show one application: facts, findings, stages; to the person their own outcomes alone."""
    return _page(request, _open(request, "application.read", pk))


def _open(request: Any, act: str, pk: int) -> Application:
    row: Application = open_row(
        request, Application, act, pk,
        rows=open_rows(request, Application).select_related(
            "person__unit", "sending_unit", "programme__charter", "programme__owner",
            "offer__post__organisation",
        ).defer("person__photo"),
    )  # fmt: skip
    return row


def _page(request: Any, row: Application) -> HttpResponse:
    is_own = row.person.user_id == request.user.pk
    sees_scores = may(request, "round.open", row)
    context = {
        "row": row,
        "came": came_words(row),
        "is_own": is_own,
        "facts": person_facts_shown(row.person, request.today),
        "findings": _findings(request, row),
        "stages": _stages(row, with_reasons=is_own or sees_scores),
        "sees_scores": is_own or sees_scores,
        "left": _left(row) if is_own or sees_scores else "",
        "wishes": row.wishes.filter(side="person").select_related("offer__post__organisation"),
        "decided": row.decided.select_related("offer__post__organisation", "decision").first(),
        "steps": _steps(row),
        **_doors(request, row),
    }
    return render(request, "selection/application.html", context)


def _doors(request: Any, row: Application) -> dict[str, Any]:
    """Say which buttons the reader gets: what they may do, where it makes sense now."""
    reviewable = row.state in {"submitted", "eligible", "ineligible"}
    live = reviewable or row.state in {"in_selection", "reserve"}
    return {
        "may_opine": reviewable and may(request, "application.opine", row),
        "may_wish": live and may(request, "wish.set", row),
        "may_withdraw": (live or row.state in {"proposed", "selected"})
        and may(request, "application.withdraw", row),
        "may_replace": row.state in {"withdrawn", "out"} and may(request, "reserve.replace", row),
    }


def _steps(row: Application) -> list[dict[str, Any]]:
    """Give the stages as this person went through them: stopped where they left."""
    steps = steps_of(row.programme, row.programme.rounds.all(), lambda _round: "")
    keys = [stage.key for stage in rules_of(row.programme).stages]
    if row.state not in {"out", "withdrawn", "ineligible"} or row.left_stage not in keys:
        return steps
    place = keys.index(row.left_stage)
    steps[place]["state"] = "stopped"
    for step in steps[place + 1 :]:
        step |= {"state": "next", "note": ""}
    return steps


def _left(row: Application) -> str:
    return say(unkept(row.left_reason)) if row.left_reason else ""


def _findings(request: Any, row: Application) -> list[dict[str, Any]]:
    """Give the findings with their rule's name, and a way to decide against them where allowed."""
    rules = rules_of(row.programme)
    names = {rule.key: rule for rule in rules.eligibility}
    free = overridable(rules)
    decides = row.state in {"submitted", "eligible", "ineligible"} and may(
        request, "eligibility.override", row
    )
    found = findings_of(row, request.today)
    for finding in found:
        key = finding["rule"]
        finding["name"] = names.get(key)
        finding["href"] = (
            reverse("selection:override", args=[row.pk, key]) if decides and key in free else ""
        )
    return found


def _stages(row: Application, *, with_reasons: bool) -> list[dict[str, Any]]:
    names = stage_names(row.programme)
    entries = row.entries.select_related("round").order_by("round__sequence")
    found = []
    for entry in entries:
        text, tone = outcome_words(entry.outcome, entry.why)
        line = {"name": names.get(entry.round.stage, entry.round.stage), "text": text, "tone": tone}
        if with_reasons and entry.outcome:
            line |= {"entry": entry, "reason": entry.reason}
        found.append(line)
    return found


@door("application.submit")
def mine(request: Any) -> HttpResponse:
    """Bring the person to their own application, or to the calls they may answer."""
    own = open_rows(request, Application).filter(person__user=request.user).order_by("-pk")
    if own.count() == 1:
        return redirect("selection:application", own[0].pk)
    context = {"own": own.select_related("programme"), "calls": _calls(request)}
    return render(request, "selection/mine.html", context)


def _calls(request: Any) -> list[Programme]:
    """Give the open calls that somebody the reader may put forward could answer."""
    if not may_any(request.user, "application.submit", request.today):
        return []
    people = open_rows(request, Person, "application.submit").order_by()
    return calls_open(people.values("unit"), request.today)


@door("application.submit")
def apply(request: Any, programme: int) -> HttpResponse:
    """Choose whom to put forward: the unit's own people, for the department everybody's."""
    call = _call(request, programme)
    people = open_rows(request, Person, "application.submit").filter(is_active=True)
    people = people.exclude(applications__programme=call).select_related("unit")
    people = people.defer("photo", "resume")
    if text := request.GET.get("q", "").strip():
        people = people.filter(_named("", text))
    context = {
        "call": call,
        "listing": listing(request, people, PEOPLE, default="unit"),
        "may_invite": rules_of(call).selection.invites and may(request, "invitation.send", call),
    }
    return render(request, "selection/apply.html", context)


def _call(request: Any, pk: int) -> Programme:
    """Give a call one may answer: one of the county that the people one may put forward are in."""
    units = open_rows(request, Person, "application.submit").order_by().values("unit")
    row = call_for(pk, units)
    if row is None:
        raise Http404
    return row


@door("application.submit", methods=FORM)
def apply_person(request: Any, programme: int, person: int) -> HttpResponse:
    """Put one person forward, or oneself."""
    call = _call(request, programme)
    who = open_row(request, Person, "application.submit", person)
    is_own = who.user_id == request.user.pk
    offers = call.offers.filter(is_confirmed=True).select_related("post__organisation")
    form = ApplyForm(request.POST or None, offers=offer_choices(offers), is_own=is_own)
    return save(
        request, form,
        lambda _data: submit_application(
            call.pk, who.pk, by=request.user, today=request.today, **form.values()
        ),
        template="selection/form.html",
        context={
            "title": _("Apply") if is_own else _("Put %(name)s forward") % {"name": who.name},
            "subtitle": str(call), "submit": _("Send the application"),
            "cancel": reverse("selection:apply", args=[call.pk]),
            "facts": person_facts_shown(who, request.today),
        },
        then=lambda row: reverse("selection:application", args=[row.pk]),
        done=_("The application is sent."),
    )  # fmt: skip


@door("application.opine", methods=FORM)
def opine(request: Any, pk: int) -> HttpResponse:
    """Give the sending unit's word."""
    row = _open(request, "application.opine", pk)
    form = OpinionForm(request.POST or None, initial={"opinion": row.unit_opinion})
    return save(
        request, form,
        lambda data: opine_application(
            row.pk, by=request.user, today=request.today,
            is_agreed=data["is_agreed"] == "yes", opinion=data["opinion"],
        ),
        template="selection/form.html",
        context=_around(row, _("The unit's opinion on %(name)s"), _("Record the opinion")),
        then=reverse("selection:application", args=[row.pk]), done=_("The opinion is recorded."),
    )  # fmt: skip


def _around(row: Application, title: str, submit: str) -> dict[str, Any]:
    return {
        "title": title % {"name": row.person.name},
        "subtitle": f"{row.programme} · {row.number}",
        "submit": submit,
        "cancel": reverse("selection:application", args=[row.pk]),
    }


@door("application.withdraw", methods=FORM)
def withdraw(request: Any, pk: int) -> HttpResponse:
    """Leave the selection, with the reason."""
    row = _open(request, "application.withdraw", pk)
    form = ReasonForm(request.POST or None)
    return save(
        request, form,
        lambda data: withdraw_application(
            row.pk, by=request.user, today=request.today, reason=data["reason"]
        ),
        template="selection/form.html",
        context={
            **_around(row, _("Withdraw the application of %(name)s"), _("Withdraw")),
            "note": _("This cannot be taken back; whoever stands in reserve may be called."),
        },
        then=reverse("selection:application", args=[row.pk]),
        done=_("The application is withdrawn."),
    )  # fmt: skip


@door("wish.set", methods=FORM)
def wishes(request: Any, pk: int) -> HttpResponse:
    """Rank the posts one wishes for."""
    row = _open(request, "wish.set", pk)
    most = rules_of(row.programme).selection.wishes
    offers = row.programme.offers.filter(is_confirmed=True).select_related("post__organisation")
    held = row.wishes.filter(side="person").values_list("offer_id", flat=True)
    initial = {f"wish_{n}": str(offer) for n, offer in enumerate(held, 1)}
    initial |= {"accepts_other": row.accepts_other, "wish_note": row.wish_note}
    form = WishesForm(
        request.POST or None, offers=offer_choices(offers), most=most, initial=initial
    )
    return save(
        request, form,
        lambda _data: set_wishes(row.pk, by=request.user, today=request.today, **form.values()),
        template="selection/form.html",
        context={
            **_around(row, _("Wishes of %(name)s"), _("Keep these wishes")),
            "note": _("Wishes are one part of the fit; the committee decides."),
        },
        then=reverse("selection:application", args=[row.pk]), done=_("The wishes are kept."),
    )  # fmt: skip


