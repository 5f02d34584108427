"""What asking a unit needs before it can be sent whole."""

from __future__ import annotations

from typing import Any

from tests.web.filled import whole
from tests.world import World


@whole("home:complaint_route")
def _asked(w: World, rows: Any) -> dict[str, Any]:
    return {"unit": w.units["town2"].name}
