"""Handing one of several forms of a page to its action."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from dunmiao.stages.common.refusal import Refusal


def tried(form: forms.BaseForm, act: Callable[[dict[str, Any]], Any]) -> int:
    """Do `act` with the checked values; give 0 when done, else 422 misfilled or 409 refused.

    The sentence stands at its field then, and what was typed is kept.
    """
    if not form.is_valid():
        return 422
    try:
        act(form.cleaned_data)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return 409
    return 0
