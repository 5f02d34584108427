"""Taking one row of a file in: whose it is, what differs from what is held, the application."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import Q

from dunmiao.engine import codes
from dunmiao.engine.facts import term
from dunmiao.engine.reasons import Reason, gettext_noop
from dunmiao.files.intake import Intake, PersonRow, Problem
from dunmiao.files.intake.values import unit_key
from dunmiao.files.people import PersonFacts
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.models import AuditEntry
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.common.sealed import Sealed, blind
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.people.actions import SECRET, register_person, update_person
from dunmiao.stages.people.models import Person
from dunmiao.stages.people.values import values_of
from dunmiao.stages.selection.applications import set_wishes, submit_application
from dunmiao.stages.selection.import_before import before_of
from dunmiao.stages.selection.import_units import Units
from dunmiao.stages.selection.models import Application, ImportBatch, Offer, PoolMember
from dunmiao.stages.selection.pool import enter_pool

_SENTENCE = gettext_noop("%(sentence)s")
_LONG = gettext_noop("The text has %(length)s characters and at most %(limit)s fit; shorten it.")
_NO_UNIT = gettext_noop("No unit is named; the person is entered under %(unit)s.")
_UNIT_OPEN = gettext_noop(
    "Nobody has said yet which unit “%(unit)s” is: have it created, or choose the unit meant."
)
_UNIT_SHARED = gettext_noop(
    "%(number)s units are called “%(unit)s”; write the full name of the one that is meant."
)
_ELSEWHERE = gettext_noop(
    "A person with this ID number belongs to another organisation department and cannot be "
    "entered here; ask that department."
)
_SAME = gettext_noop(
    "Taken as %(name)s of %(unit)s, since name, month of birth and unit agree; there is no ID "
    "number to be sure."
)
_REPLACED = gettext_noop("Held is “%(held)s”; the file says “%(given)s” and replaces it.")
_KEPT = gettext_noop(
    "Held is “%(held)s”, entered by hand on %(day)s, and it stays; the file says “%(given)s”."
)
_SECRET_REPLACED = gettext_noop("What the file says differs from what is held and replaces it.")
_SECRET_KEPT = gettext_noop(
    "What the file says differs from what was entered by hand on %(day)s, and that stays."
)
_APPLIED = gettext_noop("Has applied in this programme already; no second application is made.")
_NO_POST = gettext_noop("The wish “%(wish)s” names no post of the call and was left out.")
_NO_POSTS = gettext_noop(
    "The call lists no posts yet, so that the wishes in the file were left out; enter them later."
)
_CLOSED = gettext_noop("%(why)s Only the persons were tried, no application.")
_MANY_WISHES = gettext_noop("Only the first %(most)s wishes count under the charter.")

_CODED: Mapping[str, codes.Table] = {
    "sex": codes.SEX,
    "ethnic": codes.ETHNIC,
    "political": codes.POLITICAL,
    "education": codes.EDUCATION,
    "degree": codes.DEGREE,
    "rank": codes.RANK,
    "kind": codes.PERSONNEL,
}
# a person's field -> the field of the sheet whose heading the clerk knows
_COLUMNS: Mapping[str, str] = {
    "born_on": "birth",
    "joined_party_on": "joined_party",
    "work_started_on": "started_work",
    "post_title": "post",
}
_SILENT = {"is_birth_by_month", "is_health_fit", "form_extra", "photo"}  # never worth a line


def note_of(batch: ImportBatch) -> str:
    """Give the note by which audit entries of an import are known from those made by hand."""
    return f"import {batch.pk}"


@dataclass
class Taking:
    """One import under way: rows go in by `take`, what was made and found gathers here."""

    batch: ImportBatch
    intake: Intake
    units: Units
    create_units: Collection[str] | None  # None: every unknown unit is created
    by: User | None
    today: date
    made: list[list[Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read what every row needs."""
        self.programme = self.batch.programme
        self._note = note_of(self.batch)
        offers = Offer.objects.filter(programme=self.programme, is_confirmed=True)
        self._offers = _offers_by_name(offers.select_related("post__organisation"))
        self._most = rules_of(self.programme).selection.wishes
        self._count = Application.objects.filter(programme=self.programme).count()
        self._said_no_posts = False
        self._applies = True

    def skip_applying(self, why: str) -> None:
        """Take the persons only, since the call takes no applications; said once."""
        self._applies = False
        reason = Reason(_CLOSED, {"why": why}, rule="call_closed")
        self.intake.warnings.append(Problem(0, "", reason))

    def take(self, row: PersonRow) -> None:
        """Enter one sound row whole, or add its error and leave nothing of it behind."""
        made_before = len(self.made)
        try:
            with transaction.atomic():
                self._enter(row)
        except _RowError as wrong:
            del self.made[made_before:]
            self._problem(self.intake.errors, row, wrong.column, wrong.reason)
        except Refusal as refused:
            del self.made[made_before:]
            reason = Reason(_SENTENCE, {"sentence": str(refused)}, rule="refused")
            self._problem(self.intake.errors, row, "", reason)

    def _problem(self, into: list[Problem], row: PersonRow, key: str, reason: Reason) -> None:
        column = row.fields.get(_COLUMNS.get(key, key), "")
        into.append(Problem(row.row, column, reason, row.sheet, row.file, row.facts.name))

    def _enter(self, row: PersonRow) -> None:
        values = values_of(row.facts)
        _check_lengths(values)
        unit = self._unit(row)
        person = self._known(row, unit)
        if person is None:
            person = register_person(
                unit.pk, values, by=self.by, today=self.today, family=row.facts.family,
                note=self._note,
            )  # fmt: skip
            self.made.append(["people.person", person.pk, None])
        else:
            self._update(row, person, values, unit)
        if self.batch.into == "pool":
            self._pool(person)
        elif self._applies:
            self._apply(row, person)

    def _pool(self, person: Person) -> None:
        owner = self.programme.owner_id
        known = PoolMember.objects.filter(owner=owner, person=person).first()
        if known is None or known.state == "left":
            made = enter_pool(owner, [person.pk], by=self.by, today=self.today, note=self._note)
            if known is None:
                self.made.append(["selection.poolmember", made[0].pk, None])

    def _unit(self, row: PersonRow) -> Organisation:
        name = row.facts.unit
        if not name:
            reason = Reason(_NO_UNIT, {"unit": str(self.programme.owner)}, rule="unit_missing")
            self._problem(self.intake.warnings, row, "unit", reason)
            return self.programme.owner
        found = self.units.find(name)
        key = "unit" if "unit" in row.fields else "unit_and_post"
        if len(found) > 1:
            facts = {"unit": name, "number": len(found)}
            raise _RowError(key, Reason(_UNIT_SHARED, facts, rule="unit_shared"))
        if found:
            return found[0]
        if self.create_units is not None and name not in self.create_units:
            raise _RowError(key, Reason(_UNIT_OPEN, {"unit": name}, rule="unit_open"))
        unit = self.units.create(name, by=self.by, today=self.today)
        self.made.append(["organisations.organisation", unit.pk, None])
        return unit

    def _known(self, row: PersonRow, unit: Organisation) -> Person | None:
        facts = row.facts
        if facts.id_number:
            found = Person.objects.filter(id_blind=blind(facts.id_number)).first()
            if found and not found.unit.path.startswith(self.programme.owner.path):
                raise _RowError("id_number", Reason(_ELSEWHERE, rule="person_elsewhere"))
            return found
        if facts.birth is None or not facts.unit:
            return None
        month = Q(born_on__year=facts.birth.year, born_on__month=facts.birth.month)
        same = list(Person.objects.filter(month, unit=unit, name=facts.name)[:2])
        if len(same) != 1:
            return None
        reason = Reason(_SAME, {"name": facts.name, "unit": str(unit)}, rule="person_same")
        self._problem(self.intake.warnings, row, "name", reason)
        return same[0]

    def _update(
        self, row: PersonRow, person: Person, values: dict[str, Any], unit: Organisation
    ) -> None:
        by_hand = _by_hand(person)
        changed: dict[str, Any] = {}
        for key, given in _merged(person, values).items():
            held = getattr(person, key)
            plain = held.reveal() if isinstance(held, Sealed) else held
            if isinstance(plain, memoryview):
                plain = bytes(plain)
            if plain == given:
                continue
            stays = bool(plain) and key in by_hand
            if plain not in ("", None, {}, []):
                self._differs(row, key, plain, given, by_hand.get(key) if stays else None)
            if not stays:
                changed[key] = given
        moved = row.facts.unit and unit.pk != person.unit_id
        if moved:
            stays = "unit" in by_hand
            self._differs(row, "unit", person.unit, unit, by_hand.get("unit"))
            moved = not stays
        family = row.facts.family if _family_differs(person, row.facts) else ()
        if not (changed or moved or family):
            return
        self.made.append(["people.person", person.pk, before_of(person, changed, bool(family))])
        update_person(
            person.pk, changed, by=self.by, today=self.today, family=family,
            unit_id=unit.pk if moved else None, note=self._note,
        )  # fmt: skip

    def _differs(
        self, row: PersonRow, key: str, held: object, given: object, since: date | None
    ) -> None:
        if key in _SILENT:
            return
        facts: dict[str, object] = {}
        if since is not None:
            facts["day"] = since.isoformat()
        if key in SECRET:
            text = _SECRET_KEPT if since else _SECRET_REPLACED
        else:
            facts |= {"held": _word(key, held), "given": _word(key, given)}
            text = _KEPT if since else _REPLACED
        rule = "differs_kept" if since else "differs_replaced"
        self._problem(self.intake.warnings, row, key, Reason(text, facts, rule=rule))

    def _apply(self, row: PersonRow, person: Person) -> None:
        if Application.objects.filter(programme=self.programme, person=person).exists():
            reason = Reason(_APPLIED, rule="applied_already")
            self._problem(self.intake.warnings, row, "name", reason)
            return
        wishes = self._wishes(row)
        self._count += 1
        application = submit_application(
            self.programme.pk,
            person.pk,
            by=self.by,
            today=self.today,
            offer_id=wishes[0] if wishes else None,
            accepts_other=row.facts.accepts_other is not False,
            number=f"{self.programme.year}{self._count:04d}",
            batch_id=self.batch.pk,
        )
        if wishes:
            set_wishes(
                application.pk, wishes, by=self.by, today=self.today,
                accepts_other=application.accepts_other,
            )  # fmt: skip
        self.made.append(["selection.application", application.pk, None])

    def _wishes(self, row: PersonRow) -> list[int]:
        if not row.facts.wishes:
            return []
        if not self._offers:
            if not self._said_no_posts:
                self._said_no_posts = True
                reason = Reason(_NO_POSTS, rule="wish_no_posts")
                self.intake.warnings.append(Problem(0, "", reason, row.sheet, row.file))
            return []
        found: list[int] = []
        for wish in row.facts.wishes:
            offer = self._offers.get(unit_key(wish))
            if offer is None:
                reason = Reason(_NO_POST, {"wish": wish}, rule="wish_unknown")
                self._problem(self.intake.warnings, row, "wish", reason)
            elif offer not in found:
                found.append(offer)
        if len(found) > self._most:
            reason = Reason(_MANY_WISHES, {"most": self._most}, rule="wish_many")
            self._problem(self.intake.warnings, row, "wish", reason)
        return found[: self._most]


