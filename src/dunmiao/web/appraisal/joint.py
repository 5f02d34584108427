"""One appraisal on one page: what the term says, opinions, ballots, abilities, and what is next."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from dunmiao.stages.appraisal.abilities import raters_of
from dunmiao.stages.appraisal.checks import kind_of
from dunmiao.stages.appraisal.models import Appraisal, AppraisalObjection
from dunmiao.stages.appraisal.reading import (
    content_of,
    material_missing,
    missing,
    objection_until,
    opinion_roles,
)
from dunmiao.stages.appraisal.tallies import agreed_tally, shares_for, tally_differences
from dunmiao.stages.appraisal.term import Term, term_facts
from dunmiao.stages.appraisal.waiting import every_row, waits
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.outcomes.papers import appraisal_file
from dunmiao.stages.supervision.disciplining import in_appraisals
from dunmiao.stages.supervision.models import OpinionVisit
from dunmiao.web.appraisal.words import (
    ability_charts,
    ballot_rows,
    changes_in_words,
    grade_name,
    input_title,
    kind_name,
    party_name,
    wait_words,
)
from dunmiao.web.development.about import About, about, about_row, address
from dunmiao.web.doors import door, open_row, open_rows
from dunmiao.web.listing import file_response

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TOLD = ("opinions", "objected", "approved")
PARTIES = frozenset({"receiver", "sender", "mentor"})


def opened(request: Any, pk: int, act: str = "appraisal.read") -> tuple[About, Appraisal]:
    """Open one appraisal for an act. Raises Http404 out of sight, PermissionDenied seen only."""
    row: Appraisal = open_row(request, Appraisal, act, pk, rows=every_row())
    return about_row(request, row), row


def _is_department(page: About) -> bool:
    return bool(page.parties("appraisal.read") & {"organiser", "authority"})


def seen_parties(page: About, row: Appraisal) -> frozenset[str]:
    """Give whose opinions the reader may see: all for the department, all once told, else own."""
    mine = page.parties("appraisal.read")
    if _is_department(page) or (row.state in TOLD and mine - {"mentor"}):
        return PARTIES
    return mine & PARTIES


def may_print(page: About, row: Appraisal) -> bool:
    """Say whether the reader may have the whole form."""
    if not page.may("appraisal.print"):
        return False
    return _is_department(page) or seen_parties(page, row) == PARTIES


@door("appraisal.read")
def appraisal(request: Any, pk: int) -> HttpResponse:
    """Show an appraisal to one of its parties."""
    page, row = opened(request, pk)
    today, rules = request.today, rules_of(row.placement)
    titles = {
        "deeds": input_title(rules, "records", _("Results")),
        "conduct": input_title(rules, "opinion", _("Conduct and ability")),
        "recognition": input_title(rules, "tally", _("Recognition")),
        "own": input_title(rules, "self", _("Own summary")),
    }
    is_seen = row.state in TOLD or _is_department(page)
    return render(request, "appraisal/appraisal.html", page.context(
        kind_name(row), row=row, kind=kind_of(row), titles=titles, steps=_steps(row),
        gaps=missing(row, today) if page.may("appraisal.tell") else (),
        waits=wait_words(waits(row, today)), grade=grade_name(row) if is_seen else "",
        evidence=_evidence(page, term_facts(row.placement, today)), summary=row.self_summary,
        opinions=_opinions(page, row), ballots=_ballots(page, row), until=objection_until(row),
        seen=_seen_by_department(page) if page.may("opinion_visit.read") else None,
        objections=_objections(page, row), doing=_doing(page, row),
        paper=reverse("appraisal:paper", args=[pk]) if may_print(page, row) else "",
        **_abilities(page),
    ))  # fmt: skip


def _seen_by_department(page: About) -> dict[str, Any]:
    """Give what the department heard and saw, each sentence with its name, day and fact (001b-47).

    Measures stand beside it only where the charter lets them into an appraisal.
    """
    visits = page.rows(OpinionVisit).select_related("by")
    return {"visits": visits, "measures": in_appraisals(page.placement)}


def _steps(row: Appraisal) -> list[dict[str, Any]]:
    at = {"open": 0, "opinions": 1, "objected": 1, "approved": 3}[row.state]
    if row.state == "opinions" and row.acknowledged_on:
        at = 2
    names = (_("Opinions are heard"), _("The person is told"), _("The department approves"))
    notes = ("", row.told_on, row.approved_on)
    states = ["done" if place < at else "now" if place == at else "next" for place in range(3)]
    if row.state == "objected":
        states[1] = "stopped"
    return [
        {"name": name, "state": state, "note": note.isoformat() if note else ""}
        for name, state, note in zip(names, states, notes, strict=True)
    ]


def _evidence(page: About, term: Term) -> dict[str, Any]:
    """Give what is on record, each with the page it stands on where the reader may open it."""

    def link(act: str, name: str) -> str:
        return address(name, page.placement.pk) if page.may(act) else ""

    return {
        "results": term.results, "results_href": link("log.read", "supervision:logs"),
        "lines": [
            (_("Division of work"), term.division, link("placement.read", "placement:placement")),
            (_("Individual plan"), _("agreed %(day)s") % {"day": term.plan.agreed_on}
             if term.plan else _("not agreed"), link("plan.read", "development:plan")),
            (_("Reports submitted"), "、".join(str(one.submitted_on) for one in term.reports),
             link("report.read", "supervision:placement_reports")),
            (_("Days of leave"), str(term.leave_days),
             link("leave.read", "supervision:placement_leaves")),
            (_("Days borrowed back"), str(term.borrowed_days),
             link("borrow.read", "supervision:placement_borrows")),
        ],
    }  # fmt: skip


def _opinions(page: About, row: Appraisal) -> list[dict[str, Any]]:
    """Give each party's opinion as far as the reader may see it, and who has still to write."""
    seen = seen_parties(page, row)
    given = {one["role"]: one for one in content_of(row)["opinions"]}
    asked = dict.fromkeys((*kind_of(row).opinions_of, *given))
    return [
        {
            "party": party_name(role),
            "opinion": given.get(role) if role in seen else None,
            "grade": grade_name(row, given[role]["grade"]) if role in given else "",
            "is_given": role in given,
        }
        for role in asked
    ]


