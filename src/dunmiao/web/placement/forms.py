"""Forms of matching, placements, notices and groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dunmiao.engine.states import Placement as PlacementState
from dunmiao.stages.placement.models import TeamRole
from dunmiao.web.refusing import Day, Words


class SolveForm(forms.Form):
    """A word on what a plan tries out."""

    note = forms.CharField(
        label=_("What this plan tries out"),
        required=False,
        max_length=120,
        help_text=_("A word to know the plan by, such as: 石桥镇优先."),
    )


class MarkForm(forms.Form):
    """A pin or a forbidding, with its reason."""

    kind = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            ("pin", _("Pin: the plan keeps this person at this post")),
            ("forbid", _("Forbid: the plan never puts this person there")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Reason"),
        max_length=200,
        help_text=_("It stays with every plan solved under it, with your name."),
    )


class FilterForm(forms.Form):
    """Narrows the list of placements; every field may be empty."""

    q = forms.CharField(label=_("Name or pinyin initials"), required=False, max_length=40)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    unit = forms.CharField(label=_("Unit"), required=False, max_length=40)
    state = forms.ChoiceField(label=_("State"), required=False)
    direction = forms.ChoiceField(label=_("Direction"), required=False)
    front = forms.ChoiceField(label=_("Front"), required=False)

    def __init__(self, data: Any, **choices: Sequence[tuple[str, Any]]) -> None:
        """Offer what the reader's placements hold."""
        super().__init__(data, auto_id="filter_%s")
        for name, listed in choices.items():
            self.fields[name].choices = [("", _("All")), *listed]  # type: ignore[attr-defined]


def state_choices(label: Any) -> list[tuple[str, str]]:
    """Give the states of a placement with their words."""
    return [(str(state), label(str(state), "placement")) for state in PlacementState]


class ArriveForm(forms.Form):
    """The day somebody arrived."""

    arrived_on = Day(label=_("Arrived on"))


class DivideForm(forms.Form):
    """The person's part of the work."""

    text = Words(
        label=_("Division of work"),
        max_length=1000,
        help_text=_("What the person is in charge of, and with whom."),
    )
    on = Day(label=_("Decided on"))
    document_no = forms.CharField(
        label=_("Document number"),
        required=False,
        max_length=60,
        help_text=_("Of the document that divides the work among the leaders; empty without one."),
    )


class RelationForm(forms.Form):
    """When a relation moved out and came back, and under which letter."""

    letter_no = forms.CharField(label=_("Letter number"), required=False, max_length=60)
    moved_on = Day(label=_("Moved on"), required=False)
    returned_on = Day(label=_("Moved back on"), required=False)


class ReasonForm(forms.Form):
    """A reason in words."""

    reason = Words(label=_("Reason"), max_length=300)


class NoticeForm(forms.Form):
    """What a notice of selection says beside its roster."""

    code = forms.CharField(
        label=_("Code of the issuing office"), max_length=20, help_text=_("Such as 云组通.")
    )
    serial = forms.IntegerField(label=_("Serial number"), min_value=1, max_value=99999)
    report_on = Day(label=_("Report on"), required=False)
    report_to = forms.CharField(label=_("Report to"), required=False, max_length=80)
    contact_name = forms.CharField(label=_("Contact person"), required=False, max_length=40)
    contact_phone = forms.CharField(label=_("Office telephone"), required=False, max_length=30)
    requirements = Words(
        label=_("Further requirements"),
        required=False,
        max_length=2000,
        help_text=_("One per line. What the charter wants said stands in the notice by itself."),
    )

    def values(self) -> dict[str, Any]:
        """Give the values as the action takes them."""
        values = dict(self.cleaned_data)
        lines = [line.strip() for line in values.pop("requirements").splitlines()]
        return {**values, "requirements": tuple(line for line in lines if line)}


class LettersForm(forms.Form):
    """For whom letters of introduction are written, and from which number on."""

    kind = forms.ChoiceField(
        label=_("Letter"),
        choices=[
            ("administrative", _("Introduction to the receiving unit")),
            ("party", _("Moving the party relation")),
        ],
        widget=forms.RadioSelect,
    )
    people = forms.TypedMultipleChoiceField(
        label=_("Persons"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    code = forms.CharField(
        label=_("Code of the issuing office"), max_length=20, help_text=_("Such as 云组介.")
    )
    serial = forms.IntegerField(
        label=_("First serial number"),
        min_value=1,
        max_value=99999,
        help_text=_("The following persons get the following numbers."),
    )
    valid_days = forms.IntegerField(
        label=_("Valid for days"), min_value=1, max_value=90, initial=30
    )
    dues_until = forms.RegexField(
        r"^\d{4}-(0[1-9]|1[0-2])$",
        label=_("Party dues paid until"),
        required=False,
        help_text=_("A month such as 2026-10; only for the party letter."),
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **options: Any) -> None:
        """Offer the persons."""
        super().__init__(*args, **options)
        self.fields["people"].choices = people  # type: ignore[attr-defined]


class TeamForm(forms.Form):
    """A group: its name, its members, and who leads, keeps the branch and stays in touch."""

    name = forms.CharField(label=_("Name of the group"), max_length=60)
    members = forms.TypedMultipleChoiceField(
        label=_("Members"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        members: Sequence[tuple[int, str]],
        users: Sequence[tuple[int, str]],
        **options: Any,
    ) -> None:
        """Offer the programme's placements and the accounts at hand."""
        super().__init__(*args, **options)
        self.fields["members"].choices = members  # type: ignore[attr-defined]
        for kind, label in TeamRole.KINDS:
            self.fields[kind] = forms.TypedChoiceField(
                label=label,
                coerce=int,
                empty_value=None,
                required=False,
                choices=[("", _("Nobody yet")), *users],
            )

    def values(self) -> dict[str, Any]:
        """Give the values as the action takes them."""
        data = self.cleaned_data
        roles = tuple((kind, data[kind]) for kind, _label in TeamRole.KINDS if data[kind])
        return {"name": data["name"], "member_ids": tuple(data["members"]), "roles": roles}
