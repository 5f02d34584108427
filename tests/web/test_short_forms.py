"""001a-04: no form asks for an essay; every text has its limit, and pasting is never prevented."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

from django import forms

import dunmiao.web
from dunmiao.web.supervision.forms import LogForm

LONGEST = 5000  # what a summary of a whole term may need


def text_fields() -> Iterator[tuple[str, forms.CharField]]:
    """Give every text field of every form of the product, choices and files left out."""
    for module in pkgutil.walk_packages(dunmiao.web.__path__, "dunmiao.web."):
        for name, form in vars(importlib.import_module(module.name)).items():
            if isinstance(form, type) and issubclass(form, forms.BaseForm):
                fields = getattr(form, "base_fields", {})
                for key, field in fields.items():
                    if isinstance(field, forms.CharField):
                        yield f"{module.name}.{name}.{key}", field


def test_every_text_has_a_limit() -> None:
    found = dict(text_fields())
    assert len(found) > 50
    free = [
        place for place, field in found.items()
        if field.max_length is None and not isinstance(field, forms.RegexField)
        and not place.endswith((".q", "LogForm.text"))  # a search; the charter's own limit
    ]
    assert free == []
    # a résumé of a whole working life, and the text of a charter, are no reports
    reports = {place: field for place, field in found.items()
               if not place.endswith((".resume", "TextForm.text", "TakeForm.text"))}
    assert {place for place, field in reports.items() if (field.max_length or 0) > LONGEST} == set()


def test_a_log_entry_has_the_charters_limit() -> None:
    assert LogForm(None, most=300).fields["text"].max_length == 300


def test_no_text_has_a_least_length() -> None:
    """Nobody is made to write more than they have to say; passwords are no text."""
    long_ones = {
        place: field.min_length for place, field in text_fields()
        if (field.min_length or 0) > 1 and "assword" not in place
    }
    assert long_ones == {}


def test_pasting_and_dictation_are_never_prevented() -> None:
    root = Path(dunmiao.web.__file__).parent
    scripts = (root / "static" / "js").glob("*.js")
    pages = root.rglob("*.html")
    for path in (*scripts, *pages):
        words = path.read_text(encoding="utf-8")
        assert "paste" not in words.lower(), path
        assert "readonly inputmode" not in words, path