def _ballots(page: About, row: Appraisal) -> dict[str, Any] | None:
    if not kind_of(row).tally:
        return None
    agreed, entries = agreed_tally(row), list(row.tallies.all())
    shares, hidden = shares_for(row)
    is_department = _is_department(page)
    is_open = is_department or row.state in TOLD or page.may("tally.enter")
    is_shown = agreed is not None and is_open and (is_department or hidden is None)
    return {
        "rows": ballot_rows(row, shares, agreed.counts) if agreed and is_shown else [],
        "agreed": agreed if is_shown else None,
        "hidden": hidden if agreed and not is_department else None,
        "entered": len(entries),
        "asked": rules_of(row.placement).appraisal.tally_entered_by,
        "differences": tally_differences(row) if page.may("tally.clear") else (),
        "is_mine_in": any(one.by_id == page.request.user.pk for one in entries),
    }


def _objections(page: About, row: Appraisal) -> list[AppraisalObjection]:
    if not page.may("appraisal_objection.read"):
        return []
    return list(open_rows(page.request, AppraisalObjection).filter(appraisal=row))


def _abilities(page: About) -> dict[str, Any]:
    if not page.may("ability.read"):
        return {"charts": [], "changes": []}
    return {"charts": ability_charts(page.placement), "changes": changes_in_words(page.placement)}


def _doing(page: About, row: Appraisal) -> list[dict[str, Any]]:
    """Give what the reader can do now, the nearest first: {name, href, is_post, icon}."""
    found = []
    for act, name, words, icon in (*_while_open(page, row), *_after_telling(page, row)):
        if page.may(act):
            found.append({"name": words, "href": reverse(name, args=[row.pk]), "icon": icon,
                          "is_post": name in POSTED})  # fmt: skip
    moment = kind_of(row).ability_stage
    raters = raters_of(page.request.user, row.placement, page.request.today)
    if moment and raters and row.state != "approved":
        href = reverse("appraisal:rate", args=[row.placement_id, moment])
        found.append({"name": _("Rate the abilities"), "href": href, "icon": "adjustments"})
    return found


POSTED = {"appraisal:acknowledge", "appraisal:tally_clear"}
Doing = tuple[str, str, str, str]


def _while_open(page: About, row: Appraisal) -> list[Doing]:
    if row.state != "open":
        return []
    user, today = page.request.user, page.request.today
    found = [("appraisal.summarise", "appraisal:summarise", _("Write my summary"), "pencil")]
    roles = opinion_roles(user, row, today)
    if roles:
        is_there = any(one.role in roles for one in row.opinions.all())
        words = _("Change the opinion") if is_there else _("Write the opinion")
        found.append(("appraisal.opine", "appraisal:opine", words, "pencil"))
    ballots = _ballots(page, row)
    if ballots and not ballots["is_mine_in"] and ballots["entered"] < ballots["asked"]:
        found.append(("tally.enter", "appraisal:tally", _("Enter the ballots"), "table"))
    if ballots and ballots["differences"]:
        words = _("Throw both entries away")
        found.append(("tally.clear", "appraisal:tally_clear", words, "history"))
    if all(gap.rule == "graded" for gap in material_missing(row, today)):
        words = _("Tell the person the result")
        found.append(("appraisal.tell", "appraisal:tell", words, "messages"))
    return found


def _after_telling(page: About, row: Appraisal) -> list[Doing]:
    found = []
    if row.state == "opinions":
        if row.acknowledged_on is None:
            words = _("I have read it and do not object")
            found.append(("appraisal.acknowledge", "appraisal:acknowledge", words, "check"))
        last = objection_until(row)
        if last is not None and page.request.today <= last:
            found.append(
                ("appraisal.object", "appraisal:object", _("Raise an objection"), "message-report")
            )
        found.append(
            ("appraisal.approve", "appraisal:approve", _("Approve the appraisal"), "circle-check")
        )
    if row.told_on is not None:
        words = _("Tell units and person what to work on")
        found.append(("appraisal.tell", "appraisal:feedback", words, "messages"))
    return found


@door("appraisal.print")
def paper(request: Any, pk: int) -> HttpResponse:
    """Give 考核鉴定表 as Word to those who may see the whole of it."""
    page, row = opened(request, pk, "appraisal.print")
    if not may_print(page, row):
        raise PermissionDenied
    name = f"{row.placement.person.name}{kind_of(row).name}鉴定表.docx"
    return file_response(appraisal_file(row), name, DOCX)


@door("appraisal.read")
def of_placement(request: Any, pk: int) -> HttpResponse:
    """Show the appraisals of one placement."""
    page = about(request, pk, "appraisal.read")
    rows = every_row().filter(pk__in=page.rows(Appraisal).values("pk"))
    return render(request, "appraisal/of_placement.html", page.context(
        _("Appraisals"),
        rows=[{"row": row, "kind": kind_name(row), "waits": wait_words(waits(row, request.today)),
               "grade": grade_name(row) if row.state in TOLD or _is_department(page) else ""}
              for row in rows],
    ))  # fmt: skip
