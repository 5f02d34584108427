"""Reads a charter file into a Charter, or says everything that is wrong with it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import MISSING, dataclass, fields, is_dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, get_args, get_type_hints

from dunmiao.engine.charter import names
from dunmiao.engine.charter.checks import check_rules
from dunmiao.engine.charter.convert import FaultError, convert, nearest, specs
from dunmiao.engine.charter.dated import (
    REPEALED,
    Dated,
    Reading,
    Things,
    read_catalogue,
    read_section,
    read_things,
)
from dunmiao.engine.charter.errors import CharterError, CharterErrors, Problems
from dunmiao.engine.charter.fields import shaped
from dunmiao.engine.charter.model import Charter, Cited, Clause, Rules
from dunmiao.engine.charter.warnings import warnings_of
from dunmiao.engine.reasons import Said, gettext_noop

SHIPPED: Final = Path(__file__).resolve().parents[2] / "charters"
_LINE: Final = re.compile(r"\(at line (\d+), column (\d+)\)")
_REQUIRED_LISTS: Final = ("duty", "relation", "disposition", "approval")


@dataclass(frozen=True, kw_only=True)
class Identity:
    """The [charter] table."""

    key: str = shaped(r"[a-z][a-z0-9-]{1,29}", "my-programme")
    name: str
    name_en: str
    version: str
    source: str = ""
    form: str = ""
    parent: str = ""
    leader: str = ""
    in_force_from: date


@dataclass
class Raw:
    """Everything read from one file, before it is laid out in time."""

    sections: dict[str, dict[str, list[Dated]]]
    things: dict[str, Things]
    catalogues: dict[str, Things]

    def days(self) -> set[date]:
        """Give every day on which a value starts or ends."""
        lists = [values for section in self.sections.values() for values in section.values()]
        for group in (self.things, self.catalogues):
            lists += [versions for things in group.values() for versions in things.values()]
        return {item.since for values in lists for item in values}


def shipped() -> tuple[Path, ...]:
    """Give the charters that ship, in the order of their names."""
    return tuple(sorted(SHIPPED.glob("*.toml")))


def read_charter(path: Path) -> Charter:
    """Read a charter file; CharterErrors holds all that is wrong with it, OSError if unreadable."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        fault = CharterError(
            str(path),
            "file",
            Said(gettext_noop("byte %(start)s is not UTF-8"), start=error.start),
            Said(gettext_noop("save the file as UTF-8")),
        )
        raise CharterErrors((fault,)) from error
    return parse_charter(text, str(path))


def parse_charter(text: str, file: str = "charter") -> Charter:
    """Read a charter's text; `file` is the name that its faults carry."""
    problems = Problems(file)
    try:
        data = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise CharterErrors((_syntax(file, str(error), text),)) from error
    except RecursionError as error:
        raise CharterErrors((_syntax(file, "it is nested too deeply", text),)) from error
    identity = _read_identity(problems, data.get("charter"))
    reading = Reading(problems, identity.get("in_force_from", date.min))
    clauses = _read_clauses(problems, data.get("clause", []))
    raw = _read_all(reading, data)
    _check_articles(reading, clauses)
    editions = _editions(reading, raw)
    problems.raise_any()
    charter = Charter(
        **identity,
        clauses=clauses,
        editions=editions,
        unconfirmed=tuple(sorted(reading.unconfirmed)),
    )
    return replace(charter, warnings=warnings_of(charter, file))


def _syntax(file: str, message: str, text: str) -> CharterError:
    found = _LINE.search(message)
    line = found[1] if found else str(text.count("\n") + 1)
    what = _LINE.sub("", message).strip()
    return CharterError(
        file,
        f"line {line}",
        Said(gettext_noop("this is not TOML: %(what)s"), what=what),
        Said(gettext_noop("mend the quotes, brackets or keys there")),
    )


