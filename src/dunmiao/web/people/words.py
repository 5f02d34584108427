"""Words of the people pages: codes, months, ages, and what each field of a person is called."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dunmiao.engine.calendar import age_on
from dunmiao.engine.codes import (
    DEGREE,
    EDUCATION,
    ETHNIC,
    PERSON_TAG,
    PERSONNEL,
    POLITICAL,
    RANK,
    SEX,
    Table,
)
from dunmiao.engine.facts import GRADES, grade_of, grade_term, term
from dunmiao.stages.charter.rules import entries_of
from dunmiao.stages.people.models import Person
from dunmiao.web.templatetags.dunmiao import local_name

TABLES = {
    "sex": SEX, "ethnic": ETHNIC, "political": POLITICAL, "education": EDUCATION,
    "degree": DEGREE, "rank": RANK, "kind": PERSONNEL,
}  # fmt: skip
MORE_TAGS = {
    "reserve": gettext_lazy("Reserve cadre"),
    "three_gates": gettext_lazy("Straight from school to office"),
}
MORE_NAMES = {
    "name": gettext_lazy("Name of the person"),
    "tags": gettext_lazy("Tags"),
    "appraisals": gettext_lazy("Yearly appraisals"),
    "skills": gettext_lazy("Experience recorded"),
    "photo": gettext_lazy("Photo"),
    "native_code": gettext_lazy("Division code of the native place"),
    "form_extra": gettext_lazy("Other items of the cadre form"),
    "unit": gettext_lazy("Unit"),
}
INTERNAL = {
    "id", "user", "initials", "pinyin", "stroke_key", "id_blind", "is_active",
    "is_birth_by_month", "form_extra",
}  # fmt: skip


def language() -> str:
    """Give "en" or "zh"."""
    return "en" if get_language() == "en" else "zh"


def code(table: Table, value: str) -> str:
    """Give a code's word in the active language, nothing for an empty one."""
    return term(table, value).label(language()) if value else ""


def choices(table: Table, *, empty: bool = True) -> list[tuple[str, str]]:
    """Give a table's codes to choose from, in the table's order."""
    rows = [(row.code, row.label(language())) for row in table]
    return [("", "—"), *rows] if empty else rows


def tag_choices() -> list[tuple[str, str]]:
    """Give the tags to choose from."""
    return [*choices(PERSON_TAG, empty=False), *((k, str(v)) for k, v in MORE_TAGS.items())]


def tag_words(tags: list[str]) -> list[str]:
    """Give the words of a person's tags."""
    known = dict(tag_choices())
    return [known.get(tag, tag) for tag in tags]


def grade_choices() -> list[tuple[str, str]]:
    """Give the grades of a yearly appraisal, best first."""
    return [("", "—"), *((key, grade_words(key)) for key in reversed(GRADES))]


def grade_words(grade: str) -> str:
    """Give the words of a grade, however it was written."""
    known = grade_of(grade)
    return str(grade_term(known).label(language())) if known else grade


def month(day: date | None) -> str:
    """Give a month as 1990.07, or nothing."""
    return f"{day:%Y.%m}" if day else ""


def birth(person: Person, today: date) -> str:
    """Give the month (or day) of birth and the age."""
    if person.born_on is None:
        return ""
    text = month(person.born_on) if person.is_birth_by_month else person.born_on.isoformat()
    years = age_on(person.born_on, today)
    return _("%(born)s (aged %(years)s)") % {"born": text, "years": years}


def age(person: Person, today: date) -> int | None:
    """Give the age in years, None where the birth is not known."""
    return age_on(person.born_on, today) if person.born_on else None


def schooling(person: Person) -> str:
    """Give education and degree."""
    parts = (code(EDUCATION, person.education), code(DEGREE, person.degree))
    return " · ".join(part for part in parts if part)


def name_of(field: str) -> str:
    """Give what a field of a person is called."""
    if field in MORE_NAMES:
        return str(MORE_NAMES[field])
    return str(capfirst(Person._meta.get_field(field).verbose_name))


def value_of(person: Person, field: str) -> str:
    """Give a field of a person as words; secrets as their mask."""
    value = getattr(person, field)
    if field in TABLES:
        return code(TABLES[field], value)
    if field == "appraisals":
        return "；".join(f"{year} {grade_words(grade)}" for year, grade in years_of(person))
    if field == "tags":
        return "、".join(tag_words(value))
    if field == "skills":
        known = entries_of("task_classes")
        return "、".join(local_name(known[key]) if key in known else key for key in value)
    if field == "photo":
        return _("held") if value else ""
    return _plain(value)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "、".join(map(str, value))
    return str(value)


def years_of(person: Person) -> list[tuple[str, str]]:
    """Give the yearly appraisals, newest first."""
    return sorted(person.appraisals.items(), reverse=True)


def fields_held() -> list[str]:
    """Name every field of a person that says something about them, in the model's order."""
    return [
        field.name for field in Person._meta.concrete_fields if field.name not in INTERNAL
    ]
