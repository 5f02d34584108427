"""Where a programme's people come from and go, against the numbers set (000-07, 001b-06)."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.utils.translation import gettext as _

from dunmiao.engine.codes import ORGANISATION
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.selection.models import Application, Offer, Quota

LIVE = ("submitted", "eligible", "in_selection", "reserve", "proposed", "selected")
OFFICE_STAFF = {"civil_servant", "reference"}
OFFICES = ORGANISATION.group("organ")


@act("quota.set")
def set_quota(
    programme_id: int,
    *,
    by: User,
    today: date,
    number: int,
    system: str = "",
    unit_id: int | None = None,
) -> Quota | None:
    """Set how many come from one system, or go to one unit with its parts; 0 takes it back."""
    programme = Programme.objects.lock(programme_id)
    if bool(system.strip()) == (unit_id is not None):
        raise Refusal(_("Name either a sending system or a receiving unit."), field="system")
    if unit_id is not None and not Organisation.objects.filter(
        pk=unit_id, path__startswith=programme.owner.path
    ).exists():
        raise Refusal(_("This unit lies outside the programme's department."), field="unit")
    key = {"programme": programme, "system": system.strip(), "unit_id": unit_id}
    row = None
    if number:
        row, _is_new = Quota.objects.update_or_create(**key, defaults={"number": number})
    else:
        Quota.objects.filter(**key).delete()
    changes = {"system": key["system"], "unit": unit_id, "number": number}
    record("quota.set", programme, by=by, changes=changes)
    return row


@dataclass(frozen=True)
class Line:
    """One side's row: its name, the number set (None: none), in the selection, chosen or offered,
    placed."""

    name: str
    kind: str
    wanted: int | None
    there: int
    placed: int

    @property
    def open(self) -> int | None:
        """Give how many are still missing (less than 0: too many); None without a number."""
        return None if self.wanted is None else self.wanted - self.there


@dataclass(frozen=True)
class Balance:
    """Both sides of a programme, and how many placements cross a system or a status."""

    sending: tuple[Line, ...]
    receiving: tuple[Line, ...]
    placed: int
    crossed_system: int
    crossed_status: int


def balance_of(programme: Programme) -> Balance:
    """Count both sides; seven queries. Placements come from a stage above, by its name."""
    model = apps.get_model("placement", "Placement")
    placed = list(
        model.objects.filter(programme=programme).exclude(state="withdrawn").values_list(
            "sending_unit__system", "receiving_unit__system", "person__kind",
            "receiving_unit__kind", "receiving_unit__path", "receiving_unit_id",
        )
    )  # fmt: skip
    quotas = list(programme.quotas.select_related("unit"))
    return Balance(
        sending=_sending(programme, quotas, placed),
        receiving=_receiving(programme, quotas, placed),
        placed=len(placed),
        crossed_system=sum(bool(home and there and home != there) for home, there, *_r in placed),
        crossed_status=sum(_crosses(kind, unit) for _h, _t, kind, unit, *_r in placed),
    )


def _crosses(kind: str, unit_kind: str) -> bool:
    """Say whether somebody of an office works outside one, or the other way round (000-14)."""
    return bool(kind and unit_kind) and (kind in OFFICE_STAFF) != (unit_kind in OFFICES)


def _sending(programme: Programme, quotas: list[Quota], placed: list) -> tuple[Line, ...]:
    rows = Application.objects.filter(programme=programme, state__in=LIVE)
    there = Counter(rows.values_list("sending_unit__system", flat=True))
    gone = Counter(home for home, *_rest in placed)
    wanted = {row.system: row.number for row in quotas if row.system}
    names = sorted({*there, *wanted}, key=lambda name: (not name, name))
    return tuple(Line(name, "", wanted.get(name), there[name], gone[name]) for name in names)


def _receiving(programme: Programme, quotas: list[Quota], placed: list) -> tuple[Line, ...]:
    offers = Offer.objects.filter(programme=programme, is_confirmed=True)
    places: Counter[tuple[int, str]] = Counter()
    for unit, path, number in offers.values_list(
        "post__organisation", "post__organisation__path", "places"
    ):
        places[unit, path] += number
    came = Counter((unit, path) for *_rest, path, unit in placed)
    wanted = {row.unit_id: row.number for row in quotas if row.unit_id}
    ids = {unit for unit, _path in (*places, *came)} | set(wanted)
    lines = []
    for unit in Organisation.objects.filter(pk__in=ids).order_by("sequence", "pk"):
        need = wanted.get(unit.pk)
        if need is None:
            need = places.get((unit.pk, unit.path))
            got = came[unit.pk, unit.path]
        else:
            got = sum(n for (_pk, path), n in came.items() if path.startswith(unit.path))
        offered = sum(n for (_pk, path), n in places.items() if path.startswith(unit.path))
        lines.append(Line(str(unit), unit.kind, need, offered, got))
    return tuple(lines)
