"""Every status and its allowed moves, one table per noun.

A status that follows from dates (a leave that is overdue, a placement that has run out of days)
is computed and has no member here. Moves are what a person does; who may do them is the matter
of `stages`, and when a duty follows from one is the matter of `engine.duties`.

To add a state: a member with its row, its name in the rows that lead to it, and a migration of
the stage that remembers it. `tests/engine/test_states.py` fails when nothing leads to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from dunmiao.engine.reasons import Reason, gettext_noop
from dunmiao.engine.state import ACTIVE, BAD, GOOD, QUIET, WAITING, State
from dunmiao.engine.watching import WATCHING


class Programme(State):
    """A programme of one cohort, from its draft to its closing."""

    DRAFT = "draft", gettext_noop("Draft"), WAITING, "open cancelled"
    OPEN = "open", gettext_noop("Open for applications"), ACTIVE, "selecting cancelled"
    # back to open: too few came forward and the call is lengthened
    SELECTING = "selecting", gettext_noop("Selecting"), ACTIVE, "open decided cancelled"
    DECIDED = "decided", gettext_noop("Decided"), ACTIVE, "selecting running cancelled"
    RUNNING = "running", gettext_noop("Running"), GOOD, "closed"
    CLOSED = "closed", gettext_noop("Closed"), QUIET
    CANCELLED = "cancelled", gettext_noop("Cancelled"), BAD


class Post(State):
    """A secondment post as a receiving unit offers it (mechanism 004-21, 004-57)."""

    OFFERED = "offered", gettext_noop("Offered"), WAITING, "listed declined withdrawn"
    LISTED = "listed", gettext_noop("Listed in the call"), GOOD, "withdrawn"
    DECLINED = "declined", gettext_noop("Not accepted"), BAD, "offered"
    WITHDRAWN = "withdrawn", gettext_noop("Withdrawn"), QUIET, "offered"


class Invitation(State):
    """A named person asked for by the organiser; the unit must answer (mechanism 004-20)."""

    SENT = "sent", gettext_noop("Waiting for the unit"), WAITING, "accepted refused withdrawn"
    ACCEPTED = "accepted", gettext_noop("Agreed"), GOOD
    # the organiser may ask the unit to think again
    REFUSED = "refused", gettext_noop("Refused with a reason"), BAD, "sent"
    WITHDRAWN = "withdrawn", gettext_noop("Withdrawn"), QUIET


class Nomination(State):
    """A unit asked to name its candidates, until the organiser takes them (003-09 to 003-11)."""

    ASKED = "asked", gettext_noop("Waiting for the unit"), WAITING, "named declined withdrawn"
    NAMED = "named", gettext_noop("Named, waiting for the department"), ACTIVE, "accepted returned"
    # the unit may name others, better grounds, or a resolution that holds
    RETURNED = "returned", gettext_noop("Sent back with a reason"), BAD, "named declined withdrawn"
    DECLINED = "declined", gettext_noop("Names nobody, with a reason"), BAD, "returned"
    ACCEPTED = "accepted", gettext_noop("Taken into the selection"), GOOD
    WITHDRAWN = "withdrawn", gettext_noop("No longer asked"), QUIET


class Survey(State):
    """A unit's list of its young cadres; confirmed once (003-06)."""

    ASKED = "asked", gettext_noop("Waiting for the unit"), WAITING, "confirmed withdrawn"
    # the department sees that somebody is missing
    CONFIRMED = "confirmed", gettext_noop("Confirmed by the unit"), GOOD, "returned"
    RETURNED = "returned", gettext_noop("Sent back with a reason"), BAD, "confirmed withdrawn"
    WITHDRAWN = "withdrawn", gettext_noop("No longer asked"), QUIET


class PoolMember(State):
    """A person of the pool of those who may be sent (003-08)."""

    CANDIDATE = "candidate", gettext_noop("May be sent"), ACTIVE, "chosen deferred unfit left"
    # the term is over, or the choice was taken back
    CHOSEN = "chosen", gettext_noop("Chosen"), GOOD, "candidate deferred left"
    DEFERRED = "deferred", gettext_noop("Deferred"), WAITING, "candidate chosen unfit left"
    UNFIT = "unfit", gettext_noop("Does not meet the conditions"), BAD, "candidate left"
    # who comes in again begins anew
    LEFT = "left", gettext_noop("Taken out of the pool"), QUIET


