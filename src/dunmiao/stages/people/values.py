"""What sheets and cadre forms say of a person, as the row's values."""

from __future__ import annotations

from typing import Any

from dunmiao.engine.names import clean_name, search_text
from dunmiao.files.people import PersonFacts as Facts


def values_of(facts: Facts) -> dict[str, Any]:
    """Give what a sheet or form says of a person as the row's values; only what it says."""
    held = {
        "name": clean_name(facts.name),
        "sex": facts.sex_code,
        "ethnic": facts.ethnic_code,
        "native_place": facts.native_place,
        "birthplace": facts.birthplace,
        "political": facts.political_code,
        "education": facts.education_code,
        "degree": facts.degree_code,
        "major": facts.later_major or facts.major,
        "school": facts.later_school or facts.school,
        "post_title": facts.post,
        "rank": facts.rank_code,
        "kind": facts.kind_code,
        "resume": facts.resume,
        "rewards": "；".join(part for part in (facts.rewards, facts.discipline) if part),
        "id_number": facts.id_number,
        "phone": facts.phone,
        "health": facts.health,
        "appraisals": {str(year): grade for year, grade in facts.years.items()},
        "form_extra": {**facts.extras, **_as_written(facts)},
        "photo": facts.photo.jpeg if facts.photo else None,
        **_days(facts),
    }
    if facts.health:
        held["is_health_fit"] = any(word in facts.health for word in ("健康", "良好", "一般"))
    return {key: value for key, value in held.items() if value not in ("", None, {}, ())}


# texts of the cadre form that this product has no column for, kept for writing the form again
AS_WRITTEN = (
    "title", "speciality", "education", "degree", "school", "major", "later_education",
    "later_degree", "later_school", "later_major", "joined_party_words", "appraisals",
)  # fmt: skip


def _as_written(facts: Facts) -> dict[str, str]:
    return {f"={key}": text for key in AS_WRITTEN if (text := getattr(facts, key))}


def _days(facts: Facts) -> dict[str, Any]:
    days: dict[str, Any] = {
        key: given.first_day
        for key, given in (
            ("born_on", facts.birth),
            ("joined_party_on", facts.joined_party),
            ("work_started_on", facts.started_work),
            ("post_since", facts.post_since),
            ("rank_since", facts.rank_since),
        )
        if given is not None
    }
    if facts.birth is not None:
        days["is_birth_by_month"] = facts.birth.is_by_month
    return days


def spelled(name: str) -> str:
    """Give what a name is found by besides its initials: its pinyin, then other readings of the
    surname with theirs (覃某 → "qinmou tm tanmou")."""
    _initials, *others = search_text(name).split(" ")
    return " ".join(others)
