"""How a page hands its form to an action: refused is 409, misfilled 422, done a redirect."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise

from dunmiao.stages.common.refusal import Refusal


def save(
    request: Any, form: forms.BaseForm, act: Callable[[dict[str, Any]], Any], *, template: str,
    context: dict[str, Any], then: str | Callable[[Any], str], done: str | Promise = "",
) -> HttpResponse:
    """Show the form on GET; on POST hand its checked values to `act` and go on to `then`.

    What was typed is kept: a misfilled form comes back with 422, a refused one with 409 and the
    refusal's sentence at its field. `then` is an address, or gives one from what `act` gave.
    """
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                result = act(form.cleaned_data)
            except Refusal as refusal:
                field = refusal.field if refusal.field in form.fields else None
                form.add_error(field, str(refusal))
                status = 409
            else:
                if done:
                    messages.success(request, str(done))
                return redirect(then(result) if callable(then) else then)
    return render(request, template, {**context, "form": form}, status=status)


class Day(forms.DateField):
    """A day, chosen or typed as 2026-05-01."""

    def __init__(self, **options: Any) -> None:
        """Draw the browser's own calendar."""
        options.setdefault(
            "widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        )
        super().__init__(input_formats=["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d"], **options)


class Words(forms.CharField):
    """A longer text."""

    widget = forms.Textarea
