"""The forms in which a draft is edited: its common values, articles, sources, and whole text."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.charter import Charter, CharterErrors, Rules, parse_charter
from dunmiao.engine.charter.convert import Spec, specs
from dunmiao.engine.charter.edit import NotEditableError, add_article, set_clause, set_value
from dunmiao.engine.charter.names import SCORED_STAGES, UNCONFIRMED
from dunmiao.web.charter.reading import name_of, timing_words, word
from dunmiao.web.charter.words import FIELDS, GROUPS, LISTS, SECTIONS, SETTINGS
from dunmiao.web.refusing import Day, Words

# what a form offers of each listed thing; the rest is left to the whole text
OFFERED: dict[str, tuple[str, ...]] = {
    "direction": ("name", "cap"),
    "route": ("name", "quota_min", "quota_max"),
    "stage": ("name", "weight", "pass_mark", "ratio", "reserve"),
    "fit": ("name", "weight"),
    "mentor_kind": ("name", "count_min", "count_max", "load_limit"),
    "plan_stage": ("name", "from_month", "to_month"),
    "duty": ("name", "timing", "minutes"),
    "leave_level": ("name", "up_to_days"),
    "appraisal_kind": ("name", "timing"),
    "grade": ("name",),
    "disposition": ("name",),
    "approval": ("name", "within_days"),
}
UNITS = [("days", gettext_lazy("days")), ("weeks", gettext_lazy("weeks")),
         ("months", gettext_lazy("months"))]  # fmt: skip
MAX_TEXT = 300_000


@dataclass(frozen=True)
class Cell:
    """One value that a form offers: its key path, its words, the field, what stands now."""

    path: str
    label: str
    field: forms.Field
    value: Any


@dataclass(frozen=True)
class Line:
    """One row of a form: its name, the clause, and its cells."""

    name: str
    clause: str
    cells: list[Cell]

    @property
    def is_open(self) -> bool:
        """Say that its clause is 待核."""
        return self.clause == UNCONFIRMED


@dataclass(frozen=True)
class Sheet:
    """The rows of one section or list, under one heading."""

    title: str
    lines: list[Line]


def setting_sheets(charter: Charter) -> list[Sheet]:
    """Give the head of the charter and every plain setting, section by section."""
    rules = charter.editions[0]
    sheets = [Sheet(_("Head of the charter"), _head(charter))]
    for section, title in SECTIONS.items():
        settings = getattr(rules, section)
        known = specs(type(settings))
        lines = [
            _setting(rules, path, str(words), known[path.partition(".")[2]], settings)
            for path, words in SETTINGS.items()
            if path.startswith(f"{section}.") and _is_plain(known[path.partition(".")[2]])
        ]
        if lines:
            sheets.append(Sheet(str(title), lines))
    return sheets


def _head(charter: Charter) -> list[Line]:
    name = forms.CharField(label=str(FIELDS["name"]), max_length=80)
    version = forms.CharField(label=_("version"), max_length=20)
    leader = forms.CharField(label=_("led by"), max_length=60, required=False)
    day = Day(label=_("in force from"))
    cells = (("name", name), ("version", version), ("leader", leader), ("in_force_from", day))
    return [
        Line(str(field.label), "",
             [Cell(f"charter.{key}", str(field.label), field, getattr(charter, key))])
        for key, field in cells
    ]  # fmt: skip


def _is_plain(spec: Spec) -> bool:
    return spec.hint in (int, int | None, bool) or bool(spec.hint is str and spec.words)


def _setting(rules: Rules, path: str, label: str, spec: Spec, settings: Any) -> Line:
    cited = rules.citations.get(path)
    cell = Cell(path, label, _field(spec, label), getattr(settings, spec.name))
    return Line(label, cited.clause if cited else "", [cell])


def _field(spec: Spec, label: str) -> forms.Field:
    if spec.hint is bool:
        return forms.TypedChoiceField(
            label=label, choices=[("True", _("yes")), ("False", _("no"))],
            coerce=lambda text: text == "True",
        )  # fmt: skip
    if spec.words:
        return forms.ChoiceField(
            label=label, choices=[(one, word(one)) for one in sorted(spec.words)]
        )
    if spec.hint is str:
        return forms.CharField(label=label, max_length=80)
    return forms.IntegerField(
        label=label, min_value=spec.least, max_value=spec.most, required=spec.hint is int
    )


def entry_sheets(charter: Charter) -> list[Sheet]:
    """Give the names, quotas, weights, cadences and levels of the listed things."""
    rules = charter.editions[0]
    sheets = []
    for toml, offered in OFFERED.items():
        lines = [
            Line(name_of(one), one.clause, list(_cells(toml, one, offered)))
            for one in getattr(rules, LISTS[toml])
        ]
        if lines:
            sheets.append(Sheet(str(GROUPS[LISTS[toml]]), lines))
    return sheets


def _cells(toml: str, thing: Any, offered: tuple[str, ...]) -> Iterator[Cell]:
    known = specs(type(thing))
    if toml == "stage" and thing.kind not in SCORED_STAGES:
        offered = ("name",)
    for key in offered:
        path = f"{toml}.{thing.key}"
        if key != "timing":
            label = str(FIELDS[key])
            yield Cell(f"{path}.{key}", label, _field(known[key], label), getattr(thing, key))
            continue
        span = thing.timing.span
        if span is None:
            continue
        count = forms.IntegerField(label=timing_words(thing.timing), min_value=1, max_value=9999)
        unit = forms.ChoiceField(label=_("unit"), choices=UNITS)
        yield Cell(f"{path}.{thing.timing.kind}.count", str(count.label), count, span.count)
        yield Cell(f"{path}.{thing.timing.kind}.unit", _("unit"), unit, span.unit)


class ValuesForm(forms.Form):
    """Ordinary fields for the values of some sheets, and what a changed value rests on."""

    basis = forms.ChoiceField(
        label=gettext_lazy("What the changed values rest on"),
        choices=[
            ("open", gettext_lazy("not confirmed yet (待核): name the article before adopting")),
            ("kept", gettext_lazy("the article that stands there, whose text fits or is changed")),
        ],
    )

    def __init__(self, data: Any, charter: Charter, text: str, sheets: list[Sheet]) -> None:
        """Draw a field for each cell; a dated value is left to the whole text."""
        super().__init__(data)
        self.text, self.sheets = text, sheets
        raw = tomllib.loads(text)
        for sheet in sheets:
            for line in sheet.lines:
                for cell in line.cells:
                    cell.field.initial = cell.value
                    cell.field.disabled = _is_dated(raw, cell.path)
                    self.fields[cell.path] = cell.field

    def rows(self) -> list[tuple[str, list[tuple[Line, list[Any]]]]]:
        """Give the bound fields as the page draws them."""
        return [
            (sheet.title,
             [(line, [self[cell.path] for cell in line.cells]) for line in sheet.lines])
            for sheet in self.sheets
        ]  # fmt: skip

    def edited(self) -> str:
        """Give the text with every changed value put in its place."""
        text = self.text
        for path, value in self._changes().items():
            text = set_value(text, path, value)
            section, _dot, rest = path.partition(".")
            if section != "charter" and self.cleaned_data["basis"] == "open":
                whole = path if "." not in rest else path.rpartition(".")[0]
                text = set_clause(text, whole, UNCONFIRMED)
        return text

    def _changes(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        cells = [cell for sheet in self.sheets for line in sheet.lines for cell in line.cells]
        for cell in cells:
            value = self.cleaned_data.get(cell.path)
            if cell.field.disabled or value == cell.value:
                continue
            path, _dot, last = cell.path.rpartition(".")
            if last in ("count", "unit"):
                count, unit = (self.cleaned_data[f"{path}.{one}"] for one in ("count", "unit"))
                found[path] = f"{count} {unit}"
            else:
                found[cell.path] = value
        return found


def _is_dated(raw: dict[str, Any], path: str) -> bool:
    """Say whether the value changes on days of its own, or stands in several versions."""
    section, key, *_rest = path.split(".")
    table = raw.get(section, {})
    if isinstance(table, list):
        return sum(one.get("key") == key for one in table) != 1
    value = table.get(key)
    return isinstance(value, list) and any(isinstance(one, dict) for one in value)


class ArticlesForm(forms.Form):
    """The text of each article, and one more."""

    def __init__(self, data: Any, charter: Charter, text: str) -> None:
        """Draw a field for each article."""
        super().__init__(data)
        self.text, self.charter = text, charter
        for clause in charter.clauses:
            self.fields[f"clause.{clause.no}"] = Words(
                label=clause.no, initial=clause.text, max_length=4000,
                widget=forms.Textarea(attrs={"rows": min(8, 2 + len(clause.text) // 60)}),
            )  # fmt: skip
        self.fields["new_no"] = forms.RegexField(
            r"^第[一二三四五六七八九十百零]+条$", label=_("One more article: its number"),
            required=False, help_text=_("Such as 第三十五条."),
        )  # fmt: skip
        self.fields["new_text"] = Words(label=_("Its text"), max_length=4000, required=False)

    def edited(self) -> str:
        """Give the text with the articles changed, and the new one added."""
        text = self.text
        for clause in self.charter.clauses:
            path = f"clause.{clause.no}"
            words = self.cleaned_data[path].replace("\r\n", "\n")
            if words != clause.text.strip():
                text = set_value(text, path, words)
        if self.cleaned_data.get("new_no"):
            text = add_article(text, self.cleaned_data["new_no"], self.cleaned_data["new_text"])
        return text


class SourcesForm(forms.Form):
    """The article behind each value whose source is not confirmed."""

    def __init__(self, data: Any, charter: Charter, text: str) -> None:
        """Draw a choice of articles for each value."""
        super().__init__(data)
        self.text, self.charter = text, charter
        articles = [
            (UNCONFIRMED, UNCONFIRMED), *((one.no, _short(one)) for one in charter.clauses)
        ]
        for path in charter.unconfirmed:
            self.fields[path] = forms.ChoiceField(
                label=_words_of(charter, path), choices=articles, initial=UNCONFIRMED,
                help_text=path,
            )  # fmt: skip

    def edited(self) -> str:
        """Give the text with the chosen clauses."""
        text = self.text
        for path in self.charter.unconfirmed:
            if self.cleaned_data[path] != UNCONFIRMED:
                text = set_clause(text, path, self.cleaned_data[path])
        return text


def _short(clause: Any) -> str:
    return f"{clause.no} {clause.text[:30]}{'…' if len(clause.text) > 30 else ''}"


def _words_of(charter: Charter, path: str) -> str:
    """Say which value a key path means, with what it says."""
    for rules in charter.editions:
        cited = rules.citations.get(path)
        if cited is None:
            continue
        if is_dataclass(cited.value):
            return name_of(cited.value)
        return f"{SETTINGS.get(path, path)}：{word(cited.value)}"
    return path


class TextForm(forms.Form):
    """The whole text, for those who know it."""

    text = forms.CharField(
        label=gettext_lazy("The whole text"), max_length=MAX_TEXT, strip=False,
        widget=forms.Textarea(attrs={"spellcheck": "false", "class": "is-code", "wrap": "off"}),
    )  # fmt: skip

    def __init__(self, data: Any, charter: Charter, text: str) -> None:
        """Show the text as it stands."""
        super().__init__(data, initial={"text": text})

    def edited(self) -> str:
        """Give the text as it was typed."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


FORMS: dict[str, Any] = {
    "settings": lambda data, charter, text: ValuesForm(
        data, charter, text, setting_sheets(charter)
    ),
    "entries": lambda data, charter, text: ValuesForm(data, charter, text, entry_sheets(charter)),
    "articles": ArticlesForm,
    "sources": SourcesForm,
    "text": TextForm,
}


def edited_text(form: Any) -> tuple[str, tuple[Any, ...]]:
    """Give what a valid form makes of the text, with its faults; ("", ()) where it cannot.

    A value that only the whole text can change adds its sentence to the form.
    """
    try:
        text = form.edited()
    except NotEditableError as fault:
        sentence = _("This value is written in a way that only the whole text can change.")
        form.add_error(str(fault) if str(fault) in form.fields else None, sentence)
        return "", ()
    return text, faults_of(text)


def faults_of(text: str) -> tuple[Any, ...]:
    """Give every fault of a text, as the file check does."""
    try:
        parse_charter(text)
    except CharterErrors as found:
        return found.errors
    return ()


