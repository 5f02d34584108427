"""What a charter says of keeping duties from being forgotten: prompts, early signs, checklists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from dunmiao.engine.charter.convert import nearest
from dunmiao.engine.charter.entities import DutyRule, Entity
from dunmiao.engine.charter.errors import Problems
from dunmiao.engine.charter.fields import number, word
from dunmiao.engine.reasons import Said, gettext_noop

ADDRESSEES: Final = ("owner", "unit", "organiser")  # in the order in which they are told
SIGNS: Final = frozenset(
    {"no_task", "no_plan", "no_talk", "no_contact", "host_silent", "borrowed_often"}
)
_COUNTED: Final = frozenset({"borrowed_often"})


@dataclass(frozen=True, kw_only=True)
class PromptStep(Entity):
    """A prompt about a duty: whom it goes to, how many working days after the due day.

    Fewer than none is before the due day. Each step goes out once for one occurrence of a duty.
    """

    to: str = word(ADDRESSEES)
    days: int = number(least=-60, most=120)


@dataclass(frozen=True, kw_only=True)
class Sign(Entity):
    """An early sign that a placement goes wrong, for the host or the sender to mend (000-16).

    It shows when something is missing for `weeks`, or was asked `times` within them. It is never
    a note about the person, who sees it as everybody concerned does.
    """

    weeks: int = number(least=1, most=104)
    times: int = number(1, least=1, most=50)
    mended_by: str = word({"receiver", "sender", "organiser"})


@dataclass(frozen=True, kw_only=True)
class Checklist(Entity):
    """A heading of a unit's checklist, such as 严格管理, and the duties that stand under it."""

    at: str = word({"receiver", "sender"})
    duties: tuple[str, ...]


def check_prompts(steps: Iterable[PromptStep], problems: Problems) -> None:
    """Note steps that tell the unit before the owner, or anybody above before the due day."""
    reach: dict[str, int] = {}
    for step in steps:
        fault = _fault_of(step, reach)
        if fault:
            problems.add(f"prompt.{step.key}.days", *fault)
        reach[step.to] = max(reach.get(step.to, step.days), step.days)


def _fault_of(step: PromptStep, reach: Mapping[str, int]) -> tuple[Said, Said] | None:
    """Give what is wrong with a step and its remedy; `reach` is how late each is told so far."""
    level = ADDRESSEES.index(step.to)
    if level and step.days < 1:
        return (
            Said(gettext_noop("only the owner is told before a duty is overdue")),
            Said(gettext_noop("write 1 or more")),
        )
    if any(reach.get(name, step.days) < step.days for name in ADDRESSEES[level + 1 :]):
        return (
            Said(gettext_noop("somebody above is told first")),
            Said(gettext_noop("write the steps from the owner upwards")),
        )
    if any(reach.get(name, -61) >= step.days for name in ADDRESSEES[:level]):
        return (
            Said(gettext_noop("comes no later than a step before it")),
            Said(gettext_noop("write a larger number of days")),
        )
    return None


def check_signs(signs: Iterable[Sign], problems: Problems) -> None:
    """Note signs that nothing can show, and numbers that a sign does not take."""
    for sign in signs:
        if sign.key not in SIGNS:
            problems.add(
                f"sign.{sign.key}",
                Said(gettext_noop('"%(key)s" is not known'), key=sign.key),
                nearest(sign.key, SIGNS),
            )
        elif sign.times > 1 and sign.key not in _COUNTED:
            problems.add(
                f"sign.{sign.key}.times",
                Said(gettext_noop("is not counted")),
                Said(gettext_noop("leave times out")),
            )


def check_checklists(
    items: Iterable[Checklist], duties: Iterable[DutyRule], problems: Problems
) -> None:
    """Note headings that name duties the charter has not."""
    known = {duty.key for duty in duties}
    for item in items:
        for key in item.duties:
            if key not in known:
                problems.add(
                    f"checklist.{item.key}.duties",
                    Said(gettext_noop('"%(key)s" is no duty'), key=key),
                    nearest(key, known),
                )
