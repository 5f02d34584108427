"""Forms of appraisals: short texts, numbers from paper, a level with the fact behind it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dunmiao.engine.charter import Rules
from dunmiao.web.refusing import Words
from dunmiao.web.templatetags.dunmiao import local_name


class SummaryForm(forms.Form):
    """The person's own summary."""

    text = Words(
        label=_("Own summary"), max_length=2000,
        help_text=_("Begins with what is on record of your term; change whatever you like."),
        widget=forms.Textarea(attrs={"rows": 12}),
    )  # fmt: skip


class OpinionForm(forms.Form):
    """What was done, conduct and ability, what is lacking, and a grade where one is given."""

    results = Words(label=_("Work done and its result"), max_length=1500)
    character = Words(label=_("Integrity and ability"), max_length=1500)
    deficiencies = Words(
        label=_("Deficiencies"), max_length=1000,
        help_text=_("Name what is concretely lacking, and what to work on."),
    )  # fmt: skip
    grade = forms.ChoiceField(label=_("Grade proposed"))
    signed_by = forms.CharField(
        label=_("Signed by"), max_length=60, help_text=_("Who answers for this opinion.")
    )

    def __init__(self, data: Any, *, rules: Rules, is_graded: bool, initial: Any = None) -> None:
        """Offer the charter's grades, or leave the grade out."""
        super().__init__(data, initial=initial)
        if is_graded:
            self.fields["grade"].choices = [  # type: ignore[attr-defined]
                ("", _("Choose")), *((item.key, local_name(item)) for item in rules.grades)
            ]  # fmt: skip
        else:
            del self.fields["grade"]
        self.fields["deficiencies"].required = rules.appraisal.deficiencies_required


class TallyForm(forms.Form):
    """The totals of the paper ballots."""

    voters = forms.IntegerField(label=_("Entitled to vote"), min_value=0, max_value=100000)
    given_out = forms.IntegerField(label=_("Papers handed out"), min_value=0, max_value=100000)
    returned = forms.IntegerField(label=_("Papers returned"), min_value=0, max_value=100000)
    invalid = forms.IntegerField(label=_("Invalid papers"), min_value=0, max_value=100000,
                                 initial=0)  # fmt: skip

    def __init__(self, data: Any, *, rules: Rules) -> None:
        """Add a number for every grade of the charter."""
        super().__init__(data)
        self.grades = [item.key for item in rules.grades]
        for item in rules.grades:
            self.fields[f"count_{item.key}"] = forms.IntegerField(
                label=local_name(item), min_value=0, max_value=100000
            )

    @property
    def values(self) -> dict[str, Any]:
        """Give what the action takes."""
        names = ("voters", "given_out", "returned", "invalid")
        counts = {key: self.cleaned_data[f"count_{key}"] for key in self.grades}
        return {**{name: self.cleaned_data[name] for name in names}, "counts": counts}


class RatingForm(forms.Form):
    """A level and the fact behind it for every ability of the charter."""

    def __init__(self, data: Any, *, rules: Rules, initial: Any = None) -> None:
        """Make level and fact for each ability, on the charter's scale."""
        super().__init__(data, initial=initial)
        self.keys = [item.key for item in rules.abilities]
        scale = range(rules.ability.scale_min, rules.ability.scale_max + 1)
        for item in rules.abilities:
            self.fields[f"level_{item.key}"] = forms.TypedChoiceField(
                label=local_name(item), coerce=int,
                choices=[(level, str(level)) for level in scale],
                widget=forms.RadioSelect,
            )  # fmt: skip
            self.fields[f"fact_{item.key}"] = forms.CharField(
                label=_("Fact behind it"), max_length=300,
            )  # fmt: skip

    @property
    def levels(self) -> dict[str, int]:
        """Give ability -> level."""
        return {key: self.cleaned_data[f"level_{key}"] for key in self.keys}

    @property
    def facts(self) -> dict[str, str]:
        """Give ability -> fact."""
        return {key: self.cleaned_data[f"fact_{key}"] for key in self.keys}


class TellForm(forms.Form):
    """The grade that is proposed to the person, where the kind is graded."""

    grade = forms.ChoiceField(label=_("Grade"))

    def __init__(self, data: Any, *, rules: Rules, is_graded: bool, initial: Any = None) -> None:
        """Offer the charter's grades, or leave the grade out."""
        super().__init__(data, initial=initial)
        if is_graded:
            self.fields["grade"].choices = [  # type: ignore[attr-defined]
                ("", _("Choose")), *((item.key, local_name(item)) for item in rules.grades)
            ]  # fmt: skip
        else:
            del self.fields["grade"]


class ObjectionForm(forms.Form):
    """What the person objects to."""

    text = Words(label=_("What I object to, and why"), max_length=2000)


class FindingForm(forms.Form):
    """What the review of an objection found."""

    is_upheld = forms.TypedChoiceField(
        label=_("Decision"), coerce=lambda value: value == "yes", widget=forms.RadioSelect,
        choices=[("yes", _("Upheld: the opinions are opened again")),
                 ("no", _("Not upheld: the result stands"))],
    )  # fmt: skip
    finding = Words(label=_("Finding"), max_length=2000,
                    help_text=_("The person reads this."))  # fmt: skip


class FeedBackForm(forms.Form):
    """What is told to the units and the person after an appraisal."""

    text = Words(label=_("What the appraisal found"), max_length=1000)
    direction = Words(label=_("What to work on"), max_length=1000)
    to_unit = forms.ChoiceField(
        label=_("Told to the person and"),
        choices=[("both", _("both units")), ("receiver", _("the receiving unit")),
                 ("sender", _("the sending unit"))],
    )  # fmt: skip


class OpenForm(forms.Form):
    """Which kind of appraisal of which programme is opened."""

    target = forms.ChoiceField(label=_("Appraisal"), widget=forms.RadioSelect)

    def __init__(self, data: Any, *, targets: list[tuple[str, str]]) -> None:
        """Offer programme and kind where somebody is due."""
        super().__init__(data)
        self.fields["target"].choices = targets  # type: ignore[attr-defined]