def _read_identity(problems: Problems, raw: object) -> dict[str, Any]:
    if not isinstance(raw, dict):
        problems.add(
            "charter",
            Said(gettext_noop("is missing")),
            Said(gettext_noop("write [charter] with key, name and version below")),
        )
        return {}
    known = specs(Identity)
    for key in sorted(set(raw) - set(known)):
        problems.add(
            f"charter.{key}",
            Said(gettext_noop('"%(key)s" is not known here'), key=key),
            nearest(key, known),
        )
    values = {}
    for name, spec in known.items():
        if name not in raw:
            if spec.is_required:
                problems.add(
                    f"charter.{name}",
                    Said(gettext_noop("is missing")),
                    Said(gettext_noop("write %(name)s = …"), name=name),
                )
            values[name] = date.min if spec.hint is date else ""
            continue
        try:
            values[name] = convert(spec, raw[name])
        except FaultError as fault:
            problems.add(f"charter.{name}", fault.message, fault.remedy)
            values[name] = date.min if spec.hint is date else ""
    return values


def _read_clauses(problems: Problems, raw: object) -> tuple[Clause, ...]:
    if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
        problems.add(
            "clause",
            Said(gettext_noop("is not a list of tables")),
            Said(gettext_noop("write [[clause]] before each article")),
        )
        return ()
    clauses: list[Clause] = []
    for place, table in enumerate(raw, 1):
        no, text = table.get("no"), table.get("text")
        if set(table) != {"no", "text"} or not isinstance(no, str) or not isinstance(text, str):
            problems.add(
                f"clause[{place}]",
                Said(gettext_noop("is not an article")),
                Said(gettext_noop('write no = "第…条" and text = "…" only')),
            )
        elif any(no == clause.no for clause in clauses):
            problems.add(
                f"clause[{place}].no",
                Said(gettext_noop("%(no)s stands twice"), no=no),
                Said(gettext_noop("number the articles anew")),
            )
        else:
            clauses.append(Clause(no, text))
    return tuple(clauses)


@cache
def _layout() -> tuple[dict[str, type[Any]], dict[str, tuple[str, type[Any]]]]:
    """Give the sections (name → class) and the lists (TOML name → attribute, class) of Rules."""
    hints = get_type_hints(Rules)
    sections: dict[str, type[Any]] = {}
    lists: dict[str, tuple[str, type[Any]]] = {}
    for item in fields(Rules):
        hint = hints[item.name]
        if "toml" in item.metadata:
            lists[item.metadata["toml"]] = (item.name, get_args(hint)[0])
        elif is_dataclass(hint) and isinstance(hint, type):
            sections[item.name] = hint
    return sections, lists


def _read_all(reading: Reading, data: dict[str, Any]) -> Raw:
    sections, lists = _layout()
    known = {"charter", "clause", "catalogue", *sections, *lists}
    for key in sorted(set(data) - known):
        reading.problems.add(
            key, Said(gettext_noop('"%(key)s" is not known here'), key=key), nearest(key, known)
        )
    for name in _REQUIRED_LISTS:
        if name not in data:
            reading.problems.add(
                name,
                Said(gettext_noop("is missing")),
                Said(gettext_noop("write at least one [[%(name)s]]"), name=name),
            )
    raw = Raw({}, {}, {})
    for name, cls in sections.items():
        if name in data:
            raw.sections[name] = read_section(reading, cls, name, data[name])
        else:
            raw.sections[name] = {}
    for name, (_, cls) in lists.items():
        if name in data:
            raw.things[name] = read_things(reading, cls, name, data[name])
    raw.catalogues = _read_catalogues(reading, data.get("catalogue", {}))
    _check_required(reading, data, raw)
    return raw


def _read_catalogues(reading: Reading, raw: object) -> dict[str, Things]:
    if not isinstance(raw, dict):
        reading.problems.add(
            "catalogue",
            Said(gettext_noop("is not a section")),
            Said(gettext_noop("write [catalogue.NAME]")),
        )
        return {}
    found = {}
    for name in sorted(raw):
        if name in names.CATALOGUES:
            found[name] = read_catalogue(reading, name, raw[name])
        else:
            reading.problems.add(
                f"catalogue.{name}",
                Said(gettext_noop('"%(name)s" is no catalogue'), name=name),
                nearest(name, names.CATALOGUES),
            )
    return found


