"""What a form needs beyond fitting values, and the forms that cannot be sent whole in the world."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.common.models import Holiday
from tests.world import CHARTER, World

RESUME = "2017.07--         区发展和改革局科员"
# address -> (world, rows) -> {field: value}
FILLED: dict[str, Callable[..., dict[str, Any]]] = {}

# address -> (world, rows): brings the world to where the form can be taken
PREPARED: dict[str, Callable[..., None]] = {}

# address -> why its form ends in a polite no here; the tests of its stage send it whole
UNFILLED: dict[str, str] = {
    "home:demo_sign_in": "answers in the demonstration only",
    "organisations:welcome": "the link is spent or made up",
    "people:form_upload": "the world's ID numbers are tokens, which no form may hold",
}


def whole(*names: str) -> Callable[[Any], Any]:
    """Register what the forms of these addresses need."""

    def keep(function: Callable[[World, Any], dict[str, Any]]) -> Any:
        FILLED.update(dict.fromkeys(names, function))
        return function

    return keep


def before(*names: str) -> Callable[[Any], Any]:
    """Register what must be so before the forms of these addresses are sent."""

    def keep(function: Callable[[World, Any], None]) -> Any:
        PREPARED.update(dict.fromkeys(names, function))
        return function

    return keep


# ------------------------------------------------------------------------------ shell


@whole("home:delegation_give")
def _lend(w: World, rows: Any) -> dict[str, Any]:
    return {
        "delegate": w.users["stranger"].username,
        "reason": "年休假",
        "ends_on": (w.today + timedelta(days=9)).isoformat(),
    }


@whole("home:complaint_send")
def _complain(w: World, rows: Any) -> dict[str, Any]:
    return {"about": w.units["town1"].name}


# ------------------------------------------------------------------------------ units


@before("organisations:account_activate")
def _shut(w: World, rows: Any) -> None:
    ids = [row.pk for row in rows["accounts.User"].values()]
    type(w.users["sender"]).objects.filter(pk__in=ids).update(is_active=False)


@whole("organisations:account_add")
def _account(w: World, rows: Any) -> dict[str, Any]:
    return {"username": "new.clerk"}


@whole("organisations:grant_give")
def _grant(w: World, rows: Any) -> dict[str, Any]:
    return {
        "user": w.users["stranger"].username,
        "role": "sender",
        "kind": "",
        "unit": w.units["send1"].name,
        "ends_on": "",
    }


@before("organisations:holiday_remove")
def _holiday(w: World, rows: Any) -> None:
    Holiday.objects.update_or_create(day=date(2060, 10, 1), defaults={"name": "国庆节"})


# ------------------------------------------------------------------------------ charters


@whole("charter:adopt")
def _charter(w: World, rows: Any) -> dict[str, Any]:
    return {"text": CHARTER.read_text(encoding="utf-8")}


@before("charter:programme_edit", "charter:programme_open")
def _draft(w: World, rows: Any) -> None:
    Programme.objects.update(state="draft")


@whole("charter:programme_new")
def _programme(w: World, rows: Any) -> dict[str, Any]:
    start = (w.today + timedelta(days=90)).isoformat()
    return {"quota": "3", "starts_on": start}


# ------------------------------------------------------------------------------ people


@whole("people:add", "people:edit")
def _person(w: World, rows: Any) -> dict[str, Any]:
    return {"unit": w.units["send1"].name, "name": "新来者", "tags": [], "resume": RESUME}


@whole("people:kinship")
def _kin(w: World, rows: Any) -> dict[str, Any]:
    return {"other": "", "unit": w.units["handler"].name}
