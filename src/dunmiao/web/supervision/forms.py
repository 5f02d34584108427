"""Forms of the term: short, so that they can be filled in on a phone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from dunmiao.stages.supervision.models import Contact, OpinionVisit
from dunmiao.web.refusing import Day, Words
from dunmiao.web.supervision.settling import role_name


def local(item: Any) -> str:
    """Give a charter item's name in the active language."""
    return str(item.name_en if get_language() == "en" and item.name_en else item.name)


def choices(items: Iterable[Any]) -> list[tuple[str, str]]:
    """Give charter items as choices."""
    return [(item.key, local(item)) for item in items]


class Headed(forms.Form):
    """A form with one text field per heading of the charter; `texts` gives what was written."""

    def __init__(
        self, data: Any, headings: Iterable[str], *, most: int, initial: Any = None, rows: int = 3
    ) -> None:
        """Make the fields h0, h1, … in the order of the headings."""
        super().__init__(data, initial=initial)
        self.headings = {f"h{place}": heading for place, heading in enumerate(headings)}
        widget = forms.Textarea(attrs={"rows": rows})
        own = {
            name: forms.CharField(label=heading, max_length=most, required=False, widget=widget)
            for name, heading in self.headings.items()
        }
        rest = dict(self.fields)
        self.fields.clear()
        self.fields.update({**own, **rest})
        for name, heading in self.headings.items():
            self.initial.setdefault(name, (initial or {}).get(heading, ""))

    @property
    def texts(self) -> dict[str, str]:
        """Give heading -> text."""
        return {heading: self.cleaned_data[name] for name, heading in self.headings.items()}

    def rest(self) -> dict[str, Any]:
        """Give the other values."""
        return {key: value for key, value in self.cleaned_data.items() if key not in self.headings}


class LogForm(forms.Form):
    """What was done, in a few words; the rest may stay empty."""

    text = Words(label=_("What was done"))
    result = forms.CharField(
        label=_("Result"), max_length=200, required=False, help_text=_("If there is one yet.")
    )
    task = forms.CharField(label=_("Piece of work"), max_length=80, required=False)
    on = Day(label=_("Day"))

    def __init__(self, *args: Any, most: int, **options: Any) -> None:
        """Limit the text as the charter does."""
        super().__init__(*args, **options)
        self.fields["text"] = Words(label=_("What was done"), max_length=most)


class LeaveForm(forms.Form):
    """From when to when, of which kind; the reason rests sealed."""

    kind = forms.ChoiceField(label=_("Kind of leave"), widget=forms.RadioSelect)
    first_on = Day(label=_("First day"))
    last_on = Day(label=_("Last day"))
    reason = Words(
        label=_("Reason"), max_length=300, required=False,
        help_text=_("Encrypted. Only who decides may read it, and that is recorded."),
    )

    def __init__(self, *args: Any, kinds: Any, **options: Any) -> None:
        """Offer the charter's kinds."""
        super().__init__(*args, **options)
        self.fields["kind"].choices = choices(kinds)  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """Yes or no, and why."""

    is_approved = forms.TypedChoiceField(
        label=_("Decision"), widget=forms.RadioSelect, coerce=lambda text: text == "yes",
        choices=[("yes", _("Approve")), ("no", _("Refuse"))],
    )
    answer = Words(label=_("Remark"), max_length=200, required=False,
                   help_text=_("Needed where it is refused."))


class PurposeForm(forms.Form):
    """What something sealed is needed for."""

    purpose = forms.CharField(label=_("What you need it for"), max_length=120)


class ReturnForm(forms.Form):
    """The day somebody came back."""

    returned_on = Day(label=_("Back on"))


class TalkForm(Headed):
    """A talk under its kind's headings, and what is to be followed up."""

    on = Day(label=_("Day"))
    given_by = forms.CharField(label=_("Talk given by"), max_length=60, required=False,
                               help_text=_("Empty: yourself."))
    follow_up = forms.CharField(label=_("To follow up"), max_length=200, required=False)
    follow_up_on = Day(label=_("Follow up by"), required=False)


class ContactForm(forms.Form):
    """One sentence on a contact."""

    with_whom = forms.CharField(label=_("With whom"), max_length=60)
    how = forms.ChoiceField(label=_("How"), choices=Contact.WAYS)
    text = Words(label=_("In a sentence"), max_length=300)
    on = Day(label=_("Day"))


class RemarkForm(forms.Form):
    """A remark that may be left out."""

    remark = Words(label=_("Remark"), max_length=300, required=False)


