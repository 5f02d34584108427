"""Early signs that a placement goes wrong, for host or sender to mend (000-16).

A sign is a sentence about what is missing since when. It is no score and no note about the
person, and adds nothing up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from dunmiao.engine.charter.oversight import Sign
from dunmiao.engine.reasons import Reason, gettext_noop


@dataclass(frozen=True, slots=True)
class Care:
    """What was recorded of one placement: the last day of each kind, None where there is none.

    `asked_back` are the days from which the home unit asked for the person.
    """

    starts_on: date
    task_on: date | None = None
    plan_on: date | None = None
    talked_on: date | None = None
    contact_on: date | None = None
    host_wrote_on: date | None = None
    asked_back: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """A sign that shows: which one, since which day, and the sentence with its facts."""

    sign: Sign
    since: date
    reason: Reason


_TEXTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "no_task": gettext_noop("No task is assigned since %(since)s."),
        "no_plan": gettext_noop("No plan is agreed since %(since)s."),
        "no_talk": gettext_noop("Nobody talked with the person since %(since)s."),
        "no_contact": gettext_noop("The sending unit was not in touch since %(since)s."),
        "host_silent": gettext_noop("The receiving unit recorded nothing since %(since)s."),
        "borrowed_often": gettext_noop(
            "The home unit asked for the person %(times)d times since %(since)s."
        ),
    }
)
_LAST: Final[Mapping[str, Callable[[Care], date | None]]] = MappingProxyType(
    {
        "no_talk": lambda care: care.talked_on,
        "no_contact": lambda care: care.contact_on,
        "host_silent": lambda care: care.host_wrote_on,
    }
)
_ONCE: Final[Mapping[str, Callable[[Care], date | None]]] = MappingProxyType(
    {"no_task": lambda care: care.task_on, "no_plan": lambda care: care.plan_on}
)


def signs(rules: Iterable[Sign], care: Care, today: date) -> list[Shown]:
    """Give the signs that show on `today`, in the charter's order.

    What is missing shows from the day `weeks` after the term began, or after it was last there.
    """
    found = []
    for sign in rules:
        since = _since(sign, care, today)
        if since is not None:
            facts: dict[str, object] = {"since": since}
            if sign.key == "borrowed_often":
                facts["times"] = len(_asked(sign, care, today))
            reason = Reason(_TEXTS[sign.key], facts, sign.key, sign.clause)
            found.append(Shown(sign, since, reason))
    return found


def _since(sign: Sign, care: Care, today: date) -> date | None:
    weeks = timedelta(weeks=sign.weeks)
    if sign.key == "borrowed_often":
        return today - weeks if len(_asked(sign, care, today)) >= sign.times else None
    if sign.key in _ONCE:
        if _ONCE[sign.key](care) is not None:
            return None
        since = care.starts_on
    else:
        since = max(_LAST[sign.key](care) or care.starts_on, care.starts_on)
    return since if since + weeks <= today else None


def _asked(sign: Sign, care: Care, today: date) -> list[date]:
    first = today - timedelta(weeks=sign.weeks)
    return [day for day in care.asked_back if first < day <= today]