class _RowError(Exception):
    """One row cannot be entered; the others can."""

    def __init__(self, column: str, reason: Reason) -> None:
        super().__init__(str(reason))
        self.column, self.reason = column, reason


def _offers_by_name(offers: models.QuerySet[Offer]) -> dict[str, int]:
    """Give the posts of a call by what a clerk may write: unit and title, or either if single."""
    names: dict[str, set[int]] = {}
    for offer in offers:
        unit, title = offer.post.organisation, offer.post.title
        for text in (
            f"{unit.name}{title}", f"{unit.short_name}{title}", title, unit.name, unit.short_name,
        ):  # fmt: skip
            names.setdefault(unit_key(text), set()).add(offer.pk)
    return {text: next(iter(found)) for text, found in names.items() if len(found) == 1}


def _check_lengths(values: Mapping[str, Any]) -> None:
    for key, value in values.items():
        limit = Person._meta.get_field(key).max_length
        if limit and isinstance(value, str) and len(value) > limit:
            facts = {"length": len(value), "limit": limit}
            raise _RowError(key, Reason(_LONG, facts, rule="text_long"))


def _by_hand(person: Person) -> dict[str, date]:
    """Give the fields somebody typed, with the day: an import does not write over those."""
    found: dict[str, date] = {}
    entries = AuditEntry.objects.filter(
        object_type="people.person",
        object_id=str(person.pk),
        act__in=("person.register", "person.edit"),
    ).exclude(note__startswith="import ")
    for at, changes in entries.order_by("pk").values_list("at", "changes"):
        found |= dict.fromkeys(changes, at.date())
    return found


def _merged(person: Person, values: Mapping[str, Any]) -> dict[str, Any]:
    """Give the values with years and unknown form elements added to those held, not instead."""
    merged = dict(values)
    for key in ("appraisals", "form_extra"):
        if key in merged:
            merged[key] = {**getattr(person, key), **merged[key]}
    return merged


def _family_differs(person: Person, facts: PersonFacts) -> bool:
    if not facts.family:
        return False
    held = [row.relation for row in person.family.all()]
    details = [row.details.reveal() for row in person.family.all()]
    given = [row.relation[:20] for row in facts.family]
    return held != given or any(
        row.name not in detail for row, detail in zip(facts.family, details, strict=True)
    )


def _word(key: str, value: Any) -> object:
    if key in _CODED:
        return term(_CODED[key], value)
    if isinstance(value, dict):
        return "、".join(f"{year}{grade}" for year, grade in sorted(value.items()))
    text = value.isoformat() if isinstance(value, date) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
