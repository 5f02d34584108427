"""What a form needs beyond fitting values, and the forms that cannot be sent whole in the world."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.world import World

# address -> (world, rows) -> {field: value}
FILLED: dict[str, Callable[..., dict[str, Any]]] = {}

# address -> why its form ends in a polite no here; the tests of its stage send it whole
UNFILLED: dict[str, str] = {
    "home:demo_sign_in": "answers in the demonstration only",
    "organisations:welcome": "the link is spent or made up",
}


def whole(name: str) -> Callable[[Any], Any]:
    """Register what a form needs."""

    def keep(function: Callable[[World, Any], dict[str, Any]]) -> Any:
        FILLED[name] = function
        return function

    return keep


@whole("home:delegation_give")
def _lend(w: World, rows: Any) -> dict[str, Any]:
    return {"delegate": w.users["stranger"].username, "reason": "年休假"}


@whole("home:complaint_send")
def _complain(w: World, rows: Any) -> dict[str, Any]:
    return {"about": w.units["town1"].name}
