"""Forms of training and meetings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dunmiao.web.refusing import Day, Words

Choices = Sequence[tuple[str, Any]]
AGENDA_LINES = 20


class CallForm(forms.Form):
    """What, when, where, by whom, for whom."""

    kind = forms.ChoiceField(label=_("Kind"))
    topic = forms.CharField(label=_("Topic"), max_length=80)
    held_on = Day(label=_("Day"))
    until = Day(label=_("Last day"), required=False, help_text=_("Empty: one day."))
    place = forms.CharField(label=_("Held at"), max_length=80, required=False)
    host = forms.CharField(label=_("Teacher or chair"), max_length=80, required=False)
    invite = forms.ChoiceField(label=_("Who is invited"))
    need = forms.ChoiceField(label=_("Gap it is to fill"), required=False)
    agenda = Words(label=_("Agenda"), max_length=1000, required=False,
                   help_text=_("One point on each line."))
    speakers = forms.CharField(
        label=_("Speakers"), max_length=200, required=False,
        help_text=_("Names of people invited, with 、 between them."),
    )
    is_sending_off = forms.BooleanField(
        label=_("Sending-off: each receiving unit takes its people over there"), required=False,
    )

    def __init__(
        self, data: Any, *, kinds: Choices, invites: Choices, needs: Choices, **options: Any
    ) -> None:
        """Offer the charter's kinds, the groups, the gaps there are."""
        super().__init__(data, **options)
        offered = {"kind": kinds, "invite": invites, "need": [("", "—"), *needs]}
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_agenda(self) -> list[str]:
        """Give the agenda as lines."""
        lines = [line.strip() for line in self.cleaned_data["agenda"].splitlines()]
        return [line[:120] for line in lines if line][:AGENDA_LINES]

    def clean(self) -> dict[str, Any]:
        """Ask for the gap where people are invited by it."""
        data = super().clean() or {}
        if data.get("invite") == "need" and not data.get("need"):
            self.add_error("need", _("Say which gap."))
        return data


class AttendForm(forms.Form):
    """Who was absent; everybody else was there."""

    absent = Words(
        label=_("Absent from it"), max_length=2000, required=False,
        help_text=_("Names with 、 between them; empty when all were there."),
    )
    summary = forms.CharField(
        label=_("Summary"), max_length=500, required=False,
        help_text=_("What was learnt, in a sentence or two; nothing that was said in confidence."),
    )
    minutes_no = forms.CharField(label=_("Number of the minutes"), max_length=60, required=False)
    closes_need = forms.BooleanField(
        label=_("The gap it was called for is closed for those who were there"), required=False,
    )

    def __init__(self, data: Any, *, has_need: bool, **options: Any) -> None:
        """Ask about the gap only where there is one."""
        super().__init__(data, **options)
        if not has_need:
            del self.fields["closes_need"]


class ReasonForm(forms.Form):
    """Why it is cancelled."""

    reason = forms.CharField(label=_("Reason"), max_length=200)


class WordsForm(forms.Form):
    """One's own words for a meeting."""

    text = Words(label=_("My words"), max_length=1000,
                 help_text=_("Experience, thanks on leaving, a pledge: as short as you like."))


class TakeOverForm(forms.Form):
    """A remark on the hand-over."""

    remark = forms.CharField(label=_("Remark"), max_length=200, required=False)
