"""The page of a programme's two sides: numbers set, in the selection, offered, placed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.engine.codes import ORGANISATION
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.selection.balance import balance_of, set_quota
from dunmiao.web.doors import FORM, door, may, open_row
from dunmiao.web.home.unit_field import UnitField
from dunmiao.web.refusing import save
from dunmiao.web.selection.words import code


class QuotaForm(forms.Form):
    """One number: of a sending system or of a receiving unit."""

    system = forms.CharField(label=gettext_lazy("Sending system"), required=False, max_length=30)
    unit = UnitField(label=gettext_lazy("or receiving unit"), required=False)
    number = forms.IntegerField(
        label=gettext_lazy("How many people"), min_value=0, max_value=100000,
        help_text=gettext_lazy("0 takes the number back."),
    )  # fmt: skip


@door("quota.read", "quota.set", methods=FORM)
def balance(request: Any, programme: int) -> HttpResponse:
    """Show both sides of a programme; set one number."""
    act = "quota.set" if request.method == "POST" else "programme.read"
    row = open_row(request, Programme, act, programme)

    def keep(data: dict[str, Any]) -> Any:
        unit = data["unit"]
        return set_quota(
            row.pk, by=request.user, today=request.today, number=data["number"],
            system=data["system"], unit_id=unit.pk if unit else None,
        )  # fmt: skip

    found = balance_of(row)
    kinds = {line.kind: code(ORGANISATION, line.kind) for line in found.receiving}
    here = reverse("selection:balance", args=[row.pk])
    return save(
        request, QuotaForm(request.POST or None), keep, template="selection/balance.html",
        context={
            "row": row, "balance": found, "kinds": kinds,
            "wanted_from": sum(line.wanted or 0 for line in found.sending),
            "may_set": row.state in {"draft", "open", "selecting"} and may(
                request, "quota.set", row),
            "crumbs": [
                (_("Programmes"), reverse("charter:programmes")),
                (str(row), reverse("charter:programme", args=[row.pk])),
                (_("Where people come from and go"), ""),
            ],
        },
        then=here, done=_("The number is kept."),
    )  # fmt: skip
