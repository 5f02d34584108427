"""Who gets through which door: doors/<stage>.py has DOORS = {url name: Door(...)}.

The expected codes are written by hand here, and are not computed from the product's own table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

DEPARTMENT = "organiser organiser_lead"


@dataclass(frozen=True)
class Door:
    """One address. `row`: the model whose pk the address takes ("" for none; a tuple for several
    arguments, "=text" standing for a fixed one). `get`, `post`: the roles let in on rows they
    reach, "anyone" for every signed-in user, "public" for visitors too, "" for nobody: such a
    method answers 405. A role in neither list gets 403 wherever the row lies (the page is not for
    it); a role of the lists gets 404 on rows out of its reach, and 403 on rows it `sees` (default:
    the roles of both lists) without being in the method's list. Addresses without a row answer 403.
    `reach`: for models reached otherwise, role -> "own other foreign". `get_act`, `post_act`: the
    act behind each method, for pages a stand-in may open. `ok`: the codes a permitted request with
    an empty form may answer. `is_foreign`: a page of a library, asked by GET and POST only."""

    row: str | tuple[str, ...] = ""
    get: str = ""
    post: str = ""
    sees: str | None = None
    reach: Mapping[str, str] = field(default_factory=dict)
    get_act: str = ""
    post_act: str = ""
    is_foreign: bool = False
    ok: tuple[int, ...] = (200, 302, 409, 422)
    ok_post: tuple[int, ...] = ()

    def fine(self, method: str) -> set[int]:
        """Give the codes of a permitted request."""
        return set(self.ok_post if method == "POST" and self.ok_post else self.ok)
