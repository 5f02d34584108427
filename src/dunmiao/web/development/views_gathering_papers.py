"""The notice of a training or a meeting as Word, with its list of people."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse

from dunmiao.files.papers import official
from dunmiao.stages.development.models import Gathering
from dunmiao.stages.development.notices import notice_of
from dunmiao.web.doors import door, open_row
from dunmiao.web.listing import file_response

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@door("gathering.call")
def gathering_notice(request: Any, pk: int) -> HttpResponse:
    """Give the notice."""
    row = open_row(request, Gathering, "gathering.call", pk)
    paper = official.document(notice_of(row, request.today))
    return file_response(paper.content, f"{row.topic}-通知.docx", DOCX)
