"""What the shell of every page needs."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from dunmiao.stages.organisations.models import Delegation
from dunmiao.stages.organisations.reach import may_any, roles_of
from dunmiao.stages.organisations.roles import ROLES
from dunmiao.web.menu import MENU


def shell(request: Any) -> dict[str, Any]:
    """Give menu, roles, delegations and the language switch; little for anonymous visitors."""
    context: dict[str, Any] = {
        "is_demo": settings.DEMO,
        "language": getattr(request, "LANGUAGE_CODE", "zh-hans"),
        "languages": settings.LANGUAGES,
    }
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return context
    on = request.today
    context["today"] = on
    context["acting"] = user.acting
    context["my_roles"] = [ROLES[key].name for key in roles_of(user, on)]
    context["delegations"] = (
        Delegation.objects.live(on).filter(delegate=user, ended_on=None).select_related("grantor")
    )
    context["menu"] = [
        (group, [item for item in items if not item.acts or _any(user, item.acts, on)])
        for group, items in MENU
    ]
    context["current"] = _current(request)
    return context


def _current(request: Any) -> str:
    """Give the menu's page that is open, or the one under whose address this page lies."""
    best, found = 0, ""
    view = request.resolver_match.view_name if request.resolver_match else ""
    for _group, items in MENU:
        for item in items:
            if view in item.under:
                return item.page
            try:
                address = reverse(item.page)
            except NoReverseMatch:
                continue
            if request.path == address:
                return item.page
            if len(address) > max(best, 1) and request.path.startswith(address):
                best, found = len(address), item.page
    return found


def _any(user: Any, codes: tuple[str, ...], on: Any) -> bool:
    return any(may_any(user, code, on) for code in codes)
