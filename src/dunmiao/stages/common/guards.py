"""The database's last line: what no row may ever be, as triggers on SQLite and PostgreSQL.

Plain triggers, since overlap and containment need no exclusion constraint and run on PostgreSQL's
domestic descendants too. They are put back after every migration: SQLite drops a table's triggers
whenever a column changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Guard:
    """A refusal: before `event` on `table`, raise `message` where `condition` (SQL) holds.

    The condition speaks of NEW; an empty one refuses every time.
    """

    name: str
    table: str
    events: tuple[str, ...]
    condition: str
    message: str


_LAST = "COALESCE({0}.ended_on, {0}.ends_on)"
# the conditions are constants of this file; nothing from outside enters them
_TERM = "SELECT 1 FROM placement_placement p WHERE p.id = NEW.placement_id"
_APPROVED = "SELECT 1 FROM appraisal_appraisal a WHERE a.state = 'approved' AND"
GUARDS = (
    Guard(
        "audit_kept",
        "common_auditentry",
        ("UPDATE", "DELETE"),
        "",
        "audit entries are never changed",
    ),
    Guard(
        "one_term_at_a_time",
        "placement_placement",
        ("INSERT", "UPDATE"),
        f"""NEW.state <> 'withdrawn' AND EXISTS (
            SELECT 1 FROM placement_placement o WHERE o.person_id = NEW.person_id
            AND o.id <> COALESCE(NEW.id, 0) AND o.state <> 'withdrawn'
            AND o.starts_on <= {_LAST.format("NEW")}
            AND NEW.starts_on <= {_LAST.format("o")})""",  # noqa: S608  (constants of this file)
        "this person is placed elsewhere in these days",
    ),
    Guard(
        "holding_in_term",
        "placement_holding",
        ("INSERT", "UPDATE"),
        f"""NOT EXISTS ({_TERM} AND p.starts_on <= NEW.starts_on AND NEW.ends_on <= p.ends_on)""",
        "a post is held within the term only",
    ),
    Guard(
        "holding_alone",
        "placement_holding",
        ("INSERT", "UPDATE"),
        """EXISTS (SELECT 1 FROM placement_holding o WHERE o.placement_id = NEW.placement_id
            AND o.id <> COALESCE(NEW.id, 0)
            AND o.starts_on <= NEW.ends_on AND NEW.starts_on <= o.ends_on)""",
        "a person holds one post at a time",
    ),
    Guard(
        "post_has_room",
        "placement_holding",
        ("INSERT", "UPDATE"),
        """(SELECT COUNT(*) FROM placement_holding o WHERE o.post_id = NEW.post_id
            AND o.id <> COALESCE(NEW.id, 0)
            AND o.starts_on <= NEW.ends_on AND NEW.starts_on <= o.ends_on)
            >= (SELECT capacity FROM selection_post s WHERE s.id = NEW.post_id)""",
        "this post is taken in these days",
    ),
    Guard(
        "mentor_in_term",
        "development_mentorship",
        ("INSERT", "UPDATE"),
        f"""NOT EXISTS ({_TERM} AND p.starts_on <= NEW.starts_on AND NEW.ends_on <= p.ends_on)""",
        "a mentor serves within the term only",
    ),
    Guard(
        "mentor_once",
        "development_mentorship",
        ("INSERT", "UPDATE"),
        """EXISTS (SELECT 1 FROM development_mentorship o
            WHERE o.placement_id = NEW.placement_id AND o.kind = NEW.kind AND o.name = NEW.name
            AND o.id <> COALESCE(NEW.id, 0)
            AND o.starts_on <= NEW.ends_on AND NEW.starts_on <= o.ends_on)""",
        "this mentor is appointed already in these days",
    ),
    Guard(
        "appraisal_frozen",
        "appraisal_appraisal",
        ("UPDATE",),
        f"EXISTS ({_APPROVED} a.id = NEW.id)",
        "an approved appraisal is frozen",
    ),
    Guard(
        "opinion_frozen",
        "appraisal_opinion",
        ("INSERT", "UPDATE"),
        f"EXISTS ({_APPROVED} a.id = NEW.appraisal_id)",
        "an approved appraisal is frozen",
    ),
    Guard(
        "tally_frozen",
        "appraisal_tally",
        ("INSERT", "UPDATE"),
        f"EXISTS ({_APPROVED} a.id = NEW.appraisal_id)",
        "an approved appraisal is frozen",
    ),
)


def _sqlite(guard: Guard, event: str) -> list[str]:
    name = f"{guard.name}_{event.lower()}"
    where = f" WHERE {guard.condition}" if guard.condition else ""
    return [
        f"DROP TRIGGER IF EXISTS {name}",
        f"CREATE TRIGGER {name} BEFORE {event} ON {guard.table} BEGIN "
        f"SELECT RAISE(ABORT, '{guard.message}'){where}; END",
    ]


def _postgresql(guard: Guard) -> list[str]:
    events = " OR ".join(guard.events)
    test = guard.condition or "TRUE"
    return [
        f"CREATE OR REPLACE FUNCTION {guard.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {test} THEN RAISE EXCEPTION '{guard.message}' USING ERRCODE = '23514'; END IF; "
        f"RETURN NEW; END $$",
        f"DROP TRIGGER IF EXISTS {guard.name} ON {guard.table}",
        f"CREATE TRIGGER {guard.name} BEFORE {events} ON {guard.table} "
        f"FOR EACH ROW EXECUTE FUNCTION {guard.name}()",
    ]


def install(connection: Any) -> None:
    """Put every guard in place; safe to repeat. Tables not there yet are passed over."""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for guard in GUARDS:
            if guard.table not in tables:
                continue
            for statement in _statements(guard, connection.vendor):
                cursor.execute(statement)


def _statements(guard: Guard, vendor: str) -> list[str]:
    if vendor == "postgresql":
        return _postgresql(guard)
    return [line for event in guard.events for line in _sqlite(guard, event)]
