"""Downloads of placements: notices and letters as they went out, lists as they stand now."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.placement.models import Notice
from dunmiao.stages.placement.notices import LETTERS, print_letter
from dunmiao.stages.placement.papers import (
    letter_file,
    notice_file,
    responsibility_file,
    roster_file,
)
from dunmiao.web.doors import POST, door, open_row, open_rows
from dunmiao.web.listing import XLSX, file_response
from dunmiao.web.placement.papers_shown import kind_name

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = {"docx": DOCX, "xlsx": XLSX}


def _file(body: bytes, name: str, kind: str = "docx") -> HttpResponse:
    response = file_response(body, f"{name}.{kind}", KINDS[kind])
    response.headers["Cache-Control"] = "no-store"
    return response


def _notice(request: Any, pk: int, act: str) -> Any:
    rows = open_rows(request, Notice, act).select_related("programme", "placement__person")
    return open_row(request, Notice, act, pk, rows=rows)


def _name(notice: Notice) -> str:
    who = f" {notice.placement.person.name}" if notice.placement else ""
    return f"{kind_name(notice.kind)} {notice.number}{who}"


@door("notice.read")
def notice(request: Any, pk: int) -> HttpResponse:
    """Give a paper as it went out; a letter without the ID number."""
    row = _notice(request, pk, "notice.read")
    is_letter = row.kind in LETTERS.values()
    return _file(letter_file(row) if is_letter else notice_file(row), _name(row))


@door("letter.print", methods=POST)
def letter(request: Any, pk: int) -> HttpResponse:
    """Give a letter with the ID number in it, which is recorded."""
    row = _notice(request, pk, "letter.print")
    if request.POST.get("with_number") != "yes":
        raise Refusal(_("Print letters with the button beside them; each printing is recorded."))
    return _file(print_letter(row.pk, by=request.user, today=request.today), _name(row))


@door("notice.issue")
def roster(request: Any, programme: int, kind: str) -> HttpResponse:
    """Give the roster of today, as Word or as a workbook."""
    row = open_row(request, Programme, "notice.issue", programme)
    if kind not in KINDS:
        raise Http404
    name = _("Roster %(programme)s") % {"programme": row}
    return _file(roster_file(row, request.today, kind), name, kind)


@door("notice.issue")
def responsibilities(request: Any, programme: int) -> HttpResponse:
    """Give the list of responsibilities of today."""
    row = open_row(request, Programme, "notice.issue", programme)
    name = _("Responsibilities %(programme)s") % {"programme": row}
    return _file(responsibility_file(row, request.today), name)
