"""A call under a charter whose units name candidates, for the tests of nominations and the pool."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import dunmiao
from dunmiao.stages.charter.models import CharterVersion, Programme
from dunmiao.stages.selection.models import Nomination, Nominee

CHARTERS = Path(dunmiao.__file__).parent / "charters"


def under(w: Any, key: str, county: str = "a", **more: Any) -> Programme:
    """Make an open call of a county under a shipped charter; it closes in ten days."""
    text = (CHARTERS / f"{key}.toml").read_text(encoding="utf-8")
    version, _is_new = CharterVersion.objects.get_or_create(
        owner=w.units[county], key=key, version="test",
        defaults={
            "name": "抽调锻炼办法", "text": text, "adopted_on": w.today - timedelta(days=400),
            "digest": hashlib.sha256(text.encode()).hexdigest(),
        },
    )  # fmt: skip
    values: dict[str, Any] = {
        "name": "年轻干部抽调", "year": w.today.year, "state": "open",
        "opens_on": w.today - timedelta(days=10), "closes_on": w.today + timedelta(days=10),
        "starts_on": w.today + timedelta(days=40), "ends_on": w.today + timedelta(days=400),
        "approved_on": w.today - timedelta(days=20), "approving_body": "区委",
        "basis_title": "抽调方案", "basis_no": "云组发〔2026〕12号", "leading_person": "周部长",
    }  # fmt: skip
    return Programme.objects.create(owner=w.units[county], charter=version, **values | more)


def nominating(w: Any, county: str = "a", **more: Any) -> Programme:
    """Make an open call in which units name one or two candidates by resolution."""
    return under(w, "key-work-draft", county, **more)


def asked(w: Any, programme: Programme, unit: str = "send1", **more: Any) -> Nomination:
    """Ask one unit, by hand."""
    values = {"route": "nomination", "least": 1, "most": 2, "asked_on": w.today,
              "due_on": w.today + timedelta(days=9)}  # fmt: skip
    return Nomination.objects.create(programme=programme, unit=w.units[unit], **values | more)


def named(w: Any, row: Nomination, person: Any, reason: str = "经历单一，需补基层短板") -> Nominee:
    """Put a person on a unit's list, by hand."""
    return Nominee.objects.create(
        nomination=row, person=person, reason=reason, rank_class="young"
    )
