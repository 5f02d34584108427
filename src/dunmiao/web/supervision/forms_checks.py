"""Forms of inspections, findings and absences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.supervision.models import Check
from dunmiao.web.refusing import Day, Words
from dunmiao.web.supervision.forms import choices

YES_NO = forms.RadioSelect


class PlanForm(forms.Form):
    """What is looked at, how, when and by whom; how many are drawn where they are drawn."""

    title = forms.CharField(label=_("What is looked at"), max_length=120)
    method = forms.ChoiceField(label=_("Method"), widget=forms.RadioSelect)
    first_on = Day(label=_("First day of the visits"))
    last_on = Day(label=_("Last day of the visits"))
    inspectors = forms.MultipleChoiceField(
        label=_("Inspectors"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Empty: yourself. Their own and their relatives are never looked at."),
    )
    size = forms.IntegerField(
        label=_("How many are drawn"), min_value=1, max_value=200, required=False,
        help_text=_("Only where the method draws at random."),
    )
    beacon_name = forms.CharField(
        label=_("Public value"), max_length=120, required=False,
        help_text=_("May be left out. A number that nobody knows yet, such as those of a lottery "
                    "on a day to come; then nobody at all can foretell the draw."),
    )
    beacon_on = Day(label=_("Known on"), required=False)

    def __init__(self, *args: Any, methods: Any, people: Iterable[Any], **options: Any) -> None:
        """Offer the charter's methods and the inspectors of one's own side."""
        super().__init__(*args, **options)
        self.fields["method"].choices = choices(methods)  # type: ignore[attr-defined]
        self.fields["inspectors"].choices = [  # type: ignore[attr-defined]
            (str(user.pk), f"{user} {user.title}".strip()) for user in people
        ]

    def clean_inspectors(self) -> tuple[int, ...]:
        """Give account numbers."""
        return tuple(int(pk) for pk in self.cleaned_data["inspectors"])


class DrawForm(forms.Form):
    """The public value, where one was named."""

    beacon = forms.CharField(label=_("The public value"), max_length=120)


class ReportForm(forms.Form):
    """What was found, in a few sentences."""

    report = Words(label=_("What the inspection found"), max_length=2000)


class CancelForm(forms.Form):
    """Why an inspection is called off."""

    reason = Words(label=_("Reason"), max_length=300,
                   help_text=_("Everybody who may see the draw reads it."))


class CheckForm(forms.Form):
    """A visit: the result, the day, and a sentence."""

    result = forms.ChoiceField(label=_("Result"), widget=forms.RadioSelect, choices=Check.RESULTS)
    on = Day(label=_("Day"))
    at = forms.TimeField(
        label=_("Time"), required=False, widget=forms.TimeInput(attrs={"type": "time"}),
    )
    note = Words(label=_("What was done there"), max_length=300, required=False,
                 help_text=_("A matter, not a judgement. Needed where the person was not there."))


class FindingForm(forms.Form):
    """A matter to mend, by which unit and by when."""

    unit = forms.ChoiceField(label=_("Responsible unit"))
    text = Words(label=_("Matter found"), max_length=500,
                 help_text=_("A matter at a unit, never a person."))
    due_on = Day(label=_("Mend by"))

    def __init__(self, *args: Any, units: Iterable[Any], **options: Any) -> None:
        """Offer the units of the programme."""
        super().__init__(*args, **options)
        self.fields["unit"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose a unit")), *((str(unit.pk), unit.name) for unit in units)
        ]


class FindingAnswerForm(forms.Form):
    """What the unit did."""

    answer = Words(label=_("What was done"), max_length=500)


class FindingCloseForm(forms.Form):
    """Mended, or back to the unit with a new day."""

    is_mended = forms.TypedChoiceField(
        label=_("Is it mended?"), widget=YES_NO, coerce=lambda text: text == "yes",
        choices=[("yes", _("It is mended")), ("no", _("Not yet: back to the unit"))],
    )
    remark = Words(label=_("Remark"), max_length=300, required=False,
                   help_text=_("Needed where it goes back."))
    due_on = Day(label=_("New day"), required=False)


class AbsenceForm(forms.Form):
    """Which days somebody was not there, in a sentence."""

    first_on = Day(label=_("First day"))
    last_on = Day(label=_("Last day"))
    matter = Words(label=_("What was seen"), max_length=300)


class SettleForm(forms.Form):
    """The conclusion after the person was heard."""

    is_excused = forms.TypedChoiceField(
        label=_("Conclusion"), widget=YES_NO, coerce=lambda text: text == "yes",
        choices=[("yes", _("With good reason")), ("no", _("Without leave"))],
    )
    answer = Words(label=_("Why"), max_length=300)
