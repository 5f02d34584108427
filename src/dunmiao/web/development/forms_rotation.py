"""Forms of rotation: a new schedule, the decision on it, a move."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from dunmiao.engine.charter import Rules
from dunmiao.web.development.forms import local
from dunmiao.web.refusing import Day


class ProposeForm(forms.Form):
    """From when, and how many people each post class takes and needs at one time."""

    first_on = Day(label=_("First day of the schedule"))

    def __init__(self, data: Any, *, rules: Rules, room: Mapping[str, int], **options: Any) -> None:
        """Make two numbers for each of the charter's classes, filled with the places there are."""
        super().__init__(data, **options)
        self.classes = rules.catalogue("post_classes")
        for item in self.classes:
            names = {"name": local(item)}
            self.fields[f"least_{item.key}"] = forms.IntegerField(
                label=gettext("%(name)s: at least") % names, min_value=0, max_value=100_000,
                initial=0,
            )
            self.fields[f"most_{item.key}"] = forms.IntegerField(
                label=gettext("%(name)s: at most") % names, min_value=0, max_value=100_000,
                initial=room.get(item.key, 0),
            )

    def clean(self) -> dict[str, Any]:
        """Give first_on and sizes {class: (least, most)}."""
        data = super().clean() or {}
        pairs = {
            item.key: (data.get(f"least_{item.key}"), data.get(f"most_{item.key}"))
            for item in self.classes
        }
        for key, (least, most) in pairs.items():
            if least is not None and most is not None and least > most:
                self.add_error(f"most_{key}", gettext("This is less than the least."))
        return {"first_on": data.get("first_on"), "sizes": pairs}


class BasisForm(forms.Form):
    """What the decision rests on."""

    basis = forms.CharField(
        label=_("Decided by, or document"), max_length=120,
        help_text=_("For example: 部务会议 2026年3月5日, or the number of the paper."),
    )


class OpinionForm(forms.Form):
    """What the person thinks of a move."""

    text = forms.CharField(label=_("What I think of it"), max_length=200)


class CarryOutForm(forms.Form):
    """Which post of the class."""

    post = forms.ModelChoiceField(label=_("Post"), queryset=None, empty_label=None)

    def __init__(self, data: Any, *, posts: Any) -> None:
        """Offer the free posts of the class at the receiving unit."""
        super().__init__(data)
        self.fields["post"].queryset = posts  # type: ignore[attr-defined]
