"""Forms about programmes: repeated, below one another, and who stands over them."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.codes import PERSONNEL
from dunmiao.stages.charter.models import GroupMember, LeadingGroup
from dunmiao.web.home.unit_field import UnitField
from dunmiao.web.refusing import Day, Words
from dunmiao.web.selection.words import code

OFFICES = 3
PERSON = re.compile(r"([^\s,，、:：]{2,20})[\s,，、:：]+(.{2,80})")


class CloneForm(forms.Form):
    """How the next cohort is called, in which year, under which version."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2100)
    charter = forms.ModelChoiceField(label=gettext_lazy("Charter"), queryset=None)


class SubdivideForm(forms.Form):
    """A county's own programme below a city's."""

    owner = UnitField(label=gettext_lazy("County's organising unit"))
    charter = forms.ModelChoiceField(
        label=gettext_lazy("Charter"), queryset=None,
        help_text=gettext_lazy("The city's own, or the county's with stricter values only."),
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    quota = forms.IntegerField(
        label=gettext_lazy("Number to be selected"), min_value=0, max_value=100000, initial=0
    )


class Persons(Words):
    """Persons, one on each line: name, then post held."""

    def __init__(self, **options: Any) -> None:
        """Say how a line is written."""
        options.setdefault("help_text", gettext_lazy("One on each line: name, post held."))
        super().__init__(max_length=4000, **options)

    def clean(self, value: Any) -> Any:
        """Give (name, post) pairs. Raises ValidationError for a line that is none."""
        found = []
        for line in (super().clean(value) or "").splitlines():
            if not (text := line.strip()):
                continue
            person = PERSON.fullmatch(text)
            if person is None:
                raise forms.ValidationError(
                    _("“%(line)s” is no name with a post; write them with a comma between.")
                    % {"line": text}
                )
            found.append((person[1], person[2].strip()))
        return found


class GroupForm(forms.Form):
    """A leading or guidance group: name, office, founding document, members."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=LeadingGroup.KINDS)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    office = UnitField(label=gettext_lazy("Its office is at"))
    document_title = forms.CharField(label=gettext_lazy("Founding document"), max_length=160)
    document_no = forms.CharField(
        label=gettext_lazy("Document number"), max_length=60, required=False
    )
    founded_on = Day(label=gettext_lazy("Set up on"))
    head = Persons(label=gettext_lazy("Head of the group"),
                   widget=forms.Textarea(attrs={"rows": 1}))
    deputy = Persons(label=gettext_lazy("Deputy heads"), required=False,
                     widget=forms.Textarea(attrs={"rows": 3}))
    member = Persons(label=gettext_lazy("Members"), required=False,
                     widget=forms.Textarea(attrs={"rows": 6}))
    office_head = Persons(label=gettext_lazy("Head of its office"), required=False,
                          widget=forms.Textarea(attrs={"rows": 1}))

    def values(self) -> dict[str, Any]:
        """Give what the action takes."""
        data = dict(self.cleaned_data)
        members = [
            (part, name, title) for part, _words in GroupMember.PARTS
            for name, title in data.pop(part)
        ]  # fmt: skip
        office = data.pop("office")
        return {**data, "office_id": office.pk, "members": members}


def group_initial(group: LeadingGroup) -> dict[str, Any]:
    """Give what the form of a group shows first."""
    found: dict[str, Any] = {
        key: getattr(group, key)
        for key in ("kind", "name", "document_title", "document_no", "founded_on")
    }
    found["office"] = group.office.name
    for part, _words in GroupMember.PARTS:
        lines = [f"{one.name}，{one.title}" for one in group.members.all() if one.part == part]
        found[part] = "\n".join(lines)
    return found


class OfficesForm(forms.Form):
    """The offices that organise a programme together with its owner, three at most."""

    def __init__(self, *args: Any, **options: Any) -> None:
        """Draw three rows of fields."""
        super().__init__(*args, **options)
        kinds = [("", _("all kinds"))]
        kinds += [(row.code, code(PERSONNEL, row.code)) for row in PERSONNEL]
        for n in range(1, OFFICES + 1):
            at = {"n": n}
            self.fields[f"office_{n}"] = UnitField(label=_("Office %(n)s") % at, required=False)
            self.fields[f"kind_{n}"] = forms.ChoiceField(
                label=_("Personnel it answers for"), choices=kinds, required=False
            )
            self.fields[f"part_{n}"] = forms.CharField(
                label=_("What falls to it"), max_length=120, required=False
            )

    def rows(self) -> list[tuple[int, str, str]]:
        """Give (office id, personnel kind, part) of each row filled in."""
        data = self.cleaned_data
        return [
            (data[f"office_{n}"].pk, data[f"kind_{n}"], data[f"part_{n}"])
            for n in range(1, OFFICES + 1)
            if data.get(f"office_{n}")
        ]


class LongPlanForm(forms.Form):
    """What several years of programmes are to reach."""

    title = forms.CharField(label=gettext_lazy("Title of the plan"), max_length=120)
    from_year = forms.IntegerField(label=gettext_lazy("From year"), min_value=2000, max_value=2100)
    to_year = forms.IntegerField(label=gettext_lazy("To year"), min_value=2000, max_value=2100)
    yearly_quota = forms.IntegerField(
        label=gettext_lazy("Persons a year"), min_value=0, max_value=100000, initial=0
    )
    aims = Words(label=gettext_lazy("Aims"), max_length=4000)
    document_no = forms.CharField(
        label=gettext_lazy("Document number"), max_length=60, required=False
    )
    decided_on = Day(label=gettext_lazy("Decided on"), required=False)
