"""Forms of the stages: score sheets, the decision, the public notice, objections."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from dunmiao.stages.selection.decisions import Line
from dunmiao.web.refusing import Day, Words


class SheetForm(forms.Form):
    """A score sheet to read."""

    file = forms.FileField(label=gettext_lazy("Score sheet"))


class DecisionForm(forms.Form):
    """The committee's decision, and one line per person before it."""

    body = forms.CharField(label=gettext_lazy("Deciding body"), max_length=80)
    met_on = Day(label=gettext_lazy("Met on"))
    document_no = forms.CharField(label=gettext_lazy("Minutes reference"), max_length=60)
    note = Words(label=gettext_lazy("Remark"), required=False, max_length=500)

    def __init__(
        self,
        *args: Any,
        people: Sequence[dict[str, Any]],
        offers: Sequence[tuple[str, str]],
        **options: Any,
    ) -> None:
        """Add, per person, the post decided, why it differs, and whether to keep in reserve."""
        super().__init__(*args, **options)
        self.people = people
        for one in people:
            pk = one["pk"]
            proposed = str(one["proposed"] or "")
            self.fields[f"post_{pk}"] = forms.ChoiceField(
                choices=offers, required=False, initial=proposed
            )
            self.fields[f"why_{pk}"] = forms.CharField(required=False, max_length=200)
            self.fields[f"keep_{pk}"] = forms.BooleanField(required=False)

    def head(self) -> list[Any]:
        """Give the fields of the decision as a whole."""
        return [self[name] for name in ("body", "met_on", "document_no", "note")]

    def rows(self) -> list[dict[str, Any]]:
        """Give each person with their three fields."""
        return [
            {
                **one,
                "post": self[f"post_{one['pk']}"],
                "why": self[f"why_{one['pk']}"],
                "keep": self[f"keep_{one['pk']}"],
            }
            for one in self.people
        ]

    def values(self) -> dict[str, Any]:
        """Give the values as the action takes them."""
        data = self.cleaned_data
        lines: list[Line] = []
        for one in self.people:
            offer, why = data[f"post_{one['pk']}"], data[f"why_{one['pk']}"]
            if offer or one["proposed"]:
                lines.append((one["pk"], int(offer) if offer else None, why))
        return {
            "lines": lines,
            "reserve_ids": [one["pk"] for one in self.people if data[f"keep_{one['pk']}"]],
            **{key: data[key] for key in ("body", "met_on", "document_no", "note")},
        }


class PublicityForm(forms.Form):
    """Where people can object."""

    contact = forms.CharField(
        label=gettext_lazy("Where to object"),
        max_length=120,
        help_text=gettext_lazy("Office, name, telephone and address."),
    )


class ObjectionForm(forms.Form):
    """An objection as it came in."""

    application = forms.ChoiceField(label=gettext_lazy("Person concerned"))
    received_on = Day(label=gettext_lazy("Received on"))
    source = forms.CharField(
        label=gettext_lazy("Where it came from"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("As given; it may stay empty."),
    )
    text = Words(label=gettext_lazy("What was objected"), max_length=4000)

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **options: Any) -> None:
        """Offer those shown in the notice."""
        super().__init__(*args, **options)
        self.fields["application"].choices = people  # type: ignore[attr-defined]


class FindingForm(forms.Form):
    """What was found about an objection, and what follows."""

    is_upheld = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            ("no", gettext_lazy("Not upheld: the selection stands")),
            ("yes", gettext_lazy("Upheld: the selection falls")),
        ],
        widget=forms.RadioSelect,
    )
    finding = Words(label=gettext_lazy("What was found"), max_length=4000)


class ReplaceForm(forms.Form):
    """Who takes the free place after the decision, and on what basis."""

    replacement = forms.ChoiceField(label=gettext_lazy("From the reserve"))
    reason = forms.CharField(
        label=gettext_lazy("Who decided it, and when"), max_length=200
    )

    def __init__(self, *args: Any, reserve: Sequence[tuple[str, str]], **options: Any) -> None:
        """Offer those in reserve; before the decision the order is fixed and nothing is asked."""
        super().__init__(*args, **options)
        self.fields["replacement"].choices = reserve  # type: ignore[attr-defined]