def _check_required(reading: Reading, data: dict[str, Any], raw: Raw) -> None:
    sections, _ = _layout()
    for name, cls in sections.items():
        for key, spec in specs(cls).items():
            if not spec.is_required:
                continue
            if name not in data:
                reading.problems.add(
                    name,
                    Said(gettext_noop("is missing")),
                    Said(gettext_noop("write [%(name)s] with %(key)s = …"), name=name, key=key),
                )
            elif isinstance(data[name], dict) and key not in data[name]:
                reading.problems.add(
                    f"{name}.{key}",
                    Said(gettext_noop("is missing")),
                    Said(gettext_noop("write %(key)s = …"), key=key),
                )
            for item in raw.sections[name].get(key, []):
                if item.value is REPEALED:
                    reading.problems.add(
                        f"{name}.{key}",
                        Said(
                            gettext_noop(
                                "is repealed from %(since)s, and no programme runs without it"
                            ),
                            since=item.since,
                        ),
                        Said(gettext_noop("give it a new value from that day")),
                    )


def _check_articles(reading: Reading, clauses: tuple[Clause, ...]) -> None:
    if reading.problems.touch("clause"):
        return
    if not clauses:
        if reading.cited:
            reading.problems.add(
                "clause",
                Said(gettext_noop("no article has a text")),
                Said(gettext_noop("write [[clause]] tables")),
            )
        return
    known = {clause.no for clause in clauses}
    for no, path in reading.cited.items():
        if no not in known:
            reading.problems.add(
                f"{path}.clause",
                Said(gettext_noop("%(no)s has no text"), no=no),
                Said(gettext_noop('write [[clause]] no = "%(no)s" text = "…"'), no=no),
            )


def _editions(reading: Reading, raw: Raw) -> tuple[Rules, ...]:
    days = sorted({day for day in raw.days() if day > reading.in_force_from})
    editions = []
    for day in (reading.in_force_from, *days):
        rules = _rules_on(reading, raw, day)
        if rules is not None:
            check_rules(rules, reading.problems)
            editions.append(rules)
    return tuple(editions)


def _latest(versions: list[Dated], day: date) -> Dated | None:
    found = None
    for item in versions:
        if item.since <= day:
            found = item
    return None if found is None or found.value is REPEALED else found


def _rules_on(reading: Reading, raw: Raw, day: date) -> Rules | None:
    """Lay out the values in force on `day`; None when a needed section is faulty."""
    sections, lists = _layout()
    citations: dict[str, Cited] = {}
    values: dict[str, Any] = {}
    for name, cls in sections.items():
        section = _section_on(cls, name, raw.sections[name], day, citations)
        if section is None:
            return None
        values[name] = section
    for name, (attribute, _) in lists.items():
        values[attribute] = _things_on(name, raw.things.get(name, {}), day, citations)
    catalogues = {
        name: _things_on(f"catalogue.{name}", things, day, citations)
        for name, things in raw.catalogues.items()
    }
    return Rules(
        since=day,
        citations=MappingProxyType(citations),
        catalogues=MappingProxyType(catalogues),
        **values,
    )


def _section_on(
    cls: type[Any], name: str, section: dict[str, list[Dated]], day: date, cited: dict[str, Cited]
) -> Any:
    values = {}
    for key, versions in section.items():
        found = _latest(versions, day)
        if found is not None:
            path = f"{name}.{key}"
            values[key] = found.value
            cited[path] = Cited(path, found.value, found.clause, found.since, found.note)
    lacking = any(
        item.default is MISSING and item.default_factory is MISSING and item.name not in values
        for item in fields(cls)
    )
    return None if lacking else cls(**values)


def _things_on(name: str, things: Things, day: date, cited: dict[str, Cited]) -> tuple[Any, ...]:
    found = []
    for key, versions in things.items():
        item = _latest(versions, day)
        if item is None or item.value is None:
            continue
        path = f"{name}.{key}"
        cited[path] = Cited(path, item.value, item.clause, item.since, item.note)
        found.append(item.value)
    return tuple(found)
