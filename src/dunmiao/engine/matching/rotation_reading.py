"""Reads the document of a rotation: who, which classes, how many periods, and what is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from dunmiao.engine.reasons import Reason, gettext_noop

MOST_PERIODS: Final = 60
MOST_WEIGHT: Final = 1000


class RotationError(ValueError):
    """The document cannot be solved; `reason` says what is wrong and how to mend it."""

    def __init__(self, reason: Reason) -> None:
        """Hold the reason."""
        super().__init__(reason.text % reason.facts)
        self.reason = reason


@dataclass(frozen=True)
class Mover:
    """A person: periods done before per class, the class now (-1 none), the periods there."""

    id: str
    done: tuple[int, ...]
    now: int
    there: tuple[int, ...]


@dataclass(frozen=True)
class Kind:
    """A post class: what covering it is worth, and the least and most people in each period."""

    id: str
    weight: int
    least: tuple[int, ...]
    most: tuple[int, ...]


@dataclass(frozen=True)
class Cohort:
    """A rotation to solve; people and classes lie in the order of their ids.

    `limit` is the most periods anybody spends in one class, those done before counted in. `ranks`
    order the classes by weight, the heaviest 0.
    """

    movers: tuple[Mover, ...]
    kinds: tuple[Kind, ...]
    periods: int
    limit: int

    @cached_property
    def is_even(self) -> bool:
        """Tell whether all are there throughout and no capacity changes."""
        steady = all(len({*zip(kind.least, kind.most, strict=True)}) == 1 for kind in self.kinds)
        return steady and all(len(mover.there) == self.periods for mover in self.movers)

    @cached_property
    def ranks(self) -> tuple[int, ...]:
        """Give each class its place when the heaviest come first."""
        order = sorted(range(len(self.kinds)), key=lambda k: (-self.kinds[k].weight, k))
        return tuple(order.index(k) for k in range(len(self.kinds)))


def parse(document: Mapping[str, Any]) -> Cohort:
    """Read {periods, limit, people, classes}; a person is {id, done, now, from, to}, a class
    {id, weight, least, most}.

    `done` counts periods by class; `from` and `to` are the first and last period the person is
    there, from 1; `least` and `most` are one number or one per period. RotationError otherwise.
    """
    periods = _number(document, "periods", 1, MOST_PERIODS)
    limit = _number(document, "limit", 1, MOST_PERIODS)
    kinds = tuple(_kind(item, periods) for item in _listed(document, "classes"))
    numbers = {kind.id: number for number, kind in enumerate(kinds)}
    movers = tuple(_mover(item, numbers, periods) for item in _listed(document, "people"))
    return Cohort(movers, kinds, periods, limit)


def _fault(text: str, **facts: object) -> RotationError:
    return RotationError(Reason(text, facts, "rotation"))


def _listed(document: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    items = document.get(key)
    if not isinstance(items, list) or not items:
        raise _fault(gettext_noop("A rotation needs a list of %(key)s."), key=key)
    ids = [str(item.get("id", "")) if isinstance(item, Mapping) else "" for item in items]
    if "" in ids or len(set(ids)) < len(ids):
        text = gettext_noop("Each of the %(key)s needs an id of its own.")
        raise _fault(text, key=key)
    return sorted(items, key=lambda item: str(item["id"]))


def _number(item: Mapping[str, Any], key: str, least: int, most: int, default: Any = None) -> int:
    value = item.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        text = gettext_noop("%(key)s is %(value)s: write a number from %(least)s to %(most)s.")
        raise _fault(text, key=key, value=value, least=least, most=most)
    return value


def _each(item: Mapping[str, Any], key: str, periods: int, default: int) -> tuple[int, ...]:
    value = item.get(key, default)
    values = value if isinstance(value, list) else [value] * periods
    if len(values) != periods:
        text = gettext_noop("%(key)s has %(found)s numbers for %(periods)s periods.")
        raise _fault(text, key=key, found=len(values), periods=periods)
    return tuple(_number({key: one}, key, 0, 10**6) for one in values)


def _kind(item: Mapping[str, Any], periods: int) -> Kind:
    least, most = _each(item, "least", periods, 0), _each(item, "most", periods, 10**6)
    if any(low > high for low, high in zip(least, most, strict=True)):
        text = gettext_noop("The class %(id)s asks for more people than it can take.")
        raise _fault(text, id=item["id"])
    return Kind(str(item["id"]), _number(item, "weight", 1, MOST_WEIGHT, 1), least, most)


def _mover(item: Mapping[str, Any], numbers: Mapping[str, int], periods: int) -> Mover:
    done, now = item.get("done", {}), item.get("now", "")
    unknown = sorted({*done, *([now] if now else [])} - set(numbers))
    if unknown:
        text = gettext_noop("%(id)s has served in a class that is not listed: %(classes)s.")
        raise _fault(text, id=item["id"], classes=", ".join(unknown))
    served = [0] * len(numbers)
    for key in done:
        served[numbers[key]] = _number(done, key, 0, 10**4)
    first = _number(item, "from", 1, periods, 1)
    last = _number(item, "to", first, periods, periods)
    there = tuple(range(first - 1, last))
    return Mover(str(item["id"]), tuple(served), numbers.get(now, -1), there)
