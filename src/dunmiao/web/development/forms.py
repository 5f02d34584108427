"""Forms of development: mentors, plans, gaps, seats."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dunmiao.engine.charter import Rules
from dunmiao.web.charter.words import VALUES
from dunmiao.web.refusing import Day, Words


def local(item: Any) -> str:
    """Give a charter item's name in the active language."""
    return str(item.name_en if get_language() == "en" and item.name_en else item.name)


def standing_words(kinds: Iterable[Any]) -> list[tuple[str, Any]]:
    """Give the standings these kinds of mentor ask for, as choices."""
    asked = {word: VALUES[word] for kind in kinds for word in kind.standings}
    return [("", "—"), *asked.items()] if asked else []


class WhoForm(forms.Form):
    """Who is to be mentor, and what the charter asks of them."""

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
    standing = forms.ChoiceField(label=_("Standing"), required=False)
    is_vouched = forms.BooleanField(required=False)
    exception = forms.CharField(
        label=_("Reason of an exception"), max_length=200, required=False,
        help_text=_("Only where a condition of the charter is not met."),
    )
    document_no = forms.CharField(label=_("Document number"), max_length=60, required=False)

    def __init__(self, data: Any, *, kinds: Iterable[Any], users: Any, **options: Any) -> None:
        """Ask for what these kinds of mentor need; offer the accounts of the unit."""
        super().__init__(data, **options)
        kinds = list(kinds)
        self.fields["user"].queryset = users  # type: ignore[attr-defined]
        standings = standing_words(kinds)
        self.fields["standing"].choices = standings  # type: ignore[attr-defined]
        qualities = list(dict.fromkeys(word for kind in kinds for word in kind.qualities))
        names = {"names": "、".join(qualities)}
        self.fields["is_vouched"].label = _("The unit vouches for: %(names)s") % names
        for name, is_asked in (("standing", standings), ("is_vouched", qualities)):
            if not is_asked:
                del self.fields[name]


class MentorForm(WhoForm):
    """Which kind of mentor, who, for which days, by which document."""

    kind = forms.ChoiceField(label=_("Kind of mentor"))
    starts_on = Day(label=_("From"))
    ends_on = Day(label=_("To"))
    is_for_all = forms.BooleanField(
        label=_("For everybody of this programme in the unit who has none"), required=False,
        help_text=_("From today to the end of each one's term."),
    )
    field_order = ("kind", "user", "login", "name", "title", "standing", "is_vouched")

    def __init__(self, data: Any, *, kinds: Iterable[Any], **options: Any) -> None:
        """Offer the charter's kinds; one for the whole unit only where the charter has such."""
        kinds = list(kinds)
        super().__init__(data, kinds=kinds, **options)
        names = [(kind.key, local(kind)) for kind in kinds]
        self.fields["kind"].choices = names  # type: ignore[attr-defined]
        if not any(kind.per_unit for kind in kinds):
            del self.fields["is_for_all"]


class ChangeForm(WhoForm):
    """Who takes over from which day, and why."""

    reason = forms.CharField(label=_("Why the mentor changes"), max_length=200)
    starts_on = Day(label=_("From"))
    field_order = ("reason", "starts_on")


class EndForm(forms.Form):
    """Why a mentorship ends."""

    reason = forms.CharField(label=_("Why the mentorship ends"), max_length=200)


