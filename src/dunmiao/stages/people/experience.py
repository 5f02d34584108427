"""What a person has been through, reckoned from the work record, with the spans it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dunmiao.engine import experience as engine
from dunmiao.engine.reasons import Reason
from dunmiao.engine.resume import Entry, gaps, read_resume
from dunmiao.stages.people.facts import Units, kinds_of, units_by_name
from dunmiao.stages.people.models import Person

_NONE = engine.Tally(0)


@dataclass(frozen=True)
class Experience:
    """A résumé as entries, and what follows from it; `problems` name lines nobody can read."""

    entries: tuple[Entry, ...] = ()
    problems: tuple[Reason, ...] = ()
    grassroots: engine.Tally = _NONE
    by_class: Mapping[str, engine.Tally] | None = None
    gates: engine.ThreeGates | None = None
    rungs: tuple[engine.Rung, ...] = ()


def experience_of(person: Person, today: date, units: Units | None = None) -> Experience:
    """Give a person's experience on a day from the résumé alone (003-48, 002-16, 001c-16).

    Kinds of units are taken from the units on record where the résumé names one, else guessed
    from its words.
    """
    if not person.resume.strip():
        return Experience()
    read = read_resume(person.resume)
    names = units_by_name() if units is None else units
    served = engine.services(read.entries, kinds_of(read.entries, names))
    return Experience(
        entries=read.entries,
        problems=(*read.problems, *gaps(read.entries)),
        grassroots=engine.grassroots(served, today=today),
        by_class={
            code: tally
            for code, tally in engine.months_by_post_class(served, today=today).items()
            if tally.months
        },
        gates=engine.three_gates(served, today=today),
        rungs=engine.ladder(served, today=today),
    )
