"""Forms of applying, opinions, wishes, overrides and invitations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.web.refusing import Words

YES_NO = [("yes", gettext_lazy("Agrees")), ("no", gettext_lazy("Does not agree"))]


class FilterForm(forms.Form):
    """Narrows the list of applications; every field may be empty."""

    programme = forms.ChoiceField(label=gettext_lazy("Programme"), required=False)
    q = forms.CharField(
        label=gettext_lazy("Name or pinyin initials"), required=False, max_length=40
    )
    unit = forms.CharField(label=gettext_lazy("Sending unit"), required=False, max_length=40)
    post = forms.CharField(label=gettext_lazy("Post"), required=False, max_length=40)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, data: Any, programmes: Sequence[Any], states: Sequence[Any]) -> None:
        """Offer the programmes and states the reader can see."""
        super().__init__(data, auto_id="filter_%s")
        every = ("", _("All"))
        self.fields["programme"].choices = [every, *programmes]  # type: ignore[attr-defined]
        self.fields["state"].choices = [every, *states]  # type: ignore[attr-defined]


class ApplyForm(forms.Form):
    """What an application says beside the person."""

    offer = forms.ChoiceField(
        label=gettext_lazy("Post applied for"),
        required=False,
        help_text=gettext_lazy("Leave it open where wishes are named later."),
    )
    accepts_other = forms.BooleanField(
        label=gettext_lazy("Would go to another post too"), required=False, initial=True
    )
    wish_note = forms.CharField(
        label=gettext_lazy("A difficulty the department should know"),
        required=False,
        max_length=200,
    )
    unit_opinion = Words(
        label=gettext_lazy("The unit's opinion"), required=False, max_length=200
    )

    def __init__(self, *args: Any, offers: Sequence[Any], is_own: bool, **options: Any) -> None:
        """Leave out the unit's opinion where somebody applies for themself."""
        super().__init__(*args, **options)
        self.fields["offer"].choices = offers  # type: ignore[attr-defined]
        if is_own:
            del self.fields["unit_opinion"]

    def values(self) -> dict[str, Any]:
        """Give the values as the action takes them."""
        values = dict(self.cleaned_data)
        offer = values.pop("offer")
        return {**values, "offer_id": int(offer) if offer else None}


class OpinionForm(forms.Form):
    """The sending unit's word on its own applicant."""

    is_agreed = forms.ChoiceField(
        label=gettext_lazy("The unit says"), choices=YES_NO, widget=forms.RadioSelect
    )
    opinion = Words(
        label=gettext_lazy("Opinion"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("A no needs its reason; it is recorded and the person reads it."),
    )


class AnswerForm(OpinionForm):
    """The unit's answer to being asked for somebody."""

    opinion = Words(
        label=gettext_lazy("Answer"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("A no needs its reason. A yes puts the person into the selection."),
    )


class ReasonForm(forms.Form):
    """A reason in words."""

    reason = Words(label=gettext_lazy("Grounds"), max_length=200)


class OverrideForm(forms.Form):
    """A decision against or beside a finding."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[
            ("passed", gettext_lazy("The condition counts as met")),
            ("failed", gettext_lazy("The condition counts as not met")),
        ],
        widget=forms.RadioSelect,
    )
    reason = Words(
        label=gettext_lazy("Reason and basis"),
        max_length=300,
        help_text=gettext_lazy("It stands beside the computed finding, with your name."),
    )


class WishesForm(forms.Form):
    """Ranked posts, as many as the charter allows."""

    accepts_other = forms.BooleanField(
        label=gettext_lazy("I would go to another post too"), required=False
    )
    wish_note = forms.CharField(
        label=gettext_lazy("A difficulty the department should know"),
        required=False,
        max_length=200,
    )

    def __init__(self, *args: Any, offers: Sequence[Any], most: int, **options: Any) -> None:
        """Put one choice per wish before the rest."""
        super().__init__(*args, **options)
        names = [f"wish_{n}" for n in range(1, most + 1)]
        for n, name in enumerate(names, 1):
            label = _("Wish %(n)d") % {"n": n}
            self.fields[name] = forms.ChoiceField(label=label, choices=offers, required=False)
        self.order_fields([*names, "accepts_other", "wish_note"])
        self._names = names

    def values(self) -> dict[str, Any]:
        """Give the values as the action takes them: the named posts in order."""
        data = self.cleaned_data
        named = [int(data[name]) for name in self._names if data[name]]
        return {
            "offer_ids": named,
            "accepts_other": data["accepts_other"],
            "wish_note": data["wish_note"],
        }


class UnitWishesForm(forms.Form):
    """A receiving unit's order of those who wish for its post."""

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **options: Any) -> None:
        """Take a number beside each person; empty means no wish."""
        super().__init__(*args, **options)
        for pk, name in people:
            self.fields[f"rank_{pk}"] = forms.IntegerField(
                label=name, required=False, min_value=1, max_value=99
            )

    def ids(self) -> list[int]:
        """Give the application ids that carry a number, by it."""
        ranked = [
            (rank, int(name.removeprefix("rank_")))
            for name, rank in self.cleaned_data.items()
            if rank
        ]
        return [pk for _rank, pk in sorted(ranked)]
