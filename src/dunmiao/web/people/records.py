"""What every stage has on record about one person, as far as the reader may read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dunmiao.engine.resume import OTHER, read_resume, without_during
from dunmiao.stages.appraisal.models import Appraisal
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.development.models import Feedback, Mentorship, Plan, Seat
from dunmiao.stages.outcomes.models import Disposition
from dunmiao.stages.people.models import Person
from dunmiao.stages.placement.models import Notice, Placement
from dunmiao.stages.placement.rosters import post_of
from dunmiao.stages.selection.models import Application
from dunmiao.stages.supervision.models import (
    Borrow,
    Contact,
    Entitlement,
    Leave,
    LogEntry,
    OpinionVisit,
    Presence,
    Reminder,
    Report,
    SupportRequest,
    Talk,
    TermChange,
)
from dunmiao.web.doors import open_rows
from dunmiao.web.people.words import grade_words, years_of


@dataclass(frozen=True)
class Event:
    """One thing that happened to a person, as timelines show it."""

    on: date
    title: str
    text: str = ""
    by: str = ""
    tone: str = "quiet"
    href: str = ""
    is_earlier: bool = False  # from the résumé or the form, before this system


def local(thing: Any) -> str:
    """Give the name of something of a charter in the active language."""
    if get_language() == "en" and getattr(thing, "name_en", ""):
        return str(thing.name_en)
    return str(thing.name)


def charter_word(row: Any, table: str, key: str) -> str:
    """Give the charter's name of a key for a placement, the key itself where it has none."""
    rules = rules_of(row)
    things = rules.catalogue(table) if not hasattr(rules, table) else getattr(rules, table)
    return next((local(thing) for thing in things if thing.key == key), key)


def address(name: str, *args: Any) -> str:
    """Give a page's address, nothing where there is no such page."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def placements(request: Any, person: Person) -> list[Placement]:
    """Give the placements of a person in sight, newest first."""
    rows = open_rows(request, Placement).filter(person=person)
    rows = rows.select_related(
        "programme__owner", "charter", "sending_unit", "receiving_unit", "decision"
    ).prefetch_related("holdings__post")
    return list(rows.order_by("-starts_on", "-pk"))


def applications(request: Any, person: Person) -> list[Application]:
    """Give the applications of a person in sight, newest first."""
    rows = open_rows(request, Application).filter(person=person)
    return list(rows.select_related("programme", "offer__post__organisation").order_by(
        "-applied_on", "-pk"
    ))


def hanging(request: Any, model: type[Model], person: Person) -> Any:
    """Give the rows of a model that hang on the person's placements, in sight."""
    return open_rows(request, model).filter(placement__person=person).select_related(
        "placement__charter"
    )


def events_of(request: Any, person: Person) -> list[Event]:
    """Give what happened to a person, oldest first, from the records alone."""
    found = [*_earlier(person), *_yearly(person)]
    for source in (_applied, _placed, _planned, _reported, _appraised, _disposed):
        found += source(request, person)
    return sorted(found, key=lambda event: event.on)


def _earlier(person: Person) -> Iterator[Event]:
    read = read_resume(person.resume) if person.resume.strip() else None
    for entry in read.entries if read else ():
        if entry.kind != OTHER:
            yield Event(entry.starts_on, without_during(entry.text), is_earlier=True)
    for on, title in (
        (person.joined_party_on, _("Joined the party")), (person.recruited_on, _("Recruited")),
    ):  # fmt: skip
        if on:
            yield Event(on, title, is_earlier=True)


def _yearly(person: Person) -> Iterator[Event]:
    for year, grade in years_of(person):
        if year.isdecimal() and 1949 <= int(year) <= 2200:
            title = _("Yearly appraisal %(year)s") % {"year": year}
            yield Event(date(int(year), 12, 31), title, grade_words(grade), is_earlier=True)


def _applied(request: Any, person: Person) -> Iterator[Event]:
    for row in applications(request, person):
        text = str(row.offer) if row.offer_id else ""
        yield Event(
            row.applied_on, _("Applied: %(programme)s") % {"programme": row.programme}, text,
            tone="waiting", href=address("selection:application", row.pk),
        )


def _placed(request: Any, person: Person) -> Iterator[Event]:
    for row in placements(request, person):
        href = address("placement:placement", row.pk)
        if row.decision is not None:
            yield Event(
                row.decision.met_on, _("Selected: %(programme)s") % {"programme": row.programme},
                by=row.decision.body, tone="good",
            )
        where = {"unit": row.receiving_unit, "post": post_of(row)}
        title = _("Placed at %(unit)s as %(post)s") if where["post"] else _("Placed at %(unit)s")
        yield Event(row.arrived_on or row.starts_on, title % where, tone="active", href=href)
        if row.ended_on:
            left = _("Term at %(unit)s ended") % where
            yield Event(row.ended_on, left, row.end_reason, tone="quiet", href=href)


def _planned(request: Any, person: Person) -> Iterator[Event]:
    for row in hanging(request, Plan, person).exclude(agreed_on=None):
        yield Event(row.agreed_on, _("Individual plan agreed"), tone="active")


def _reported(request: Any, person: Person) -> Iterator[Event]:
    for row in hanging(request, Report, person).exclude(submitted_on=None):
        title = _("Report: %(kind)s") % {"kind": charter_word(row.placement, "reports", row.kind)}
        yield Event(row.submitted_on, title, tone="active")


def _appraised(request: Any, person: Person) -> Iterator[Event]:
    for row in hanging(request, Appraisal, person).exclude(approved_on=None):
        grade = charter_word(row.placement, "grades", row.grade) if row.grade else ""
        title = charter_word(row.placement, "appraisals", row.kind)
        yield Event(row.approved_on, title, grade, tone="good")


def _disposed(request: Any, person: Person) -> Iterator[Event]:
    for row in hanging(request, Disposition, person).exclude(decided_on=None):
        what = {"kind": charter_word(row.placement, "dispositions", row.kind)}
        title = _("After the term: %(kind)s") % what
        yield Event(row.decided_on, title, row.to_post, by=row.deciding_body, tone="good")


def counted(request: Any, person: Person) -> list[tuple[str, int]]:
    """Give how many rows each kind of record holds about a person, of those in sight."""
    kinds: Iterable[tuple[str, Callable[[], Any]]] = (
        (_("Applications"), lambda: open_rows(request, Application).filter(person=person)),
        (_("Terms of placement"), lambda: open_rows(request, Placement).filter(person=person)),
        *(
            (name, partial(hanging, request, model, person))
            for name, model in (
                (_("Notices and letters"), Notice), (_("Mentors"), Mentorship),
                (_("Individual plans"), Plan), (_("Meetings sat in on"), Seat),
                (_("Findings told"), Feedback), (_("Log entries"), LogEntry),
                (_("Leaves"), Leave), (_("Talks"), Talk), (_("Contacts of the unit"), Contact),
                (_("Reports"), Report), (_("Requests to borrow back"), Borrow),
                (_("Months confirmed"), Presence), (_("Visits for opinions"), OpinionVisit),
                (_("Reminders"), Reminder), (_("Entitlements confirmed"), Entitlement),
                (_("Requests for support"), SupportRequest), (_("Changes of the term"), TermChange),
                (_("Appraisals held"), Appraisal), (_("Dispositions"), Disposition),
            )
        ),
    )  # fmt: skip
    return [(name, number) for name, rows in kinds if (number := rows().count())]
