"""Who may read which secret, written by hand: the last word of a token is the field.

A token is ZQX-<Model>-…-<field>, with the relation (own, other, foreign) of its row among its
parts. A secret without a line here fails the test: whoever adds one says who may read it.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from pypdf import PdfReader

DEPARTMENT = "organiser organiser_lead"
PARTIES = f"{DEPARTMENT} sender receiver cadre mentor"
TOKEN = re.compile(r"ZQX-[A-Za-z]+(?:-[A-Za-z0-9_]+)*-[a-z_]+")
NOBODY = ""  # sealed: only an act that is recorded shows it

ENTITLED: dict[str, str] = {
    "Person.id_number": NOBODY,
    "Person.phone": NOBODY,
    "Person.health": NOBODY,
    "FamilyMember.details": NOBODY,
    "Complaint.text": f"{DEPARTMENT} cadre sender",  # the writers of the world, and the handlers
    "StageEntry.note": DEPARTMENT,
    "PublicityObjection.source": DEPARTMENT,
    "PublicityObjection.text": DEPARTMENT,
    "ImportBatch.content": NOBODY,
    "Plan.fields": f"{PARTIES} liaison",
    "MentorNote.text": f"{DEPARTMENT} mentor cadre",
    "Feedback.text": f"{PARTIES} liaison",
    "Invitee.speech": f"{PARTIES} liaison",
    "LogEntry.text": f"{DEPARTMENT} receiver mentor cadre",
    "Leave.reason": NOBODY,
    "Reflection.text": "cadre",
    "Reflection.title": f"{DEPARTMENT} sender receiver mentor cadre",  # shared in the world
    "Talk.notes": f"{DEPARTMENT} mentor cadre",
    "Report.fields": f"{DEPARTMENT} sender receiver cadre",
    "OpinionVisit.text": DEPARTMENT,
    "Reminder.matter": f"{DEPARTMENT} receiver cadre",
    "SupportRequest.matter": f"{DEPARTMENT} sender handler cadre",
    "Appraisal.self_summary": f"{PARTIES} authority",
    "Opinion.results": f"{DEPARTMENT} authority sender receiver cadre",  # once told
    "AbilityRating.fact": f"{PARTIES} authority",
    "AppraisalObjection.text": f"{DEPARTMENT} cadre",
    "Disposition.basis": f"{DEPARTMENT} authority inspector leader sender receiver cadre",
    "Ticket.issue": f"{DEPARTMENT} receiver inspector leader",  # here the host is responsible
    "Routed.question": f"{DEPARTMENT} receiver",  # the units asked in the world
    "Incident.matter": f"{DEPARTMENT} sender receiver cadre",  # found true, and told
    "Measure.reason": f"{DEPARTMENT} sender receiver cadre",  # taken
    "Heard.explanation": f"{DEPARTMENT} sender receiver cadre",
    "Finding.text": f"{DEPARTMENT} inspector leader sender receiver",
    "Absence.matter": f"{DEPARTMENT} sender receiver cadre",
    "Arrangement.items": f"{DEPARTMENT} sender receiver cadre",
    "CareNote.text": f"{DEPARTMENT} sender receiver cadre",
    "Provision.what": f"{DEPARTMENT} sender receiver handler cadre",
    "WelcomePack.contacts": (
        f"{DEPARTMENT} receiver village sender cadre mentor liaison team_leader branch_secretary"
    ),
    "TermChange.reason": f"{DEPARTMENT} sender receiver cadre",
}

# what an act hands out on record: address -> fields, to those the act is for
ON_RECORD: dict[str, set[str]] = {
    "people:form_download": {
        "Person.id_number", "Person.phone", "Person.health", "FamilyMember.details",
    },
    "placement:letter_print": {"Person.id_number"},
    "development:reflection_reveal": {"Reflection.text"},
}  # fmt: skip
# rows that come within somebody's reach otherwise than by their role's tie: routed to them
ROUTED = {
    ("handler", "SupportRequest.matter"): {"own"},
    ("handler", "Provision.what"): {"own"},
}


def tokens_in(response: Any) -> set[str]:
    """Give every token of a response: its page, its headers, and the inside of its files."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = f"{dict(response.headers)}\n" + text_of(body)
    return set(TOKEN.findall(text))


def text_of(body: bytes) -> str:
    """Give the text of a page, a Word, Excel or PDF file, or an archive of them."""
    if body[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return "\n".join(text_of(archive.read(name)) for name in archive.namelist())
    if body[:5] == b"%PDF-":
        pages = PdfReader(io.BytesIO(body)).pages
        return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))
    # Word may cut a word into runs: read it with and without its tags
    text = body.decode("utf-8", "replace")
    return text + re.sub(r"<[^>]*>", "", text)


def relation_of(token: str) -> str:
    """Give the relation of the row a token belongs to; "" where it does not say."""
    found = {"own", "other", "foreign"} & set(token.split("-"))
    return found.pop() if len(found) == 1 else ""


def field_of(token: str) -> str:
    """Give Model.field of a token."""
    parts = token.split("-")
    return f"{parts[1]}.{parts[-1]}"
