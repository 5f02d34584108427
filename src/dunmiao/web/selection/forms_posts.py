"""Forms of posts and of offering them."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.charter import Rules
from dunmiao.engine.codes import POST_CLASS
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.selection.models import Post
from dunmiao.stages.selection.posts import calls_for
from dunmiao.web.home.unit_field import UnitField
from dunmiao.web.refusing import Words
from dunmiao.web.selection.words import language

LEVEL = 3  # what a post asks of an ability it names, until somebody says more


def named(items: Any) -> list[tuple[str, str]]:
    """Give charter entries as choices in the active language."""
    english = language() == "en"
    return [(one.key, (one.name_en if english else "") or one.name) for one in items]


class PostForm(forms.Form):
    """A post: what is to be done, what it asks for, how hard it is."""

    title = forms.CharField(label=gettext_lazy("Post title"), max_length=60)
    post_class = forms.ChoiceField(label=gettext_lazy("Post class"), required=False)
    duties = Words(label=gettext_lazy("Duties"), max_length=1000, required=False)
    need_majors = forms.CharField(
        label=gettext_lazy("Majors needed"), max_length=200, required=False,
        help_text=gettext_lazy("Several with a comma between them."),
    )  # fmt: skip
    need_experience = forms.MultipleChoiceField(
        label=gettext_lazy("Experience needed"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    need_abilities = forms.MultipleChoiceField(
        label=gettext_lazy("Abilities it trains"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    difficulty = forms.MultipleChoiceField(
        label=gettext_lazy("Difficulty"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Stated by the unit, confirmed by the organisation department."),
    )  # fmt: skip
    capacity = forms.IntegerField(
        label=gettext_lazy("Places"), min_value=1, max_value=500, initial=1
    )
    counts_headcount = forms.BooleanField(
        label=gettext_lazy("Counts against the unit's leadership quota"), required=False
    )

    def __init__(self, rules: Rules | None, *args: Any, **options: Any) -> None:
        """Offer what the charter above the unit names."""
        super().__init__(*args, **options)
        fields: dict[str, Any] = self.fields
        fields["post_class"].choices = [("", "—"), *POST_CLASS.choices(language())]
        lists = {
            "need_experience": rules.catalogue("task_classes") if rules else (),
            "need_abilities": rules.abilities if rules else (),
            "difficulty": rules.catalogue("difficulty") if rules else (),
        }
        for key, items in lists.items():
            fields[key].choices = named(items)
            if not items:
                del fields[key]
        self.titles = [words for _key, words in named(rules.catalogue("post_titles"))] if (
            rules
        ) else []  # fmt: skip
        if self.titles:
            fields["title"].help_text = _("Usual: %(titles)s.") % {"titles": "、".join(self.titles)}

    def clean_need_majors(self) -> list[str]:
        """Split at commas of either script."""
        parts = re.split(r"[,，、;；\s]+", self.cleaned_data["need_majors"])
        return list(dict.fromkeys(part for part in parts if part))

    def clean_need_abilities(self) -> dict[str, int]:
        """Keep the level an ability had, the usual one for a new one."""
        held = self.initial.get("levels", {})
        return {key: held.get(key, LEVEL) for key in self.cleaned_data["need_abilities"]}


class NewPostForm(PostForm):
    """The same, of which unit."""

    organisation = forms.ModelChoiceField(label=gettext_lazy("Unit"), queryset=None)

    field_order = ("organisation",)


def initial_of(post: Post) -> dict[str, Any]:
    """Give a post as the form's first values."""
    return {
        "title": post.title,
        "post_class": post.post_class,
        "duties": post.duties,
        "need_majors": "、".join(post.need_majors),
        "need_experience": post.need_experience,
        "need_abilities": list(post.need_abilities),
        "levels": dict(post.need_abilities) if isinstance(post.need_abilities, dict) else {},
        "difficulty": post.difficulty,
        "capacity": post.capacity,
        "counts_headcount": post.counts_headcount,
    }


class OfferForm(forms.Form):
    """Offering a post in a call."""

    programme = forms.TypedChoiceField(label=gettext_lazy("Call"), coerce=int)
    places = forms.IntegerField(
        label=gettext_lazy("Places"), min_value=1, max_value=500, initial=1
    )
    must_fill = forms.IntegerField(
        label=gettext_lazy("Of them to be filled in any case"), min_value=0, initial=0
    )
    front = forms.ChoiceField(label=gettext_lazy("Front"), required=False)
    willingness = forms.ChoiceField(
        label=gettext_lazy("The unit is willing"),
        choices=[
            ("yes", gettext_lazy("yes")),
            ("maybe", gettext_lazy("hesitates")),
            ("no", gettext_lazy("not this time")),
        ],
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it hesitates or declines"), max_length=200, required=False
    )
    exchange_unit = UnitField(
        label=gettext_lazy("Exchange with"), required=False,
        help_text=gettext_lazy(
            "Only where two units send somebody to each other; write the other unit's name."
        ),
    )  # fmt: skip
    filing_no = forms.CharField(
        label=gettext_lazy("Filing reference"), max_length=60, required=False,
        help_text=gettext_lazy("Needed where the post lies above the sending units."),
    )  # fmt: skip

    def __init__(self, post: Post, *args: Any, **options: Any) -> None:
        """Offer the calls above the post's unit."""
        super().__init__(*args, **options)
        self._own = post.organisation_id
        calls = calls_for(post.organisation)
        fields: dict[str, Any] = self.fields
        fields["programme"].choices = [(row.pk, str(row)) for row in calls]
        fronts: dict[str, str] = {}
        for row in calls:
            fronts |= dict(named(rules_of(row).catalogue("fronts")))
        fields["front"].choices = [("", "—"), *fronts.items()]
        self.has_calls = bool(calls)

    def clean_exchange_unit(self) -> Organisation | None:
        """Look that a unit exchanges with another one."""
        unit: Organisation | None = self.cleaned_data["exchange_unit"]
        if unit is not None and unit.pk == self._own:
            raise forms.ValidationError(_("A unit exchanges with another unit."))
        return unit

    def clean(self) -> dict[str, Any]:
        """Look that no more places must be filled than are offered."""
        cleaned = super().clean() or {}
        if (cleaned.get("must_fill") or 0) > (cleaned.get("places") or 0):
            self.add_error("must_fill", _("Not more than the places offered."))
        return cleaned
