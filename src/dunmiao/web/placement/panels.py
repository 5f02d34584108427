"""Panels of the placement's page: every stage adds its own, the page shows those one may read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from dunmiao.stages.organisations.reach import may_any
from dunmiao.web.doors import may

Provider = Callable[[Any, Any], "dict[str, Any] | None"]


@dataclass(frozen=True)
class Panel:
    """One panel: the act that reads it, its fragment, and what fills it.

    `provider` takes (request, placement) and gives the fragment's context, None to show nothing.
    The act must be one that reaches placements (its rows are the placement's). `is_side` puts it
    into the narrow column. Lower `order` stands higher.
    """

    act: str
    template: str
    provider: Provider
    order: int = 50
    is_side: bool = False


PANELS: list[Panel] = []


def panels_for(request: Any, placement: Any) -> dict[str, list[str]]:
    """Give the drawn panels of a placement the reader may see: {"main": […], "side": […]}."""
    found: dict[str, list[str]] = {"main": [], "side": []}
    for panel in sorted(PANELS, key=lambda each: each.order):
        if not may_any(request.user, panel.act, request.today):
            continue
        if not may(request, panel.act, placement):
            continue
        context = panel.provider(request, placement)
        if context is not None:
            words = {**context, "placement": placement, "today": request.today}
            drawn = render_to_string(panel.template, words, request=request)
            found["side" if panel.is_side else "main"].append(drawn)
    return found
