"""What an action is: one transaction, and its audit row inside it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, TypeVar

from django.db import models, transaction

from dunmiao.stages.common.clock import now

Function = TypeVar("Function", bound=Callable[..., Any])
PRIVATE = "private"  # the owner of what is a person's own: no unit has this path
ACTIONS: dict[str, Callable[..., Any]] = {}
_frames: ContextVar[tuple[set[str], ...]] = ContextVar("frames", default=())


class Unrecorded(RuntimeError):
    """An action ended without its audit row: a fault of ours, so everything is rolled back."""


def act(code: str) -> Callable[[Function], Function]:
    """Make a function an action named `code` ("leave.approve"), which is also its permission.

    The function takes ids, then keyword-only `by` (the user) and `today`; it runs in one
    transaction and must call `record(code, …)` before it returns (trust.md 1, style rule 1).
    """

    def wrap(function: Function) -> Function:
        @functools.wraps(function)
        def run(*args: Any, **kwargs: Any) -> Any:
            frame: set[str] = set()
            token = _frames.set((*_frames.get(), frame))
            try:
                with transaction.atomic():
                    result = function(*args, **kwargs)
                    if code not in frame:
                        raise Unrecorded(code)
                    return result
            finally:
                _frames.reset(token)

        if code in ACTIONS:
            raise RuntimeError(f"two actions are named {code}")
        run.code = code  # type: ignore[attr-defined]
        ACTIONS[code] = run
        return run  # type: ignore[return-value]

    return wrap


def record(
    code: str,
    obj: models.Model,
    *,
    by: models.Model | None,
    changes: dict[str, Any] | None = None,
    note: str = "",
) -> None:
    """Write the audit row of an act on one object, inside the act's own transaction.

    `changes` maps a field to what it became (or to [before, after]); sealed fields are recorded
    as changed, never with their content. `by` is None only for the system itself.
    """
    from dunmiao.stages.common.models import AuditEntry

    for frame in _frames.get():
        frame.add(code)
    delegation = getattr(by, "acting", None)
    AuditEntry.objects.create(
        at=now(),
        act=code,
        actor_id=getattr(by, "pk", None),
        on_behalf_of_id=delegation.grantor_id if delegation else None,
        object_type=obj._meta.label_lower,
        object_id=str(obj.pk),
        object_name=str(obj)[:120],
        owner_path=_owner_path(obj),
        changes={key: _plain(value) for key, value in (changes or {}).items()},
        note=note[:500],
    )


def _owner_path(obj: models.Model) -> str:
    """Give the path of the organisation that owns the row, empty where none does.

    A row that says `is_private` is a person's own: no unit's trail shows that it exists.
    """
    if getattr(obj, "is_private", False):
        return PRIVATE
    scope = getattr(obj, "scope", None)
    lookup = scope.owner if scope else ""
    value: Any = obj
    for step in lookup.split("__") if lookup else ():
        value = getattr(value, step, None)
        if value is None:
            return ""
    return value if isinstance(value, str) else ""


def _plain(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, models.Model):
        return f"{value._meta.label_lower}:{value.pk}"
    return value if isinstance(value, str | int | float | bool | None) else str(value)
