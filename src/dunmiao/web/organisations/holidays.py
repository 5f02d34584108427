"""The holiday table, which due days and working days follow."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.stages.common.actions import remove_holiday, set_holiday
from dunmiao.stages.common.reading import holidays_of
from dunmiao.web.doors import FORM, POST, door
from dunmiao.web.refusing import Day, save


class HolidayForm(forms.Form):
    """A day that differs from the plain week."""

    day = Day(label=gettext_lazy("Day"))
    name = forms.CharField(label=gettext_lazy("Holiday's name"), max_length=40)
    is_workday = forms.TypedChoiceField(
        label=gettext_lazy("What it is"), widget=forms.RadioSelect,
        choices=[("0", gettext_lazy("Free, though a weekday")),
                 ("1", gettext_lazy("Worked, though a weekend"))],
        coerce=lambda text: text == "1", initial="0",
    )


def _year(request: Any) -> int:
    text = request.GET.get("year", "")
    return int(text) if text.isdecimal() and 2000 <= int(text) <= 2100 else request.today.year


@door("holiday.read")
def holidays(request: Any) -> HttpResponse:
    """Show the days of a year that differ from the plain week."""
    year = _year(request)
    rows = list(holidays_of(year))
    return render(request, "organisations/holidays.html", {
        "rows": rows, "year": year, "previous": year - 1, "next": year + 1,
        "may_change": year >= request.today.year,
    })


@door("holiday.set", methods=FORM)
def set_day(request: Any) -> HttpResponse:
    """Record one day."""
    return save(
        request, HolidayForm(request.POST or None),
        lambda data: set_holiday(data.pop("day"), by=request.user, today=request.today, **data),
        template="organisations/unit_form.html",
        context={"title": _("Record a day"), "back": reverse("organisations:holidays"),
                 "note": _("As the State Council's notice for the year says.")},
        then=lambda made: f"{reverse('organisations:holidays')}?year={made.day.year}",
        done=_("Saved."),
    )


@door("holiday.remove", methods=POST)
def remove(request: Any, on: str) -> HttpResponse:
    """Let a day follow the plain week again."""
    try:
        day = date.fromisoformat(on)
    except ValueError as fault:
        raise Http404 from fault
    remove_holiday(day, by=request.user, today=request.today)
    messages.success(request, _("Removed."))
    return redirect(f"{reverse('organisations:holidays')}?year={day.year}")
