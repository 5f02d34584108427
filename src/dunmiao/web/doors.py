"""How every page gets its rows: out of sight is 404, seen but not yours is 403."""

from __future__ import annotations

import functools
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from dunmiao.stages.accounts.models import User
from dunmiao.stages.organisations.reach import in_sight, may_any
from dunmiao.stages.organisations.roles import acts


class Request(HttpRequest):
    """A request as our middleware leaves it: signed in, with its day."""

    user: User  # type: ignore[assignment]
    today: date


View = Callable[..., HttpResponse]


def door(*codes: str, methods: tuple[str, ...] = ("GET", "HEAD")) -> Callable[[View], View]:
    """Let a page in for users who may do any of `codes` at all; 403 otherwise.

    Every view carries `door` or `public`; rows are then opened with `open_row` or `open_rows`.
    Raises RuntimeError at import for an act that no stage lists.
    """

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def enter(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in methods:
                return HttpResponse(status=405, headers={"Allow": ", ".join(methods)})
            if not request.user.is_authenticated:
                return redirect("home:sign_in")
            for code in codes:
                if code not in acts():
                    raise RuntimeError(f"no stage lists the act {code}")
            if codes and not any(may_any(request.user, code, request.today) for code in codes):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        enter.door = codes  # type: ignore[attr-defined]
        enter.methods = methods  # type: ignore[attr-defined]
        return enter

    return wrap


FORM = ("GET", "HEAD", "POST")
POST = ("POST",)


def public(*methods: str) -> Callable[[View], View]:
    """Let anybody in: sign-in, language, health."""
    allowed = methods or ("GET", "HEAD")

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def enter(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method not in allowed:
                return HttpResponse(status=405, headers={"Allow": ", ".join(allowed)})
            return view(request, *args, **kwargs)

        enter.door = None  # type: ignore[attr-defined]
        enter.methods = allowed  # type: ignore[attr-defined]
        return enter

    return wrap


def open_rows(request: Any, model: type[Model], act: str = "") -> QuerySet[Any]:
    """Give the rows of `model` the user may do `act` on (its reading act where none is named)."""
    code = act or model.read_act  # type: ignore[attr-defined]
    return model.objects.allowed_to(  # type: ignore[attr-defined]
        request.user, code, on=request.today
    )


def open_row(
    request: Any, model: type[Model], act: str, pk: int, *, rows: QuerySet[Any] | None = None
) -> Any:
    """Give one row to act on. Raises Http404 out of sight, PermissionDenied seen but not allowed.

    `rows` brings select_related and the like; it is narrowed, never widened.
    """
    read: str = model.read_act  # type: ignore[attr-defined]
    seen = in_sight(model, request.user, {read, act}, request.today)
    base = rows if rows is not None else model._default_manager.all()
    row = base.filter(pk__in=seen.values("pk")).filter(pk=pk).first()
    if row is None:
        raise Http404
    if act != read and not open_rows(request, model, act).filter(pk=pk).exists():
        raise PermissionDenied
    return row


def may(request: Any, act: str, row: Model) -> bool:
    """Say whether the user may do `act` on this row: for showing or hiding a button."""
    return bool(open_rows(request, type(row), act).filter(pk=row.pk).exists())


def keep_in_sight(request: Any, row: Model, act: str) -> None:
    """Refuse, inside the transaction, a write that put a row out of its writer's reach."""
    if not may(request, act, row):
        raise PermissionDenied
