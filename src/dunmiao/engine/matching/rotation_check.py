"""The independent check of a rotation, in plain Python over the two raw documents.

It shares no code with the solver: it counts again from the documents and names every difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

Document = Mapping[str, Any]


def check(document: Document, schedule: Document) -> list[str]:
    """Give what is wrong with a schedule, empty where it is what it claims to be."""
    rows = {str(row["person"]): row["classes"] for row in schedule["assignments"]}
    people = {str(one["id"]): one for one in document["people"]}
    if set(rows) != set(people) or len(schedule["assignments"]) != len(people):
        return ["the schedule is not about the people of the document"]
    found = [*_rows(document, people, rows), *_sizes(document, rows)]
    return found or list(_claims(document, schedule))


def _there(document: Document, person: Document) -> range:
    return range(person.get("from", 1) - 1, person.get("to", document["periods"]))


def _rows(document: Document, people: Document, rows: Document) -> Iterator[str]:
    classes = {str(one["id"]) for one in document["classes"]}
    for name, row in rows.items():
        person = people[name]
        if len(row) != document["periods"]:
            yield f"{name}: {len(row)} periods"
        there = _there(document, person)
        for period, kind in enumerate(row):
            if kind and (kind not in classes or period not in there):
                yield f"{name}: {kind} in period {period + 1} cannot be"
        for kind, times in Counter(one for one in row if one).items():
            if times + person.get("done", {}).get(kind, 0) > document["limit"]:
                yield f"{name}: longer in {kind} than the limit"


def _bound(item: Document, key: str, period: int, default: int) -> int:
    value = item.get(key, default)
    return int(value[period] if isinstance(value, list) else value)


def _sizes(document: Document, rows: Document) -> Iterator[str]:
    sizes = Counter((kind, t) for row in rows.values() for t, kind in enumerate(row))
    for kind in document["classes"]:
        for period in range(document["periods"]):
            if sizes[kind["id"], period] > _bound(kind, "most", period, 10**9):
                yield f"{kind['id']} is too full in period {period + 1}"


def recounted(document: Document, schedule: Document) -> dict[str, int]:
    """Count gain, unplaced and short again from the two documents."""
    rows = {str(row["person"]): row["classes"] for row in schedule["assignments"]}
    weights = {str(one["id"]): one.get("weight", 1) for one in document["classes"]}
    gain = unplaced = 0
    for person in document["people"]:
        row, done = rows[str(person["id"])], person.get("done", {})
        gain += sum(weights[kind] for kind in {*row} - {""} if not done.get(kind, 0))
        unplaced += sum(not row[period] for period in _there(document, person))
    sizes = Counter((kind, t) for row in rows.values() for t, kind in enumerate(row))
    short = sum(
        max(0, _bound(kind, "least", period, 0) - sizes[kind["id"], period])
        for kind in document["classes"]
        for period in range(document["periods"])
    )
    return {"gain": gain, "unplaced": unplaced, "short": short}


def _claims(document: Document, schedule: Document) -> Iterator[str]:
    for key, value in recounted(document, schedule).items():
        if schedule[key] != value:
            yield f"{key} is {value}, the schedule claims {schedule[key]}"
