"""Forms of the people pages."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.codes import KIN
from dunmiao.engine.facts import grade_of
from dunmiao.engine.identity import read_identity
from dunmiao.engine.names import clean_name
from dunmiao.engine.reasons import Reason
from dunmiao.engine.resume import read_resume
from dunmiao.files.images import clean_photo
from dunmiao.stages.common.moves import say
from dunmiao.stages.people.models import Person
from dunmiao.web.home.unit_field import UnitField
from dunmiao.web.people.words import TABLES, choices, grade_choices, name_of, tag_choices
from dunmiao.web.refusing import Day, Words

YEARS = 5
SECRETS = ("id_number", "phone", "health")
GROUPS = (
    (gettext_lazy("Who"), (
        "name", "sex", "born_on", "is_birth_by_month", "ethnic", "native_place", "native_code",
        "birthplace", "political", "joined_party_on", "photo",
    )),
    (gettext_lazy("Work"), (
        "unit", "post_title", "post_since", "rank", "rank_since", "kind", "work_started_on",
        "recruited_on", "tags",
    )),
    (gettext_lazy("Schooling"), ("education", "degree", "major", "school")),
    (gettext_lazy("Résumé"), ("resume",)),
    (gettext_lazy("Appraisals, rewards, discipline"), (
        "grades", "rewards", "discipline_until", "probation_until",
    )),
    (gettext_lazy("Protected fields"), (*SECRETS, "is_health_fit")),
)  # fmt: skip
TEXTS = {
    "name": 60, "native_place": 60, "native_code": 12, "birthplace": 60, "post_title": 80,
    "major": 60, "school": 80,
}  # fmt: skip
DAYS = (
    "born_on", "joined_party_on", "post_since", "rank_since", "work_started_on", "recruited_on",
    "discipline_until", "probation_until",
)  # fmt: skip
NEEDED = {"name", "sex"}


class PersonForm(forms.Form):
    """What is held about a person. Secrets are never shown: an empty field leaves them alone."""

    unit = UnitField(label=gettext_lazy("Unit"), help_text=gettext_lazy("Full or short name."))
    is_birth_by_month = forms.BooleanField(
        label=gettext_lazy("Only the month of birth is known"), required=False
    )
    photo = forms.FileField(
        label=gettext_lazy("Photo"), required=False,
        help_text=gettext_lazy("JPEG or PNG; position data and comments in it are removed."),
    )
    tags = forms.MultipleChoiceField(
        label=gettext_lazy("Tags"), required=False, widget=forms.CheckboxSelectMultiple
    )
    resume = Words(
        label=gettext_lazy("Résumé"), required=False, max_length=8000,
        help_text=gettext_lazy("One line each: 1990.07--1995.08, two blanks, unit and post."),
    )
    rewards = Words(
        label=gettext_lazy("Rewards and punishments"), required=False, max_length=2000
    )
    is_health_fit = forms.NullBooleanField(label=gettext_lazy("Declared fit"), required=False)

    def __init__(self, *args: Any, person: Person | None, today: date, **options: Any) -> None:
        """Offer codes in the active language; fill in what is held."""
        self.person, self.today = person, today
        super().__init__(*args, initial=self._held(), **options)
        for name, size in TEXTS.items():
            self.fields[name] = forms.CharField(
                label=name_of(name), max_length=size, required=name in NEEDED
            )
        for name, table in TABLES.items():
            self.fields[name] = forms.ChoiceField(
                label=name_of(name), choices=choices(table), required=name in NEEDED
            )
        for name in DAYS:
            self.fields[name] = Day(label=name_of(name), required=False)
        for name in SECRETS:
            self.fields[name] = forms.CharField(
                label=name_of(name), required=False, max_length=200, help_text=self._note(name),
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )
        for year in self.years():
            self.fields[f"grade_{year}"] = forms.ChoiceField(
                label=_("Yearly appraisal %(year)s") % {"year": year}, required=False,
                choices=grade_choices(),
            )
        self.fields["tags"].choices = tag_choices()  # type: ignore[attr-defined]

    def years(self) -> list[int]:
        """Give the years whose appraisal may be entered, newest first."""
        return [self.today.year - back for back in range(1, YEARS + 1)]

    def _held(self) -> dict[str, Any]:
        if self.person is None:
            return {"is_birth_by_month": True}
        names = (*TEXTS, *TABLES, *DAYS, "is_birth_by_month", "tags", "resume", "rewards")
        held: dict[str, Any] = {name: getattr(self.person, name) for name in names}
        held["unit"] = self.person.unit.name
        held["is_health_fit"] = self.person.is_health_fit
        for year in self.years():
            held[f"grade_{year}"] = grade_of(self.person.appraisals.get(str(year), ""))
        return held

    def _note(self, name: str) -> str:
        if self.person is not None and getattr(self.person, name):
            return _("Held, not shown. Write here only to replace it.")
        return _("Not held yet. Kept encrypted.")

    def groups(self) -> list[tuple[str, list[Any]]]:
        """Give the fields by heading, for the page."""
        grades = [f"grade_{year}" for year in self.years()]
        return [
            (str(title), [self[name] for key in names
                          for name in (grades if key == "grades" else [key])])
            for title, names in GROUPS
        ]  # fmt: skip

    def clean_name(self) -> str:
        """Give one clean spelling."""
        return clean_name(self.cleaned_data["name"])

    def clean_id_number(self) -> str:
        """Refuse a number that cannot be one."""
        text = self.cleaned_data["id_number"]
        if not text:
            return ""
        found = read_identity(text, today=self.today)
        if isinstance(found, Reason):
            raise ValidationError(say(found))
        return found.number

    def clean_photo(self) -> bytes | None:
        """Give a small clean picture."""
        upload = self.cleaned_data["photo"]
        if not upload:
            return None
        found = clean_photo(upload.read())
        if isinstance(found, Reason):
            raise ValidationError(say(found))
        return found.jpeg

    def clean_resume(self) -> str:
        """Refuse lines whose dates cannot be read, each named."""
        text: str = self.cleaned_data["resume"]
        problems = read_resume(text).problems if text.strip() else ()
        if problems:
            raise ValidationError([say(reason) for reason in problems])
        return text

    def clean_native_code(self) -> str:
        """Take 6, 9 or 12 digits."""
        text: str = self.cleaned_data["native_code"]
        if text and not (text.isdigit() and len(text) in (6, 9, 12)):
            raise ValidationError(_("A division code has 6, 9 or 12 digits."))
        return text

    def values(self) -> dict[str, Any]:
        """Give what was changed, as the action takes it; never an empty secret."""
        data = self.cleaned_data
        given = {
            name: data[name]
            for name in self.changed_data
            if not name.startswith("grade_") and name not in {"unit", *SECRETS, "photo"}
        }
        given |= {name: data[name] for name in SECRETS if data[name]}
        if data["photo"]:
            given["photo"] = data["photo"]
        grades = [name for name in self.changed_data if name.startswith("grade_")]
        if grades:
            given["appraisals"] = self._grades(grades)
        return given

    def _grades(self, changed: list[str]) -> dict[str, str]:
        held = dict(self.person.appraisals) if self.person else {}
        for name in changed:
            year = name.removeprefix("grade_")
            held.pop(year, None)
            if self.cleaned_data[name]:
                held[year] = self.cleaned_data[name]
        return held


class RevealForm(forms.Form):
    """What a secret is needed for."""

    purpose = forms.CharField(
        label=gettext_lazy("What you need it for"), max_length=200,
        help_text=gettext_lazy(
            "Kept in the record with your name; the person can read it. Shown once."
        ),
    )


class UploadForm(forms.Form):
    """A cadre form to take in."""

    file = forms.FileField(
        label=gettext_lazy("Cadre form"),
        help_text=gettext_lazy("A .lrmx or .lrm file of this person."),
    )


class KinshipForm(forms.Form):
    """A kinship that bars: with a person here, or with a unit that kin lead."""

    relation = forms.ChoiceField(label=gettext_lazy("Relation"))
    other = forms.CharField(
        label=gettext_lazy("Other person"), required=False, max_length=120,
        help_text=gettext_lazy("The name; where several share it, the name and the unit."),
    )
    unit = UnitField(
        label=gettext_lazy("Or the unit where the relative leads"), required=False
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, max_length=120)

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        """Take the persons in sight; offer the relations."""
        self.people = people
        super().__init__(*args, **options)
        self.fields["relation"].choices = choices(KIN)  # type: ignore[attr-defined]

    def clean_other(self) -> Person | None:
        """Give the one person meant."""
        name, _blank, unit = self.cleaned_data["other"].strip().partition(" ")
        if not name:
            return None
        found = self.people.filter(name=name)
        if unit:
            found = found.filter(unit__name__contains=unit.strip()) | found.filter(
                unit__short_name__contains=unit.strip()
            )
        rows = list(found.distinct()[:2])
        if len(rows) != 1:
            raise ValidationError(
                _("Nobody in sight has this name.") if not rows
                else _("Several persons have this name; add the unit.")
            )
        one: Person = rows[0]
        return one


class FlagForm(forms.Form):
    """What is wrong in what is held, and what it should be."""

    field = forms.ChoiceField(label=gettext_lazy("What is wrong"))
    text = Words(label=gettext_lazy("What it should be, and how that can be seen"), max_length=1500)

    def __init__(self, *args: Any, fields: list[tuple[str, str]], **options: Any) -> None:
        """Offer the fields that are held."""
        super().__init__(*args, **options)
        self.fields["field"].choices = [*fields, ("other", _("Something else"))]  # type: ignore[attr-defined]


class EndKinshipForm(forms.Form):
    """Why a kinship no longer holds."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200)
