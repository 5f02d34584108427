"""Forms of the pool and of the survey that fills it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.codes import EDUCATION
from dunmiao.engine.states import NOUNS, moves_from
from dunmiao.stages.people.reading import named
from dunmiao.stages.selection.models.pool import WILLING
from dunmiao.web.refusing import Words
from dunmiao.web.selection.words import code
from dunmiao.web.templatetags.dunmiao import state_label

EXPERIENCE = [
    ("grassroots", gettext_lazy("two years or more at the grass roots")),
    ("some", gettext_lazy("less than two years at the grass roots")),
    ("never", gettext_lazy("never at the grass roots")),
    ("gates", gettext_lazy("from school straight into offices")),
    ("unknown", gettext_lazy("not known from the résumé")),
]
KEPT = {
    "grassroots": Q(grassroots_months__gte=24),
    "some": Q(grassroots_months__gt=0, grassroots_months__lt=24),
    "never": Q(grassroots_months=0),
    "gates": Q(is_three_gates=True),
    "unknown": Q(grassroots_months=None),
}
OUT = [
    ("never", gettext_lazy("never out")),
    ("before", gettext_lazy("was out before")),
    ("now", gettext_lazy("out now")),
]


class PoolFilter(forms.Form):
    """What the pool is narrowed by; everything may stay empty."""

    q = forms.CharField(label=gettext_lazy("Name, pinyin or unit"), required=False, max_length=40)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    youngest = forms.IntegerField(
        label=gettext_lazy("Age from"), required=False, min_value=0, max_value=120
    )
    oldest = forms.IntegerField(
        label=gettext_lazy("Age to"), required=False, min_value=0, max_value=120
    )
    education = forms.ChoiceField(label=gettext_lazy("Education"), required=False)
    major = forms.CharField(label=gettext_lazy("Major"), required=False, max_length=40)
    experience = forms.ChoiceField(label=gettext_lazy("Experience"), required=False)
    willing = forms.ChoiceField(label=gettext_lazy("Would go"), required=False)
    wish = forms.CharField(
        label=gettext_lazy("Place or post wished for"), required=False, max_length=40
    )
    out = forms.ChoiceField(label=gettext_lazy("Placed elsewhere"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        """Offer the codes in the active language."""
        super().__init__(*args, auto_id="filter_%s", **more)
        every = ("", "—")
        states = [(one.value, state_label(one, "pool_member")) for one in
                  NOUNS["pool_member"].states]  # fmt: skip
        offered = {
            "state": states, "experience": EXPERIENCE, "out": OUT,
            "education": [(row.code, code(EDUCATION, row.code)) for row in EDUCATION],
            "willing": [*WILLING, ("none", _("not asked yet"))],
        }  # fmt: skip
        for name, choices in offered.items():
            self.fields[name].choices = [every, *choices]  # type: ignore[attr-defined]

    def keep(self, rows: QuerySet[Any], people: QuerySet[Any]) -> QuerySet[Any]:
        """Narrow the members; `people` are the persons in sight, narrowed by name and age."""
        self.is_valid()
        given = {key: value for key, value in self.cleaned_data.items() if value not in ("", None)}
        rows = rows.filter(state=given["state"]) if "state" in given else rows.exclude(state="left")
        if "education" in given:
            rows = rows.filter(person__education=given["education"])
        if "major" in given:
            rows = rows.filter(person__major__contains=given["major"])
        if "experience" in given:
            rows = rows.filter(KEPT[given["experience"]])
        if "willing" in given:
            rows = rows.filter(willing="" if given["willing"] == "none" else given["willing"])
        if "wish" in given:
            text = given["wish"]
            rows = rows.filter(Q(wish_place__contains=text) | Q(wish_post__contains=text))
        if "q" in given:
            rows = rows.filter(person__in=named(people, given["q"]).values("pk"))
        return rows

    def ages(self) -> tuple[int | None, int | None]:
        """Give the lowest and the highest age asked for, where they make sense."""
        return self.cleaned_data.get("youngest"), self.cleaned_data.get("oldest")

    def asked_out(self) -> str:
        """Give never, before or now; "" where it does not matter."""
        return str(self.cleaned_data.get("out") or "")


class StandingForm(forms.Form):
    """Where a person of the pool stands from now on, and why."""

    state = forms.ChoiceField(label=gettext_lazy("From now on"))
    reason = Words(label=gettext_lazy("Reason"), max_length=300)

    def __init__(self, *args: Any, before: str, **more: Any) -> None:
        """Offer what may follow the present state."""
        super().__init__(*args, **more)
        after = [(one.value, state_label(one, "pool_member")) for one in
                 moves_from("pool_member", before)]  # fmt: skip
        self.fields["state"].choices = after  # type: ignore[attr-defined]


class WishForm(forms.Form):
    """What a person of the pool wishes."""

    willing = forms.ChoiceField(
        label=gettext_lazy("Would go"), choices=WILLING, widget=forms.RadioSelect
    )
    wish_place = forms.CharField(
        label=gettext_lazy("Place wished for"), required=False, max_length=80
    )
    wish_post = forms.CharField(
        label=gettext_lazy("Kind of post wished for"), required=False, max_length=80
    )
    difficulty = Words(
        label=gettext_lazy("A difficulty the department should know"), required=False,
        max_length=200,
    )  # fmt: skip
    rank_class = forms.ChoiceField(label=gettext_lazy("Rank class"), required=False)

    def __init__(self, *args: Any, classes: Sequence[Any], is_own: bool, **more: Any) -> None:
        """Leave the rank class to the unit."""
        super().__init__(*args, **more)
        if is_own or not classes:
            del self.fields["rank_class"]
        else:
            self.fields["rank_class"].choices = [("", "—"), *classes]  # type: ignore[attr-defined]


class ConfirmForm(forms.Form):
    """Confirming a unit's list."""

    note = Words(
        label=gettext_lazy("Note"), required=False, max_length=300,
        help_text=gettext_lazy("Needed only where nobody is on the list."),
    )  # fmt: skip