class NoteForm(forms.Form):
    """One sentence under one kind."""

    kind = forms.ChoiceField(label=_("About"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("In a sentence"), max_length=200, widget=forms.Textarea(attrs={"rows": 3})
    )
    on = Day(label=_("Day"))

    def __init__(self, data: Any, *, kinds: Iterable[Any], **options: Any) -> None:
        """Offer the charter's kinds; none to choose where it names none."""
        super().__init__(data, **options)
        choices = [(kind.key, local(kind)) for kind in kinds]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields["kind"]


TASKS = 5  # empty lines for tasks; a plan that has more shows one empty line beside them
PLACES = [("field", _("in the field")), ("desk", _("at the desk"))]


class PlanForm(forms.Form):
    """The charter's fields, and the plan's tasks: what, where, in which role."""

    def __init__(
        self, data: Any, *, rules: Rules, initial: Any = None, tasks: Sequence[Any] = ()
    ) -> None:
        """Make a field for each of the charter's, and a line for each task."""
        super().__init__(data, initial=dict(initial or {}))
        for field in rules.plan_fields:
            self.fields[field.key] = Words(
                label=local(field), max_length=field.max_chars, required=False,
                help_text=field.hint,
            )
        self.keys = [field.key for field in rules.plan_fields]
        roles = [("", "—"), *((item.key, local(item)) for item in rules.catalogue("task_roles"))]
        self.lines = range(max(TASKS, len(tasks) + 1))
        for line in self.lines:
            self._add_line(line, roles, tasks[line] if line < len(tasks) else {})

    def _add_line(self, line: int, roles: list[Any], task: Mapping[str, str]) -> None:
        number = {"n": line + 1}
        made = {
            "text": forms.CharField(
                label=_("Task %(n)d") % number, max_length=120, required=False
            ),
            "place": forms.ChoiceField(
                label=_("Task %(n)d: where") % number, choices=PLACES, required=False
            ),
            "role": forms.ChoiceField(
                label=_("Task %(n)d: role") % number, choices=roles, required=False
            ),
        }
        for part, field in made.items():
            self.fields[f"task{line}_{part}"] = field
            self.initial[f"task{line}_{part}"] = task.get(part, "")

    @property
    def charter_fields(self) -> list[Any]:
        """Give the bound fields of the charter's."""
        return [self[key] for key in self.keys]

    @property
    def task_lines(self) -> list[dict[str, Any]]:
        """Give the bound fields of each task."""
        return [
            {part: self[f"task{line}_{part}"] for part in ("text", "place", "role")}
            for line in self.lines
        ]

    @property
    def texts(self) -> dict[str, str]:
        """Give the charter's fields as they were written."""
        return {key: self.cleaned_data[key] for key in self.keys}

    @property
    def tasks(self) -> list[dict[str, str]]:
        """Give the tasks as they were written; a place is always chosen."""
        return [
            {
                "text": self.cleaned_data[f"task{line}_text"],
                "place": self.cleaned_data[f"task{line}_place"] or "field",
                "role": self.cleaned_data[f"task{line}_role"],
            }
            for line in self.lines
        ]


class StageForm(forms.Form):
    """Whether the person goes on to the next stage, and what shows it."""

    is_ready = forms.TypedChoiceField(
        label=_("Goes on to the next stage"), widget=forms.RadioSelect,
        coerce=lambda text: text == "yes",
        choices=[("yes", _("Yes, goes on")), ("no", _("Not yet, stays in this stage"))],
    )
    evidence = forms.CharField(
        label=_("What shows it"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence with a fact. The person reads it."),
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

    kind = forms.ChoiceField(label=_("Meeting"), required=False)
    meeting = forms.CharField(label=_("Or another meeting"), max_length=80, required=False)
    held_on = Day(label=_("Held on"))

    def __init__(self, data: Any, *, kinds: Any, **options: Any) -> None:
        """Offer the charter's meetings that people sit in on."""
        super().__init__(data, **options)
        offered = [(item.name, local(item)) for item in kinds]
        self.fields["kind"].choices = [("", "—"), *offered]  # type: ignore[attr-defined]
        if not offered:
            del self.fields["kind"]

    def clean(self) -> dict[str, Any]:
        """Give the meeting under one name."""
        data = super().clean() or {}
        meeting = data.get("meeting") or data.get("kind", "")
        if not meeting:
            self.add_error("meeting", _("Say which meeting."))
        return {"meeting": meeting, "held_on": data.get("held_on")}