class BorrowForm(forms.Form):
    """Which days, and for what."""

    first_on = Day(label=_("First day"))
    last_on = Day(label=_("Last day"))
    hours = forms.IntegerField(label=_("Hours in all"), min_value=1, max_value=400, required=False,
                               help_text=_("Empty: whole working days."))
    matter = Words(label=_("What for"), max_length=300)


class OpinionForm(forms.Form):
    """Whether the unit can spare the person, and its words."""

    agrees = forms.TypedChoiceField(
        label=_("Can the person be spared?"), widget=forms.RadioSelect,
        coerce=lambda text: text == "yes",
        choices=[("yes", pgettext_lazy("answer", "Yes")), ("no", pgettext_lazy("answer", "No"))],
    )
    opinion = Words(label=_("Opinion"), max_length=300)


class ReminderForm(forms.Form):
    """An early word: the matter, and advice."""

    matter = Words(label=_("Matter"), max_length=300)
    advice = Words(label=_("Advice"), max_length=300, required=False)


class ExplanationForm(forms.Form):
    """The person's own words."""

    explanation = Words(label=_("In your own words"), max_length=500)


class VisitForm(forms.Form):
    """What was heard at the receiving unit, and what sender and person are told of it."""

    kind = forms.ChoiceField(label=_("What it is"), widget=forms.RadioSelect,
                             choices=OpinionVisit.KINDS, initial="opinion")
    heard_from = forms.CharField(label=_("Heard or seen from"), max_length=120)
    text = Words(label=_("Opinions, or what was seen"), max_length=2000,
                 help_text=_("Stays with the department."))
    fact = Words(label=_("Fact it rests on"), max_length=300, required=False,
                 help_text=_("Needed for what was seen: a deed, a matter, a day."))
    findings = Words(label=_("What sender, receiver and person are told"), max_length=1000,
                     required=False, help_text=_("Empty: nobody is told yet."))
    direction = Words(label=_("What to work on"), max_length=1000, required=False)
    on = Day(label=_("Day"))


class SupportForm(forms.Form):
    """A difficulty, told in confidence."""

    kind = forms.ChoiceField(label=_("Kind"))
    matter = Words(label=_("The difficulty"), max_length=1000,
                   help_text=_("Seen by the department, your own unit and who is asked to help."))

    def __init__(self, *args: Any, kinds: Any, **options: Any) -> None:
        """Offer the charter's kinds, and another."""
        super().__init__(*args, **options)
        other = ("other", _("Something else"))
        self.fields["kind"].choices = [*choices(kinds), other]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """An answer."""

    answer = Words(label=_("Answer"), max_length=1000)


class ChangeForm(forms.Form):
    """A change of the term: which, from when, why."""

    kind = forms.ChoiceField(label=_("Change of term"), widget=forms.RadioSelect)
    takes_effect_on = Day(label=_("Takes effect on"))
    reason = Words(label=_("Reason"), max_length=500)


class HearingForm(forms.Form):
    """What a party says of a change of the term."""

    party = forms.ChoiceField(label=_("Heard"))
    is_agreed = forms.TypedChoiceField(
        label=_("Agrees?"), widget=forms.RadioSelect, coerce=lambda text: text == "yes",
        choices=[("yes", pgettext_lazy("answer", "Yes")), ("no", pgettext_lazy("answer", "No"))],
    )
    text = Words(label=_("Opinion"), max_length=500)
    said_by = forms.CharField(
        label=_("Who spoke for the unit"), max_length=60, required=False,
        help_text=_("Name and post, where the department writes down what was said to it."),
    )

    def __init__(self, *args: Any, parties: Sequence[str], is_ours: Any, **options: Any) -> None:
        """Offer the parties still to be heard; who speaks for one's own unit signs for it."""
        super().__init__(*args, **options)
        self.fields["party"].choices = [  # type: ignore[attr-defined]
            (party, role_name(party)) for party in parties
        ]
        if len(parties) == 1:
            self.fields["party"].initial = parties[0]
        if "organiser" not in is_ours:
            del self.fields["said_by"]


class StillOpenForm(forms.Form):
    """What an answer did not solve."""

    still_open = Words(label=_("What is still open"), max_length=1000)


class ChangeDecisionForm(forms.Form):
    """The decision on a change of the term, with its document."""

    is_approved = forms.TypedChoiceField(
        label=_("Decision"), widget=forms.RadioSelect, coerce=lambda text: text == "yes",
        choices=[("yes", _("Approve")), ("no", _("Refuse"))],
    )
    answer = Words(label=_("Reason of the decision"), max_length=300)
    document_no = forms.CharField(label=_("Document number"), max_length=60, required=False)