class Application(State):
    """One person's way through a selection (mechanism 004-56)."""

    SUBMITTED = "submitted", gettext_noop("Submitted"), WAITING, "eligible ineligible withdrawn"
    # a person overrides the computed verdict with a reason, either way
    ELIGIBLE = "eligible", gettext_noop("Eligible"), GOOD, "ineligible in_selection withdrawn"
    INELIGIBLE = "ineligible", gettext_noop("Not eligible"), BAD, "eligible withdrawn"
    IN_SELECTION = (
        "in_selection",
        gettext_noop("In selection"),
        ACTIVE,
        "reserve out proposed withdrawn",
    )
    # a replacement enters the next stage, or is proposed at once when it was the last one
    RESERVE = "reserve", gettext_noop("In reserve"), WAITING, "in_selection out proposed withdrawn"
    # a corrected score or an upheld objection brings a person back
    OUT = "out", gettext_noop("Not selected"), QUIET, "in_selection reserve"
    PROPOSED = (
        "proposed",
        gettext_noop("Proposed to the committee"),
        ACTIVE,
        "reserve out selected withdrawn",
    )
    # out: the public notice was stopped after an objection
    SELECTED = "selected", gettext_noop("Selected"), GOOD, "out withdrawn"
    WITHDRAWN = "withdrawn", gettext_noop("Withdrawn"), QUIET


class StageRound(State):
    """One stage of one selection: written examination, interview, inspection and so on."""

    WAITING = "waiting", gettext_noop("Not begun"), WAITING, "open"
    OPEN = "open", gettext_noop("Under way"), ACTIVE, "closed"
    # a corrected score opens the round again
    CLOSED = "closed", gettext_noop("Closed"), GOOD, "open"


class Publicity(State):
    """A public notice of persons and posts, over its working days."""

    POSTED = "posted", gettext_noop("On display"), ACTIVE, "ended held"
    ENDED = "ended", gettext_noop("Display ended"), WAITING, "passed held"
    PASSED = "passed", gettext_noop("No obstacle"), GOOD
    HELD = "held", gettext_noop("Held for an objection"), BAD, "passed stopped"
    STOPPED = "stopped", gettext_noop("Stopped after an objection"), BAD


class Objection(State):
    """An objection to a public notice or to an appraisal."""

    RECEIVED = "received", gettext_noop("Received"), WAITING, "reviewing withdrawn"
    REVIEWING = "reviewing", gettext_noop("Under review"), ACTIVE, "upheld rejected withdrawn"
    UPHELD = "upheld", gettext_noop("Upheld"), BAD
    REJECTED = "rejected", gettext_noop("Not upheld"), GOOD
    WITHDRAWN = "withdrawn", gettext_noop("Withdrawn"), QUIET


class MatchPlan(State):
    """One solved plan of persons and posts; the committee adopts one of them."""

    DRAFTED = "drafted", gettext_noop("Drafted"), WAITING, "adopted superseded"
    ADOPTED = "adopted", gettext_noop("Adopted"), GOOD, "superseded"
    SUPERSEDED = "superseded", gettext_noop("Superseded"), QUIET


class Placement(State):
    """A person at a post; extension and rotation move its dates, not its state."""

    PROPOSED = "proposed", gettext_noop("Proposed"), WAITING, "noticed withdrawn"
    NOTICED = "noticed", gettext_noop("Notice issued"), ACTIVE, "arrived withdrawn"
    ARRIVED = "arrived", gettext_noop("At post"), GOOD, "ended recalled"
    # back to post: the disposition lengthens the term after its last day
    ENDED = "ended", gettext_noop("Term ended"), WAITING, "arrived closed"
    RECALLED = "recalled", gettext_noop("Recalled early"), BAD, "closed"
    CLOSED = "closed", gettext_noop("Closed and filed"), QUIET
    WITHDRAWN = "withdrawn", gettext_noop("Withdrawn before arrival"), QUIET


class Plan(State):
    """An individual plan of five fields, agreed by both sides (mechanism 002-13, 002-14)."""

    DRAFT = "draft", gettext_noop("Draft"), WAITING, "proposed"
    PROPOSED = "proposed", gettext_noop("Waiting for agreement"), ACTIVE, "returned agreed"
    RETURNED = "returned", gettext_noop("Sent back with remarks"), BAD, "proposed"
    AGREED = "agreed", gettext_noop("Agreed"), GOOD, "superseded"
    SUPERSEDED = "superseded", gettext_noop("Superseded"), QUIET


class Rotation(State):
    """A schedule of a cohort over the post classes (mechanism 002-15); one is decided on."""

    DRAFTED = "drafted", gettext_noop("Drafted"), WAITING, "decided superseded"
    DECIDED = "decided", gettext_noop("Decided"), GOOD, "superseded"
    SUPERSEDED = "superseded", gettext_noop("Superseded"), QUIET


