"""Strict reading of JSON: every fault with the place it stands at, nothing guessed or converted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dunmiao.engine.reasons import Reason, gettext_noop

LIMIT = 2**53  # from here on a JSON reader may round an integer
MOST_PROBLEMS = 100

NOT_JSON = gettext_noop("This is no JSON: %(why)s.")
NOT_UTF8 = gettext_noop("The text is not encoded as UTF-8; save it as UTF-8.")
TOO_DEEP = gettext_noop("The JSON is nested too deeply to be an instance.")
NOT_AN_OBJECT = gettext_noop("Expected an object in braces, found %(found)s.")
NOT_A_LIST = gettext_noop("Expected a list in brackets, found %(found)s.")
NOT_A_STRING = gettext_noop("Expected a text in quotes, found %(found)s.")
NOT_AN_INTEGER = gettext_noop("Expected a whole number without decimal point, found %(found)s.")
REPEATED_KEY = gettext_noop("The key “%(key)s” stands here twice; keep one.")
UNKNOWN_KEY = gettext_noop("The key “%(key)s” is not known here; known are %(known)s.")
MISSING_KEY = gettext_noop("The key “%(key)s” is missing.")
NEGATIVE = gettext_noop("The number %(number)s is negative.")
OUT_OF_RANGE = gettext_noop("The number %(number)s must lie between %(least)s and %(most)s.")
UNKNOWN_ID = gettext_noop("There is no %(noun)s with the id “%(id)s”.")
REPEATED_ID = gettext_noop("“%(id)s” stands here twice; keep one.")


@dataclass(frozen=True)
class Problem:
    """One fault of an instance: `place` is its JSON path ("$.pairs[3].fit"), `reason` says why."""

    place: str
    reason: Reason

    def __str__(self) -> str:
        """Give place and sentence in English."""
        return f"{self.place}: {self.reason}"


class InstanceError(Exception):
    """An instance was refused; `problems` lists every fault found (the first hundred)."""

    def __init__(self, problems: list[Problem]) -> None:
        """Keep the faults in the order found."""
        super().__init__("; ".join(str(problem) for problem in problems[:MOST_PROBLEMS]))
        self.problems = tuple(problems[:MOST_PROBLEMS])


class RepeatedKeys(dict[str, object]):
    """A JSON object in which the key `repeated` stood more than once."""

    repeated = ""


def _object_of(pairs: list[tuple[str, object]]) -> dict[str, object]:
    made = dict(pairs)
    if len(made) == len(pairs):
        return made
    marked = RepeatedKeys(made)
    keys = [key for key, _ in pairs]
    marked.repeated = next(key for key in keys if keys.count(key) > 1)
    return marked


def read_json(text: str | bytes) -> object:
    """Give the JSON document in `text`, its repeated keys marked; InstanceError if it is none."""
    try:
        return json.loads(text, object_pairs_hook=_object_of)
    except UnicodeDecodeError:
        raise InstanceError([Problem("$", Reason(NOT_UTF8))]) from None
    except RecursionError:
        raise InstanceError([Problem("$", Reason(TOO_DEEP))]) from None
    except ValueError as problem:
        why = str(problem).split(";")[0]
        raise InstanceError([Problem("$", Reason(NOT_JSON, {"why": why}))]) from None


def shown(value: object) -> str:
    """Give a JSON value as short text for a sentence."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "a list"
    try:
        text = json.dumps(value, ensure_ascii=False)
    except ValueError:  # an integer longer than Python will print
        return "a number of thousands of digits"
    return text if len(text) <= 40 else f"{text[:37]}…"


class Reader:
    """Collects faults while values are taken out of a document; a faulty value becomes None."""

    def __init__(self) -> None:
        """Start without faults."""
        self.problems: list[Problem] = []

    def fault(self, place: str, text: str, **facts: object) -> None:
        """Note one fault."""
        self.problems.append(Problem(place, Reason(text, facts)))

    def stop_if_faulty(self) -> None:
        """Raise InstanceError when a fault was noted."""
        if self.problems:
            raise InstanceError(self.problems)

    def mapping(
        self, value: object, place: str, required: frozenset[str], optional: frozenset[str]
    ) -> Mapping[str, object] | None:
        """Give an object with all the required keys and no unknown one; None if it is no object."""
        if not isinstance(value, dict):
            self.fault(place, NOT_AN_OBJECT, found=shown(value))
            return None
        if isinstance(value, RepeatedKeys):
            self.fault(place, REPEATED_KEY, key=value.repeated)
        known = required | optional
        for key in value.keys() - known:
            self.fault(place, UNKNOWN_KEY, key=key, known=", ".join(sorted(known)))
        for key in sorted(required - value.keys()):
            self.fault(place, MISSING_KEY, key=key)
        return value

    def items(
        self, source: Mapping[str, object], key: str, place: str
    ) -> Iterator[tuple[str, object]]:
        """Give the members of a list with their places; an absent list is empty."""
        value = source.get(key, [])
        if isinstance(value, list):
            for index, member in enumerate(value):
                yield f"{place}.{key}[{index}]", member
        else:
            self.fault(f"{place}.{key}", NOT_A_LIST, found=shown(value))

    def text(self, source: Mapping[str, object], key: str, place: str) -> str | None:
        """Give a text, or None when absent or none (absence is noted by `mapping`)."""
        if key not in source:
            return None
        return self.string(source[key], f"{place}.{key}")

    def string(self, value: object, place: str) -> str | None:
        """Give a value that must be a text, None if it is not."""
        if isinstance(value, str):
            return value
        self.fault(place, NOT_A_STRING, found=shown(value))
        return None

    def number(
        self, source: Mapping[str, object], key: str, place: str, default: int = 0, least: int = 0
    ) -> int:
        """Give an integer of at least `least`; `default` when absent or faulty."""
        if key not in source:
            return default
        value = source[key]
        if type(value) is not int:
            self.fault(f"{place}.{key}", NOT_AN_INTEGER, found=shown(value))
            return default
        if value < 0:
            self.fault(f"{place}.{key}", NEGATIVE, number=shown(value))
        elif value < least:
            self.fault(f"{place}.{key}", OUT_OF_RANGE, number=value, least=least, most="2^53")
        return max(value, least)

    def distinct(self, source: Mapping[str, object], key: str, place: str) -> list[tuple[str, str]]:
        """Give the texts of a list with their places, each once; a repeated one is a fault."""
        found: dict[str, str] = {}
        for where, value in self.items(source, key, place):
            text = self.string(value, where)
            if text is not None and text in found:
                self.fault(where, REPEATED_ID, id=text)
            elif text is not None:
                found[text] = where
        return [(where, value) for value, where in found.items()]

    def known(self, ids: Mapping[str, int], value: str | None, place: str, noun: str) -> int | None:
        """Give the index of an id; an unknown one is a fault."""
        if value is None:
            return None
        if value not in ids:
            self.fault(place, UNKNOWN_ID, noun=noun, id=value)
            return None
        return ids[value]
