"""Forms of asking units for candidates, and of naming them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.web.refusing import Day, Words


class NominationFilter(forms.Form):
    """Narrows the list of units asked; every field may be empty."""

    programme = forms.ChoiceField(label=gettext_lazy("Programme"), required=False)
    unit = forms.CharField(label=gettext_lazy("Unit"), required=False, max_length=40)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, data: Any, programmes: Sequence[Any], states: Sequence[Any]) -> None:
        """Offer the programmes in sight and the states, and what is late."""
        super().__init__(data, auto_id="filter_%s")
        every = ("", _("All"))
        late = ("late", _("Late: not answered in time"))
        self.fields["programme"].choices = [every, *programmes]  # type: ignore[attr-defined]
        self.fields["state"].choices = [every, late, *states]  # type: ignore[attr-defined]


class AskForm(forms.Form):
    """Which units are asked: whole kinds, single ones besides, and who is left out."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Units of these kinds"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    also = Words(
        label=gettext_lazy("These units too"), required=False, max_length=4000,
        help_text=gettext_lazy("One name on each line."),
    )  # fmt: skip
    but = Words(
        label=gettext_lazy("But not these"), required=False, max_length=4000,
        help_text=gettext_lazy("One name on each line."),
    )  # fmt: skip
    due_on = Day(label=gettext_lazy("Answer by"))

    def __init__(self, *args: Any, units: Sequence[Any], kinds: Sequence[Any], **more: Any) -> None:
        """Take the units that may be asked and the kinds they are of."""
        super().__init__(*args, **more)
        self._units = list(units)
        self.fields["kinds"].choices = kinds  # type: ignore[attr-defined]

    def _named(self, key: str) -> set[int]:
        names: dict[str, set[int]] = {}
        for unit in self._units:
            for name in {unit.name, unit.short_name}:
                names.setdefault(name, set()).add(unit.pk)
        found: set[int] = set()
        for line in (self.cleaned_data.get(key) or "").splitlines():
            if not (name := line.strip()):
                continue
            if len(names.get(name, ())) != 1:
                raise ValidationError(
                    _("No single unit of this department is called “%(name)s”.") % {"name": name}
                )
            found |= names[name]
        return found

    def clean_also(self) -> set[int]:
        """Give the ids of the units named besides."""
        return self._named("also")

    def clean_but(self) -> set[int]:
        """Give the ids of the units left out."""
        return self._named("but")

    def ids(self) -> list[int]:
        """Give the ids of all units asked."""
        kinds = set(self.cleaned_data["kinds"])
        by_kind = {unit.pk for unit in self._units if unit.is_direct and unit.kind in kinds}
        return sorted((by_kind | self.cleaned_data["also"]) - self.cleaned_data["but"])

    def clean(self) -> dict[str, Any]:
        """Look that somebody is asked."""
        cleaned = super().clean() or {}
        if not self.errors and not self.ids():
            raise ValidationError(_("Choose at least one unit."))
        return cleaned


class LimitForm(forms.Form):
    """Another number for one unit."""

    least = forms.IntegerField(label=gettext_lazy("At least"), min_value=0, max_value=500)
    most = forms.IntegerField(
        label=gettext_lazy("At most"), min_value=1, max_value=500, required=False,
        help_text=gettext_lazy("Empty where there is no highest number."),
    )  # fmt: skip
    reason = Words(label=gettext_lazy("Why another number"), max_length=200)


class NameForm(forms.Form):
    """Why somebody is named, and as what."""

    rank_class = forms.ChoiceField(label=gettext_lazy("Rank class"), required=False)
    reason = Words(
        label=gettext_lazy("Why this person"), max_length=300,
        help_text=gettext_lazy(
            "What the person has done and what they need; the department reads it."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, classes: Sequence[Any], **more: Any) -> None:
        """Offer the charter's rank classes, none where it has none."""
        super().__init__(*args, **more)
        if classes:
            self.fields["rank_class"].choices = [("", "—"), *classes]  # type: ignore[attr-defined]
        else:
            del self.fields["rank_class"]


class MeetingForm(forms.Form):
    """The meeting that resolved on the list: day and reference, never a photo."""

    met_on = Day(label=gettext_lazy("Day of the meeting"), required=False)
    body = forms.CharField(
        label=gettext_lazy("Meeting"), required=False, max_length=60,
    )  # fmt: skip
    resolution_no = forms.CharField(
        label=gettext_lazy("Reference of the resolution"), required=False, max_length=60,
    )  # fmt: skip


class WhyForm(forms.Form):
    """A reason in words."""

    reason = Words(label=gettext_lazy("Reason"), max_length=300)