class Gathering(State):
    """A training class or a meeting (mechanism 000-06, 004-39)."""

    PLANNED = "planned", gettext_noop("Announced"), WAITING, "held cancelled"
    HELD = "held", gettext_noop("Took place"), GOOD
    CANCELLED = "cancelled", gettext_noop("Cancelled"), QUIET


class Leave(State):
    """A leave of a seconded person; overdue is computed from its last day."""

    ASKED = "asked", gettext_noop("Asked for"), WAITING, "approved refused cancelled"
    APPROVED = "approved", gettext_noop("Approved"), ACTIVE, "returned cancelled"
    REFUSED = "refused", gettext_noop("Refused"), BAD
    RETURNED = "returned", gettext_noop("Back at post"), GOOD
    CANCELLED = "cancelled", gettext_noop("Cancelled"), QUIET


class Borrow(State):
    """A request of the sending unit to have its person for some days (mechanism 004-48)."""

    ASKED = (
        "asked",
        gettext_noop("Waiting for the receiving unit's opinion"),
        WAITING,
        "opined withdrawn",
    )
    OPINED = (
        "opined",
        gettext_noop("Waiting for the department"),
        ACTIVE,
        "approved refused withdrawn",
    )
    APPROVED = "approved", gettext_noop("Approved"), GOOD, "ended withdrawn"
    REFUSED = "refused", gettext_noop("Refused"), BAD
    ENDED = "ended", gettext_noop("Ended"), QUIET
    WITHDRAWN = "withdrawn", gettext_noop("Withdrawn"), QUIET


class Report(State):
    """A regular report, written once for three readers (mechanism 004-49)."""

    DRAFT = "draft", gettext_noop("Draft"), WAITING, "submitted"
    # the writer takes it back before anyone has read it
    SUBMITTED = "submitted", gettext_noop("Submitted"), ACTIVE, "draft acknowledged"
    ACKNOWLEDGED = "acknowledged", gettext_noop("Read by all three"), GOOD


class Appraisal(State):
    """A half-year or final appraisal; approval freezes it (mechanism 004-52, 004-53)."""

    OPEN = "open", gettext_noop("Being prepared"), WAITING, "opinions"
    OPINIONS = "opinions", gettext_noop("Told to the person"), ACTIVE, "open objected approved"
    # an upheld objection opens the opinions again
    OBJECTED = "objected", gettext_noop("Objected to"), BAD, "open opinions approved"
    APPROVED = "approved", gettext_noop("Approved and frozen"), GOOD


class Disposition(State):
    """What follows the term: return, extension, stay, exchange, recommendation."""

    PROPOSED = "proposed", gettext_noop("Proposed"), WAITING, "decided withdrawn"
    DECIDED = "decided", gettext_noop("Decided"), ACTIVE, "carried_out"
    CARRIED_OUT = "carried_out", gettext_noop("Carried out"), GOOD
    WITHDRAWN = "withdrawn", gettext_noop("Withdrawn"), QUIET


class SupportRequest(State):
    """A request for people, money or goods (mechanism 004-35)."""

    ASKED = "asked", gettext_noop("Asked for"), WAITING, "assigned declined"
    ASSIGNED = "assigned", gettext_noop("Being handled"), ACTIVE, "answered declined"
    # the asker is not helped yet
    ANSWERED = "answered", gettext_noop("Answered"), GOOD, "asked assigned closed"
    DECLINED = "declined", gettext_noop("Declined with a reason"), BAD, "asked assigned closed"
    CLOSED = "closed", gettext_noop("Closed"), QUIET


class Complaint(State):
    """A complaint or suggestion; never handled by the party complained of."""

    RECEIVED = "received", gettext_noop("Received"), WAITING, "assigned"
    # from one handler to another, when the first turns out to be concerned
    ASSIGNED = "assigned", gettext_noop("Being handled"), ACTIVE, "received answered"
    ANSWERED = "answered", gettext_noop("Answered"), GOOD, "assigned closed"
    CLOSED = "closed", gettext_noop("Closed"), QUIET


class Delivery(State):
    """A prompt on its way to one person through one channel."""

    QUEUED = "queued", gettext_noop("Waiting to be sent"), WAITING, "sending"
    SENDING = "sending", gettext_noop("Being sent"), ACTIVE, "sent failed"
    SENT = "sent", gettext_noop("Sent"), GOOD
    FAILED = "failed", gettext_noop("Not sent"), BAD, "retried"
    RETRIED = "retried", gettext_noop("To be sent again"), WAITING, "sending"


