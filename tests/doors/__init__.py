"""Who gets through which door: doors/<stage>.py has DOORS = {url name: Door(...)}.

The expected codes are written by hand here, and are not computed from the product's own table.
"""

from __future__ import annotations

from dataclasses import dataclass

DEPARTMENT = "organiser organiser_lead"


@dataclass(frozen=True)
class Door:
    """One address. `row`: the model whose pk the address takes ("" for none; a tuple for several
    arguments, "=text" standing for a fixed one). `get`, `post`: the roles let in on rows they
    reach, "anyone" for every signed-in user, "public" for visitors too, "" for nobody: such a
    method answers 405. A role that reaches the row through `sees` (default: those of get) but is
    not in the method's list gets 403; all others 404. Addresses without a row answer 403.
    `ok`: the codes a permitted POST with an empty form may answer."""

    row: str | tuple[str, ...] = ""
    get: str = ""
    post: str = ""
    sees: str | None = None
    ok: tuple[int, ...] = (200, 302, 409, 422)
