"""What one status is: its stored value, its label, its tone, and what may follow it."""

from __future__ import annotations

from enum import StrEnum

WAITING = "waiting"
ACTIVE = "active"
GOOD = "good"
BAD = "bad"
QUIET = "quiet"


class State(StrEnum):
    """One status of one noun: its stored value, English label, tone, and what may follow it.

    `tone` is one of waiting, active, good, bad, quiet; pages choose the colour. `after` names the
    values this one may move to, blank between them, empty for a final state. The first member of
    a noun is where every row of it begins.
    """

    label: str
    tone: str
    after: str

    def __new__(cls, value: str, label: str = "", tone: str = QUIET, after: str = "") -> State:
        """Make a member from its row of the table; a lookup passes the value alone."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.tone = tone
        member.after = after
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Give (value, English label) pairs in the order of the table, for a model field."""
        return [(str(member), member.label) for member in cls]
