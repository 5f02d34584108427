"""Changes single values in a charter's text and leaves every other byte as it was.

A value is named by its key path, as errors name it: "term.months", "duty.report.every",
"clause.第三条". After each change the whole text is read again: only that one value may differ.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

_HEADER: Final = re.compile(r"\s*(\[\[?)([^\[\]]+)\]\]?\s*(#.*)?$")
_SCALAR: Final = r'"(?:[^"\\]|\\.)*"|\[[^\[\]]*\]|[^,}\s#]+'
_CLAUSES: Final = "clause"

Block = tuple[int, int]


class NotEditableError(ValueError):
    """The value is written in a way that only a person may change."""


def set_value(text: str, path: str, value: object) -> str:
    """Give the text with one value changed; None takes the line out.

    Raises NotEditableError where the value is dated, stands twice, or cannot be written plainly.
    """
    wanted = _changed(tomllib.loads(text), path, value)
    *place, key = path.split(".")
    if place[0] == _CLAUSES:
        place, key = [_CLAUSES, key], "text"
    lines = text.split("\n")
    found = _find(lines, place)
    row = _row(lines, found, key)
    if row is None:
        if value is not None:
            lines.insert(_after(lines, found), f"{key} = {_toml(value)}")
    elif value is None:
        del lines[row]
    else:
        lines[row] = _replaced(lines[row], _toml(value))
    return _checked("\n".join(lines), wanted, path)


def set_clause(text: str, path: str, clause: str) -> str:
    """Give the text with the clause of one value changed: of a setting, or of a listed thing."""
    place = path.split(".")
    lines = text.split("\n")
    if len(place) == 2 and isinstance(tomllib.loads(text).get(place[0]), dict):
        found = _find(lines, place[:1])
        row = _row(lines, found, place[1])
        if row is None:
            raise NotEditableError(path)
        lines[row] = _with_clause(lines[row], clause)
    else:
        found = _find(lines, place[:2])
        row = _row(lines, found, "clause")
        if row is None:
            raise NotEditableError(path)
        lines[row] = _replaced(lines[row], _toml(clause))
    try:
        tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        raise NotEditableError(path) from error
    return "\n".join(lines)


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _blocks(lines: list[str]) -> Iterator[tuple[str, Block]]:
    """Give each table of the text: its name, its first line and the line after its last."""
    heads = [
        (number, found[2].strip())
        for number, line in enumerate(lines)
        if (found := _HEADER.fullmatch(line))
    ]
    ends = [number for number, _name in heads[1:]] + [len(lines)]
    for (first, name), last in zip(heads, ends, strict=True):
        yield name, (first, last)


def _find(lines: list[str], place: list[str]) -> Block:
    name, *keys = place
    found = [block for title, block in _blocks(lines) if title == name]
    if keys:
        own = "no" if name == _CLAUSES else "key"
        row = re.compile(rf"\s*{own}\s*=\s*{re.escape(_toml(keys[0]))}\s*(#.*)?$")
        found = [
            (first, last)
            for first, last in found
            if any(row.fullmatch(line) for line in lines[first:last])
        ]
    if not found and not keys:
        lines += ["", f"[{name}]", 'clause = "待核"']
        return len(lines) - 2, len(lines)
    if len(found) != 1:
        raise NotEditableError(".".join(place))
    return found[0]


def _row(lines: list[str], block: Block, key: str) -> int | None:
    row = re.compile(rf"\s*{re.escape(key)}\s*=")
    return next((n for n in range(block[0] + 1, block[1]) if row.match(lines[n])), None)


def _after(lines: list[str], block: Block) -> int:
    """Give where a new line goes: before the blank and comment lines that end the block."""
    last = block[1]
    while last > block[0] + 1 and re.fullmatch(r"\s*(#.*)?", lines[last - 1]):
        last -= 1
    return last


def _replaced(line: str, value: str) -> str:
    head, rest = re.match(r"(\s*[\w-]+\s*=\s*)(.*)$", line).groups()  # type: ignore[union-attr]
    if rest.startswith("{"):
        pattern = rf"(\bvalue\s*=\s*)({_SCALAR})"
        return str(head + re.sub(pattern, lambda m: m[1] + value, rest, count=1))
    return str(head + re.sub(_SCALAR, lambda _m: value, rest, count=1))


def _with_clause(line: str, clause: str) -> str:
    head, rest = re.match(r"(\s*[\w-]+\s*=\s*)(.*)$", line).groups()  # type: ignore[union-attr]
    said = _toml(clause)
    if not rest.startswith("{"):
        value = re.match(_SCALAR, rest)
        if value is None:
            raise NotEditableError(line)
        return f"{head}{{value = {value[0]}, clause = {said}}}{rest[value.end() :]}"
    if re.search(r"\bclause\s*=", rest):
        return str(
            head + re.sub(rf"(\bclause\s*=\s*)({_SCALAR})", lambda m: m[1] + said, rest, count=1)
        )
    return str(head + re.sub(r"\}", f", clause = {said}}}", rest, count=1))


def _changed(data: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """Give the data as it must read after the change."""
    *place, key = path.split(".")
    table: Any = data.setdefault(place[0], {"clause": "待核"})
    if place[0] == _CLAUSES:
        table = next((one for one in table if one.get("no") == key), None)
        key = "text"
    elif len(place) > 1:
        same = [one for one in table if one.get("key") == place[1]]
        table = same[0] if len(same) == 1 else None
    if not isinstance(table, dict):
        raise NotEditableError(path)
    old = table.get(key)
    if isinstance(old, list) and any(isinstance(one, dict) for one in old):
        raise NotEditableError(path)
    if value is None:
        table.pop(key, None)
    elif isinstance(old, dict):
        old["value"] = value
    else:
        table[key] = value
    return data


def _checked(text: str, wanted: dict[str, Any], path: str) -> str:
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NotEditableError(path) from error
    if found != wanted:
        raise NotEditableError(path)
    return text


def add_article(text: str, no: str, words: str) -> str:
    """Give the text with one more article after the last; NotEditableError where it stands."""
    data = tomllib.loads(text)
    if any(one.get("no") == no for one in data.get(_CLAUSES, [])):
        raise NotEditableError(f"{_CLAUSES}.{no}")
    lines = text.split("\n")
    ends = [_after(lines, block) for name, block in _blocks(lines) if name == _CLAUSES]
    place = ends[-1] if ends else len(lines)
    lines[place:place] = ["[[clause]]", f"no = {_toml(no)}", f"text = {_toml(words)}"]
    data.setdefault(_CLAUSES, []).append({"no": no, "text": words})
    return _checked("\n".join(lines), data, f"{_CLAUSES}.{no}")
