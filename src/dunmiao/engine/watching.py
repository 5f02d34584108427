"""The statuses of checking and correcting; `engine.states` gathers them with the others."""

from __future__ import annotations

from dunmiao.engine.reasons import gettext_noop
from dunmiao.engine.state import ACTIVE, BAD, GOOD, QUIET, WAITING, State


class Inspection(State):
    """A supervision check (督导检查); a random one is committed to, frozen, and then drawn."""

    PLANNED = "planned", gettext_noop("Being planned"), WAITING, "committed drawn cancelled"
    COMMITTED = (
        "committed",
        gettext_noop("Seed committed to, list open"),
        WAITING,
        "frozen cancelled",
    )
    FROZEN = "frozen", gettext_noop("List frozen, draw to come"), WAITING, "drawn cancelled"
    DRAWN = "drawn", gettext_noop("Being visited"), ACTIVE, "reported cancelled"
    REPORTED = "reported", gettext_noop("Reported"), GOOD
    # a cancelled draw stays on the list of draws, so that nobody draws until it pleases
    CANCELLED = "cancelled", gettext_noop("Called off"), QUIET


class Absence(State):
    """Somebody was not at post and no leave says why; the person is heard first."""

    REPORTED = "reported", gettext_noop("The person is heard"), WAITING, "explained unexcused"
    EXPLAINED = "explained", gettext_noop("Explained"), ACTIVE, "excused unexcused"
    EXCUSED = "excused", gettext_noop("With good reason"), GOOD
    UNEXCUSED = "unexcused", gettext_noop("Without leave"), BAD


class Finding(State):
    """What an inspection found, with a unit that mends it by a day."""

    OPEN = "open", gettext_noop("To be mended"), WAITING, "answered"
    # not mended yet: back to the unit
    ANSWERED = "answered", gettext_noop("Answered"), ACTIVE, "open closed"
    CLOSED = "closed", gettext_noop("Mended and closed"), GOOD


class Incident(State):
    """A matter of discipline: told, the person heard, found true or not."""

    REPORTED = "reported", gettext_noop("The person is heard"), WAITING, "explained unfounded"
    EXPLAINED = "explained", gettext_noop("Explained"), ACTIVE, "confirmed unfounded"
    CONFIRMED = "confirmed", gettext_noop("Found true"), BAD
    UNFOUNDED = "unfounded", gettext_noop("Found untrue"), QUIET


class Measure(State):
    """A step of the ladder: proposed, the person heard, taken or dropped, lifted on appeal."""

    PROPOSED = "proposed", gettext_noop("The person is heard"), WAITING, "explained dropped"
    EXPLAINED = "explained", gettext_noop("Explained"), ACTIVE, "taken dropped"
    TAKEN = "taken", gettext_noop("Step taken"), BAD, "lifted"
    DROPPED = "dropped", gettext_noop("Not taken"), QUIET
    LIFTED = "lifted", gettext_noop("Lifted on appeal"), GOOD


class Provision(State):
    """People, money or goods that a unit gives for the work (mechanisms 003-24, 004-35)."""

    PROMISED = "promised", gettext_noop("Promised"), WAITING, "provided dropped"
    PROVIDED = "provided", gettext_noop("There"), GOOD, "ended"
    ENDED = "ended", gettext_noop("Came to its end"), QUIET
    DROPPED = "dropped", gettext_noop("Dropped with a reason"), BAD


# noun -> its states, and its name as it stands in a sentence
WATCHING: dict[str, tuple[type[State], str]] = {
    "inspection": (Inspection, gettext_noop("inspection")),
    "absence": (Absence, gettext_noop("absence")),
    "incident": (Incident, gettext_noop("incident")),
    "measure": (Measure, gettext_noop("measure")),
    "finding": (Finding, gettext_noop("finding")),
    "provision": (Provision, gettext_noop("support")),
}
