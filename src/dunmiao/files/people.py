"""What is known of one person, as read from a sheet or a cadre form and as written back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dunmiao.files.dates import PartialDate
from dunmiao.files.images import Photo


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """One row of 家庭主要成员及重要社会关系 of the cadre form, all as written."""

    relation: str = ""
    name: str = ""
    birth: str = ""
    political: str = ""
    unit_and_post: str = ""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person's facts, texts as written but tidied; fields that end in `_code` are engine.codes.

    Dates are PartialDate (to the day or to the month) or None; texts are "" where nothing stands.
    `accepts_other` is None where it is not said. `years` maps a year to the appraisal grade as
    written. `extras` holds the columns or form elements this product has no field for.
    """

    name: str = ""
    id_number: str = ""
    birth: PartialDate | None = None
    sex_code: str = ""
    ethnic_code: str = ""
    native_place: str = ""
    birthplace: str = ""
    political_code: str = ""
    joined_party: PartialDate | None = None
    joined_party_words: str = ""
    started_work: PartialDate | None = None
    health: str = ""
    unit: str = ""
    post: str = ""
    post_since: PartialDate | None = None
    rank: str = ""
    rank_code: str = ""
    rank_since: PartialDate | None = None
    kind: str = ""
    kind_code: str = ""
    title: str = ""
    speciality: str = ""
    education: str = ""
    education_code: str = ""
    degree: str = ""
    degree_code: str = ""
    school: str = ""
    major: str = ""
    later_education: str = ""
    later_degree: str = ""
    later_school: str = ""
    later_major: str = ""
    phone: str = ""
    wishes: tuple[str, ...] = ()
    accepts_other: bool | None = None
    appraisals: str = ""
    years: Mapping[int, str] = field(default_factory=dict)
    experience: str = ""
    resume: str = ""
    rewards: str = ""
    discipline: str = ""
    ticket: str = ""
    remarks: str = ""
    family: tuple[FamilyMember, ...] = ()
    photo: Photo | None = None
    extras: Mapping[str, str] = field(default_factory=dict)
