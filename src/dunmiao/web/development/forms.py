"""Forms of development: mentors, plans, gaps, seats."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dunmiao.engine.charter import Rules
from dunmiao.web.refusing import Day, Words


def local(item: Any) -> str:
    """Give a charter item's name in the active language."""
    return str(item.name_en if get_language() == "en" and item.name_en else item.name)


class MentorForm(forms.Form):
    """Who, in which post, for which days, by which document."""

    kind = forms.ChoiceField(label=_("Kind of mentor"))
    user = forms.ModelChoiceField(
        label=_("Account"), queryset=None, required=False, empty_label=_("No account"),
        help_text=_("With an account the mentor writes notes of talks; without one the unit does."),
    )
    login = forms.CharField(
        label=_("Or login name"), max_length=150, required=False,
        help_text=_("Where the account is not in the list."),
    )
    name = forms.CharField(label=_("Name"), max_length=60, required=False,
                           help_text=_("Empty: as the account says."))
    title = forms.CharField(label=_("Post held"), max_length=80, required=False)
    document_no = forms.CharField(label=_("Document number"), max_length=60, required=False)
    starts_on = Day(label=_("From"))
    ends_on = Day(label=_("To"))

    def __init__(self, data: Any, *, rules: Rules, users: Any, **options: Any) -> None:
        """Offer the charter's kinds and the accounts of the unit."""
        super().__init__(data, **options)
        kinds = [(kind.key, local(kind)) for kind in rules.mentor_kinds]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
        self.fields["user"].queryset = users  # type: ignore[attr-defined]


class PlanForm(forms.Form):
    """The charter's fields, no more and no less."""

    def __init__(self, data: Any, *, rules: Rules, initial: Any = None) -> None:
        """Make a field for each of the charter's."""
        super().__init__(data, initial=initial)
        for field in rules.plan_fields:
            self.fields[field.key] = Words(
                label=local(field), max_length=field.max_chars, required=False,
                help_text=field.hint,
            )


class RemarkForm(forms.Form):
    """What should be changed."""

    remark = Words(label=_("What should be changed"), max_length=300)


class FeedbackForm(forms.Form):
    """What was found, what to work on, who is told beside the person."""

    text = Words(label=_("What is told"), max_length=1000)
    direction = Words(label=_("What to work on"), max_length=1000, required=False)
    to_unit = forms.ChoiceField(
        label=_("Told, beside the person"),
        choices=[("receiver", _("Receiving unit")), ("sender", _("Sending unit")),
                 ("both", _("Both units"))],
    )


class SeatForm(forms.Form):
    """Which meeting, on which day; what was said is not stored."""

    meeting = forms.CharField(label=_("Meeting"), max_length=80)
    held_on = Day(label=_("Held on"))
