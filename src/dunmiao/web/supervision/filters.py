"""The filter above lists of requests: whose, and in which state."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from dunmiao.engine.states import NOUNS
from dunmiao.web.templatetags.dunmiao import state_label


class RowFilter(forms.Form):
    """Person or unit, and state; what cannot be read narrows nothing."""

    q = forms.CharField(label=_("Person or unit"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, data: Any, *, noun: str) -> None:
        """Offer the states of the noun."""
        super().__init__(data)
        states = [(str(state), state_label(str(state), noun)) for state in NOUNS[noun].states]
        self.fields["state"].choices = [("", _("All")), *states]  # type: ignore[attr-defined]

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Keep the rows that fit; they hang on placements."""
        self.full_clean()
        state, text = self.cleaned_data.get("state"), self.cleaned_data.get("q", "").strip()
        if state:
            rows = rows.filter(state=state)
        if text:
            rows = rows.filter(
                Q(placement__person__name__contains=text)
                | Q(placement__person__initials__startswith=text.lower())
                | Q(placement__sending_unit__name__contains=text)
                | Q(placement__receiving_unit__name__contains=text)
            )
        return rows


def narrowed_persons(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Keep the placements whose person or receiving unit bears the text; empty keeps all."""
    words = text.strip()
    if not words:
        return rows
    return rows.filter(
        Q(person__name__contains=words)
        | Q(person__initials__startswith=words.lower())
        | Q(receiving_unit__name__contains=words)
    )
