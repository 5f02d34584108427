"""Forms of incidents and of the steps of the ladder."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dunmiao.web.refusing import Day, Words


class IncidentForm(forms.Form):
    """What happened in a sentence, on which day, under which class of discipline."""

    discipline = forms.ChoiceField(label=_("Class of discipline"), widget=forms.RadioSelect)
    happened_on = Day(label=_("Happened on"))
    matter = Words(label=_("What happened"), max_length=300,
                   help_text=_("One sentence: what, where, who saw it. No judgement."))

    def __init__(self, *args: Any, classes: list[tuple[str, Any]], **options: Any) -> None:
        """Offer the classes of the charter."""
        super().__init__(*args, **options)
        self.fields["discipline"].choices = classes  # type: ignore[attr-defined]


class TruthForm(forms.Form):
    """Found true or not, and why."""

    is_true = forms.TypedChoiceField(
        label=_("Conclusion"), widget=forms.RadioSelect, coerce=lambda text: text == "yes",
        choices=[("yes", _("Found true")), ("no", _("Found untrue"))],
    )
    answer = Words(label=_("Why"), max_length=300)


class MeasureForm(forms.Form):
    """Which step, and why; the incident it follows from where there is one."""

    step = forms.ChoiceField(label=_("Step"), widget=forms.RadioSelect)
    incident = forms.ChoiceField(label=_("Incident"), required=False)
    reason = Words(label=_("Reason"), max_length=500)

    def __init__(self, *args: Any, steps: list[tuple[str, Any]], incidents: list[tuple[str, Any]],
                 **options: Any) -> None:
        """Offer the steps the reader may take, and the incidents found true."""
        super().__init__(*args, **options)
        self.fields["step"].choices = steps  # type: ignore[attr-defined]
        self.fields["incident"].choices = [  # type: ignore[attr-defined]
            ("", _("None")), *incidents
        ]

    def clean_incident(self) -> int | None:
        """Give the number of the incident."""
        return int(self.cleaned_data["incident"]) if self.cleaned_data["incident"] else None


class TakeForm(forms.Form):
    """Taken or dropped, and why."""

    is_taken = forms.TypedChoiceField(
        label=_("Decision"), widget=forms.RadioSelect, coerce=lambda text: text == "yes",
        choices=[("yes", _("Take this step")), ("no", _("Drop it"))],
    )
    answer = Words(label=_("Reason of the decision"), max_length=300)
    document_no = forms.CharField(label=_("Document number"), max_length=60, required=False)


class AppealForm(forms.Form):
    """Why the person holds it wrong."""

    appeal = Words(label=_("Why it is wrong"), max_length=500)


class ReviewForm(forms.Form):
    """Whether the step stands."""

    is_lifted = forms.TypedChoiceField(
        label=_("Decision"), widget=forms.RadioSelect, coerce=lambda text: text == "yes",
        choices=[("yes", _("Lift it")), ("no", _("It stands"))],
    )
    review = Words(label=_("Answer to the appeal"), max_length=300)


class AnswerToAppealForm(forms.Form):
    """The answer to an appeal against a decided change of the term, with the body that gave it."""

    review = Words(label=_("Answer to the appeal"), max_length=300,
                   help_text=_("Name the body that answered."))


class OwnRulesForm(forms.Form):
    """What the person wants to hold to besides the charter's rules; nothing is an answer."""

    own_rules = Words(
        label=_("Rules of my own"), max_length=500, required=False,
        help_text=_("If you like: one on a line. They stand on the commitment you sign; no page "
                    "shows them to others."),
    )