class Ticket(State):
    """督办: a matter the department supervises until it is settled (mechanism 001b-40)."""

    ISSUED = "issued", gettext_noop("Issued"), WAITING, "under_way reported withdrawn closed"
    UNDER_WAY = "under_way", gettext_noop("Under way"), ACTIVE, "reported withdrawn closed"
    # the issuer sends back what is not settled yet
    REPORTED = (
        "reported",
        gettext_noop("Reported as settled"),
        ACTIVE,
        "under_way closed withdrawn",
    )
    CLOSED = "closed", gettext_noop("Closed"), GOOD
    WITHDRAWN = "withdrawn", gettext_noop("Withdrawn"), QUIET


class Import(State):
    """One file: checked first, then taken in; undoing it is one act."""

    CHECKED = "checked", gettext_noop("Checked, not taken in yet"), WAITING, "done discarded"
    DONE = "done", gettext_noop("Taken in"), GOOD, "undone"
    UNDONE = "undone", gettext_noop("Undone"), QUIET
    DISCARDED = "discarded", gettext_noop("Discarded"), QUIET


Moves = Mapping[State, frozenset[State]]


class Noun(NamedTuple):
    """What one noun may be: its states, their moves, its name as it stands in a sentence."""

    states: type[State]
    moves: Moves
    name: str


def _noun(states: type[State], name: str) -> Noun:
    # a misspelt state fails here, at import
    moves = {state: frozenset(map(states, state.after.split())) for state in states}
    return Noun(states, MappingProxyType(moves), name)


NOUNS: Mapping[str, Noun] = MappingProxyType(
    {
        "programme": _noun(Programme, gettext_noop("programme")),
        "post": _noun(Post, gettext_noop("post")),
        "invitation": _noun(Invitation, gettext_noop("invitation")),
        "nomination": _noun(Nomination, gettext_noop("nomination")),
        "survey": _noun(Survey, gettext_noop("survey report")),
        "pool_member": _noun(PoolMember, gettext_noop("person of the pool")),
        "application": _noun(Application, gettext_noop("application")),
        "stage_round": _noun(StageRound, gettext_noop("selection stage")),
        "publicity": _noun(Publicity, gettext_noop("public notice")),
        "objection": _noun(Objection, gettext_noop("objection")),
        "match_plan": _noun(MatchPlan, gettext_noop("matching plan")),
        "placement": _noun(Placement, gettext_noop("placement")),
        "plan": _noun(Plan, gettext_noop("individual plan")),
        "rotation": _noun(Rotation, gettext_noop("rotation schedule")),
        "gathering": _noun(Gathering, gettext_noop("training or meeting")),
        "leave": _noun(Leave, gettext_noop("leave")),
        "borrow": _noun(Borrow, gettext_noop("request to borrow back")),
        "report": _noun(Report, gettext_noop("report")),
        "appraisal": _noun(Appraisal, gettext_noop("appraisal")),
        "disposition": _noun(Disposition, gettext_noop("disposition")),
        "support_request": _noun(SupportRequest, gettext_noop("request for support")),
        "complaint": _noun(Complaint, gettext_noop("complaint")),
        "delivery": _noun(Delivery, gettext_noop("delivery")),
        "ticket": _noun(Ticket, gettext_noop("supervision ticket")),
        "import": _noun(Import, gettext_noop("import")),
        **{key: _noun(states, name) for key, (states, name) in WATCHING.items()},
    }
)
MOVES: Mapping[str, Moves] = MappingProxyType({noun: table.moves for noun, table in NOUNS.items()})


def start_of(noun: str) -> State:
    """Give the state in which every row of `noun` begins. KeyError: unknown noun."""
    return next(iter(NOUNS[noun].states))


def moves_from(noun: str, state: str) -> tuple[State, ...]:
    """Give the states that may follow `state`, in the order of the noun's table.

    KeyError: unknown noun. ValueError: unknown state.
    """
    states, moves, _name = NOUNS[noun]
    allowed = moves[states(state)]
    return tuple(after for after in states if after in allowed)


def check_move(noun: str, before: str, after: str) -> Reason | None:
    """Say why a row of `noun` may not go from `before` to `after`; None when it may.

    The fact values are Reasons of one word, so that a page can translate them too.
    KeyError: unknown noun. ValueError: unknown state.
    """
    states, moves, name = NOUNS[noun]
    old, new = states(before), states(after)
    if new in moves[old]:
        return None
    facts = {"noun": Reason(name), "before": Reason(old.label), "after": Reason(new.label)}
    if old == new:
        text = gettext_noop("This %(noun)s is already in the state “%(before)s”. Nothing changed.")
    elif not moves[old]:
        text = gettext_noop("This %(noun)s is final in the state “%(before)s”. Nothing changed.")
    else:
        text = gettext_noop(
            "This %(noun)s is in the state “%(before)s” and cannot become “%(after)s” from there. "
            "Load the page again to see what can be done now."
        )
    return Reason(text, facts)
