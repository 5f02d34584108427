"""选派通知, arrival notices and letters of introduction, kept as they went out (004-25, 004-56)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dunmiao.engine.charter.entities import Direction
from dunmiao.engine.direction import check_direction
from dunmiao.files.papers.wording import document_number
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.charter.values import months_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move, say
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.conflicts import refuse_own_cases
from dunmiao.stages.placement.models import Notice, Placement
from dunmiao.stages.placement.rosters import (
    MEMBERS,
    activity_of,
    letter_person,
    order_of,
    person_row,
    post_of,
    with_people,
)

NOTICE, ARRIVAL = "notice", "arrival"
LETTERS = {"administrative": "letter_administrative", "party": "letter_party"}
LISTED = ("proposed", "noticed", "arrived")


@act("notice.issue")
def issue_notice(
    programme_id: int,
    *,
    by: User,
    today: date,
    code: str,
    serial: int,
    report_on: date | None = None,
    report_to: str = "",
    contact_name: str = "",
    contact_phone: str = "",
    requirements: Sequence[str] = (),
    placement_ids: Iterable[int] | None = None,
) -> Notice:
    """Issue the notice of selection with its number and roster; everybody in it is noticed.

    `code` and `serial` make the document number 云组通〔2026〕12号; `placement_ids` None takes all
    who are proposed, noticed or at post. What the paper was made from is kept with its version, and
    each person gets an arrival notice with the charter's texts (期满不等于提拔). Refused without
    placements, for a number in use, and for a placement upward without its filing reference.
    """
    programme = Programme.objects.lock(programme_id)
    rows = _listed(programme, placement_ids)
    number = _number(programme, NOTICE, code, serial, today)
    refuse_own_cases(by, [row.person_id for row in rows])
    _refuse_unfiled(rows)
    data = {
        **_head(programme, code, serial, today),
        **_term(programme),
        "people": [person_row(row) for row in rows],
        "requirements": [*_texts(programme), *(text for text in requirements if text.strip())],
        "report_on": _iso(report_on or programme.starts_on),
        "report_to": report_to or programme.owner.name,
        "contact": {"name": contact_name, "phone": contact_phone},
    }
    notice = _keep(programme, NOTICE, number, data, by, today)
    for row in rows:
        if row.state == "proposed":
            move(row, "placement", "noticed")
            row.save(update_fields=["state"])
        _keep(programme, ARRIVAL, number, _arrival(row, data), by, today, placement=row)
    changes = {"number": number, "version": notice.version, "people": len(rows)}
    record("notice.issue", notice, by=by, changes=changes)
    return notice


def _listed(programme: Programme, ids: Iterable[int] | None) -> list[Placement]:
    found = programme.placements.filter(state__in=LISTED)
    if ids is not None:
        found = found.filter(pk__in=list(ids))
    rows = order_of(with_people(found))
    if not rows:
        raise Refusal(_("There is nobody to be named in the notice: first make the placements."))
    return rows


def _number(programme: Programme, kind: str, code: str, serial: int, today: date) -> str:
    if not code.strip():
        raise Refusal(_("Give the code of the issuing office, such as 云组通."), field="code")
    if serial < 1:
        raise Refusal(_("The number begins with 1."), field="serial")
    parts = {"code": code.strip(), "year": today.year, "serial": serial}
    number = document_number(parts)
    used = Notice.objects.filter(programme__owner=programme.owner, number=number)
    if used.exclude(programme=programme, kind__in=(kind, ARRIVAL)).exists():
        raise Refusal(
            _("The number %(number)s is in use already; take the next one.") % {"number": number},
            field="serial",
        )
    return number


def _refuse_unfiled(rows: Iterable[Placement]) -> None:
    for row in rows:
        rule = {item.key: item for item in rules_of(row).directions}.get(row.direction)
        offer = _offer(row)
        found = _blocking(rule, offer.filing_no if offer else "")
        if found:
            raise Refusal(
                _("%(person)s: %(why)s") % {"person": row.person, "why": say(found[0].reason)}
            )


def _offer(row: Placement) -> Any:
    line = None
    if row.decision is not None:
        line = row.decision.lines.filter(application=row.application_id).first()
    return line.offer if line else getattr(row.application, "offer", None)


def _blocking(rule: Direction | None, filing_no: str) -> list[Any]:
    if rule is None:
        return []
    return [found for found in check_direction(rule, filing_no, 0) if found.blocks]


def _head(programme: Programme, code: str, serial: int, today: date) -> dict[str, Any]:
    return {
        "organ": programme.owner.name,
        "number": {"code": code.strip(), "year": today.year, "serial": serial},
        "programme": programme.name,
        "basis": programme.basis_title,
        "decided_by": programme.approving_body,
        "activity": activity_of(programme),
        "to": [],
        "signed_on": _iso(today),
    }


def _term(programme: Programme) -> dict[str, Any]:
    return {
        "starts_on": _iso(programme.starts_on),
        "ends_on": _iso(programme.ends_on),
        "months": months_of(programme),
    }


def _texts(programme: Programme) -> list[dict[str, str]]:
    """Give the texts the charter wants said on arrival (004-25, 004-59)."""
    return [
        {"heading": item.name, "text": item.text}
        for item in rules_of(programme).notices
        if item.when == "arrival"
    ]


def _arrival(row: Placement, data: dict[str, Any]) -> dict[str, Any]:
    kept = ("organ", "number", "programme", "activity", "signed_on", "report_on", "contact")
    return {
        **{key: data[key] for key in kept},
        "person": person_row(row),
        "receiving_unit": row.receiving_unit.name,
        "post": post_of(row),
        "starts_on": _iso(row.starts_on),
        "ends_on": _iso(row.ends_on),
        "report_to": row.receiving_unit.name,
        "texts": _texts(row.programme),
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _keep(
    programme: Programme,
    kind: str,
    number: str,
    data: dict[str, Any],
    by: User,
    today: date,
    *,
    placement: Placement | None = None,
) -> Notice:
    earlier = Notice.objects.filter(programme=programme, kind=kind, placement=placement).count()
    return Notice.objects.create(
        programme=programme,
        placement=placement,
        kind=kind,
        number=number,
        version=earlier + 1,
        issued_on=today,
        data=data,
        by=by,
    )


@act("letter.issue")
def issue_letters(
    placement_ids: Sequence[int],
    kind: str,
    *,
    by: User,
    today: date,
    code: str,
    serial: int,
    valid_days: int = 30,
    dues_until: str = "",
    contact: dict[str, str] | None = None,
) -> list[Notice]:
    """Issue letters of introduction, one per person, numbered on from `serial`.

    `kind` "administrative" introduces the person to the receiving unit; "party" moves the party
    relation and writes its number into the relations table. `dues_until` "2026-10". Refused before
    the notice, for the party letter of somebody outside the party, and where the relation stays.
    """
    rows = order_of(with_people(Placement.objects.filter(pk__in=list(placement_ids))))
    if not rows:
        raise Refusal(_("Choose the persons for whom letters are issued."))
    refuse_own_cases(by, [row.person_id for row in rows])
    made = []
    for place, row in enumerate(rows):
        _refuse_letter(row, kind)
        number = _number(row.programme, LETTERS[kind], code, serial + place, today)
        data = {
            **_letter(row, kind, today),
            "number": {"code": code.strip(), "year": today.year, "serial": serial + place},
            "valid_days": valid_days,
            "dues_until": dues_until,
            "contact": contact or {},
        }
        letter = _keep(row.programme, LETTERS[kind], number, data, by, today, placement=row)
        if kind == "party":
            row.relations.filter(kind="party").update(letter_no=number)
        record("letter.issue", letter, by=by, changes={"number": number, "kind": kind})
        made.append(letter)
    return made


def _refuse_letter(row: Placement, kind: str) -> None:
    if kind not in LETTERS:
        raise TypeError(f"a letter is administrative or party, not {kind}")
    if row.state not in {"noticed", "arrived"}:
        raise Refusal(_("%(person)s: first issue the notice.") % {"person": row.person})
    if kind == "administrative":
        return
    if row.person.political not in MEMBERS:
        raise Refusal(_("%(person)s is not a party member.") % {"person": row.person})
    if not row.relations.filter(kind="party").exclude(at="stays").exists():
        raise Refusal(_("%(person)s: the party relation stays at home.") % {"person": row.person})


def _letter(row: Placement, kind: str, today: date) -> dict[str, Any]:
    stays = [rule.name for rule in rules_of(row).relations if rule.place == "stays"]
    return {
        "kind": kind,
        "organ": row.programme.owner.name,
        "to": row.receiving_unit.name,
        "person": letter_person(row, today),
        "from_branch": f"{row.sending_unit.name}党组织",
        "to_branch": f"{row.receiving_unit.name}党组织",
        "activity": activity_of(row.programme),
        "post": post_of(row),
        "starts_on": _iso(row.starts_on),
        "ends_on": _iso(row.ends_on),
        "relations": f"{'、'.join(stays)}仍在原单位。" if stays else "",
        "signed_on": _iso(today),
    }


@act("letter.print")
def print_letter(notice_id: int, *, by: User, today: date) -> bytes:
    """Give a letter as Word with the ID number in it, which such a letter needs by law; audited."""
    from dunmiao.stages.placement.papers import letter_file

    notice = Notice.objects.lock(notice_id)
    if notice.kind not in LETTERS.values():
        raise Refusal(_("Only letters of introduction carry an ID number."))
    number = notice.placement.person.id_number.reveal()
    record("letter.print", notice, by=by, changes={"id_number": "shown"})
    return letter_file(notice, id_number=number)
