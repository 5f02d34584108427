"""Accounts: made, switched, reset, given a password."""

from __future__ import annotations

from typing import Any

from dunmiao.stages.accounts import actions
from tests.world import World


def _by(w: World, role: str = "system_admin") -> dict[str, Any]:
    return {"by": w.user(role), "today": w.today}


def _activate(w: World, rows: Any) -> Any:
    w.users["stranger"].is_active = False
    w.users["stranger"].save(update_fields=["is_active"])
    return actions.activate, (w.users["stranger"].pk,), _by(w)


def _password(w: World, rows: Any) -> Any:
    user = w.user("stranger")
    words = (user.pk, "correct horse battery staple")
    return actions.choose_password, words, {"by": user, "today": w.today}


CASES = {
    "user.create": lambda w, rows: (
        actions.create_account,
        ("new.clerk",),
        {**_by(w), "name": "新"},
    ),
    "user.deactivate": lambda w, rows: (actions.deactivate, (w.users["stranger"].pk,), _by(w)),
    "user.activate": _activate,
    "user.reset": lambda w, rows: (actions.reset_account, (w.users["stranger"].pk,), _by(w)),
    "user.password": _password,
}
