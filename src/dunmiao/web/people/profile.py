"""干部一页纸 and the growth timeline: the same records, on the screen and as PDF."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from dunmiao.engine.codes import ETHNIC, POLITICAL, RANK, SEX
from dunmiao.engine.resume import Entry, write_resume
from dunmiao.files.papers import pdf
from dunmiao.stages.appraisal.models import AbilityRating, Opinion
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.development.models import Feedback, Mentorship
from dunmiao.stages.organisations.roles import ROLES
from dunmiao.stages.people.experience import experience_of
from dunmiao.stages.people.models import Person
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.placement.rosters import post_of
from dunmiao.stages.supervision.models import LogEntry, Talk
from dunmiao.web.doors import door, open_rows
from dunmiao.web.listing import file_response
from dunmiao.web.people.person import crumbs, opened
from dunmiao.web.people.records import Event, charter_word, events_of, hanging, local, placements
from dunmiao.web.people.words import birth, code, grade_words, month, schooling, years_of
from dunmiao.web.people.work_kinds import work_of
from dunmiao.web.pictures import Mark, Span, TwoUnits, two_units

PDF = "application/pdf"
MOMENTS = ("start", "middle", "end")
FEW = 6


@door("person.profile")
def profile(request: Any, pk: int) -> HttpResponse:
    """Show the one-page profile."""
    row = opened(request, "person.profile", pk)
    data = profile_of(request, row)
    return render(request, "people/profile.html", {
        "row": row, "data": data, "crumbs": crumbs(request, row, _("One-page profile")),
        "chart": _chart(data["abilities"]), "table": _table(data["abilities"]),
        "work": work_of(request, row),
    })  # fmt: skip


@door("person.profile")
def profile_pdf(request: Any, pk: int) -> HttpResponse:
    """Give the one-page profile as PDF, in Chinese as it is filed."""
    row = opened(request, "person.profile", pk)
    with translation.override("zh-hans"):
        data = profile_of(request, row)
        if row.photo:
            data["photo"] = bytes(row.photo)
        return file_response(pdf.profile(data), f"{row.name}一页纸.pdf", PDF)


def profile_of(request: Any, row: Person) -> dict[str, Any]:
    """Give the profile as the paper takes it, from the records the reader may read."""
    placed = placements(request, row)
    latest = placed[0] if placed else None
    abilities = _abilities(request, latest) if latest else None
    return {
        "name": row.name,
        "subtitle": " ".join(part for part in (row.unit.name, row.post_title) if part),
        "facts": _facts(request, row),
        "summary": _summary(abilities),
        "placement": _placement(request, latest) if latest else [],
        "resume": _resume(request, row),
        "highlights": _highlights(request, row),
        "abilities": abilities,
        "opinions": _opinions(request, row),
        "timeline": [
            {"on": event.on, "title": event.title}
            for event in events_of(request, row)
            if not event.is_earlier
        ],
        "organ": latest.programme.owner.name if latest else "",
        "made_on": request.today,
    }


def _facts(request: Any, row: Person) -> list[list[str]]:
    experience = experience_of(row, request.today)
    years = "；".join(f"{year} {grade_words(grade)}" for year, grade in years_of(row)[:3])
    months = _("%(n)s months") % {"n": experience.grassroots.months}
    pairs = [
        (_("Sex"), code(SEX, row.sex)), (_("Born"), birth(row, request.today)),
        (_("Ethnic group"), code(ETHNIC, row.ethnic)),
        (_("Political status"), code(POLITICAL, row.political)),
        (_("Education"), schooling(row)), (_("Major"), row.major),
        (_("Rank"), code(RANK, row.rank)), (_("Started work"), month(row.work_started_on)),
        (_("At the grass roots"), months if experience.entries else ""),
        (_("Yearly appraisals"), years),
    ]  # fmt: skip
    return [[name, value] for name, value in pairs if value]


def _placement(request: Any, row: Placement) -> list[list[str]]:
    mentors = open_rows(request, Mentorship).filter(placement=row)
    talks = open_rows(request, Talk).filter(placement=row).order_by("on")
    days = dict.fromkeys(talk.on.isoformat() for talk in talks)
    term = f"{row.starts_on.isoformat()} – {(row.ended_on or row.ends_on).isoformat()}"
    pairs = [
        (_("Programme"), row.programme.name), (_("Receiving unit"), row.receiving_unit.name),
        (_("Post"), post_of(row, request.today)), (_("Term"), term),
        (_("Mentor"), "、".join(str(mentor) for mentor in mentors)),
        (_("Talks held on"), "、".join(days)),
    ]  # fmt: skip
    return [[name, value] for name, value in pairs if value]


def _resume(request: Any, row: Person) -> list[str]:
    entries: tuple[Entry, ...] = experience_of(row, request.today).entries
    return write_resume(entries).split("\n") if entries else []


def _highlights(request: Any, row: Person) -> list[str]:
    """Give results written down once in the log, newest first, and what is still to work on."""
    logs = hanging(request, LogEntry, row).exclude(result="")
    results = [f"{log.task}：{log.result}" if log.task else log.result for log in logs[:FEW]]
    told = hanging(request, Feedback, row).exclude(direction="")
    aims = [_("To work on: %(text)s") % {"text": one.direction} for one in told[:FEW]]
    return list(dict.fromkeys([*results, *aims]))


def _opinions(request: Any, row: Person) -> list[dict[str, str]]:
    opinions = open_rows(request, Opinion).filter(
        appraisal__placement__person=row, appraisal__state="approved"
    )
    return [
        {"by": _opinion_by(opinion), "text": opinion.results}
        for opinion in opinions.select_related("appraisal__placement__charter")
        .order_by("-on")[:FEW]
    ]


def _opinion_by(opinion: Opinion) -> str:
    party = ROLES[opinion.role].name if opinion.role in ROLES else opinion.role
    kind = charter_word(opinion.appraisal.placement, "appraisals", opinion.appraisal.kind)
    return f"{party}（{kind}）"


def _abilities(request: Any, row: Placement) -> dict[str, Any] | None:
    """Give each ability at start, middle and end: the mean over the kinds of raters."""
    given: dict[tuple[str, str], list[int]] = defaultdict(list)
    for rating in open_rows(request, AbilityRating).filter(placement=row):
        given[rating.ability, rating.moment].append(rating.level)
    if not given:
        return None
    rules = rules_of(row)
    names = {"start": _("At arrival"), "middle": _("Half-way"), "end": _("At the end")}
    return {
        "series": [names[moment] for moment in MOMENTS],
        "items": [
            {"label": local(ability),
             "values": [_mean(given.get((ability.key, moment), [])) for moment in MOMENTS]}
            for ability in rules.abilities
        ],
        "maximum": rules.ability.scale_max,
    }  # fmt: skip


def _mean(levels: list[int]) -> float | int | None:
    if not levels:
        return None
    mean = round(sum(levels) / len(levels), 1)
    return int(mean) if mean == int(mean) else mean


def _summary(abilities: dict[str, Any] | None) -> str:
    """Say which ability stands highest and which lowest by the latest ratings."""
    latest = [
        (next((value for value in reversed(item["values"]) if value is not None), None), item)
        for item in (abilities or {}).get("items", ())
    ]
    known = [(value, item["label"]) for value, item in latest if value is not None]
    if not known or min(known)[0] == max(known)[0]:
        return ""
    best, least = max(known, key=lambda pair: pair[0]), min(known, key=lambda pair: pair[0])
    return _("Strongest: %(best)s (%(high)s). To be strengthened: %(least)s (%(low)s).") % {
        "best": best[1], "high": best[0], "least": least[1], "low": least[0],
    }  # fmt: skip


def _chart(abilities: dict[str, Any] | None) -> dict[str, Any] | None:
    if abilities is None:
        return None
    return {
        "id": "abilities", "kind": "lines", "title": _("Means of the raters"),
        "labels": abilities["series"],
        "series": [
            {"name": item["label"], "data": item["values"]} for item in abilities["items"]
        ],
    }  # fmt: skip


def _table(abilities: dict[str, Any] | None) -> dict[str, Any] | None:
    """Give the figures of the chart with one ability a row."""
    if abilities is None:
        return None
    return {
        "headings": [_("Ability"), *abilities["series"]],
        "rows": [[item["label"], *item["values"]] for item in abilities["items"]],
    }


@door("person.profile")
def timeline(request: Any, pk: int) -> HttpResponse:
    """Show what a person has been through: a picture of the terms, then every event."""
    row = opened(request, "person.profile", pk)
    events = events_of(request, row)
    return render(request, "people/timeline.html", {
        "row": row, "crumbs": crumbs(request, row, _("Growth timeline")),
        "picture": _picture(request, row, events),
        "events": [event for event in reversed(events) if not event.is_earlier],
        "earlier": [event for event in reversed(events) if event.is_earlier],
    })  # fmt: skip


@door("person.profile")
def timeline_pdf(request: Any, pk: int) -> HttpResponse:
    """Give the growth timeline as PDF, in Chinese as it is filed."""
    row = opened(request, "person.profile", pk)
    with translation.override("zh-hans"):
        items = [
            {"on": event.on, "title": event.title, "text": event.text, "by": event.by}
            for event in events_of(request, row)
        ]
        data = {"title": f"{row.name}成长轨迹", "subtitle": row.unit.name, "items": items,
                "made_on": request.today}  # fmt: skip
        return file_response(pdf.timeline(data), f"{row.name}成长轨迹.pdf", PDF)


def _picture(request: Any, row: Person, events: list[Event]) -> TwoUnits | None:
    """Draw each term between its two units, with what happened in it."""
    placed = [one for one in reversed(placements(request, row)) if one.state != "withdrawn"]
    if not placed:
        return None
    first = min(_first(one) for one in placed)
    last = max(one.ended_on or one.ends_on for one in placed)
    home = str(row.unit)
    spans = [Span(home, "sending", first, last, home)]
    spans += [
        Span(str(one.receiving_unit), "receiving", one.starts_on, one.ended_on or one.ends_on,
             f"{one.receiving_unit} {post_of(one)}")
        for one in placed
    ]  # fmt: skip
    marks = [
        Mark(event.on, event.title, "done") for event in events
        if not event.is_earlier and first <= event.on <= last
    ]  # fmt: skip
    caption = _("Terms of %(name)s and what happened in them") % {"name": row.name}
    return two_units(caption, spans, marks, request.today)


def _first(row: Placement) -> date:
    """Give where the picture begins: the application, or a month before the term."""
    applied = row.application.applied_on if row.application_id else row.starts_on
    return min(applied, row.starts_on - timedelta(days=30))
