"""Whose role reaches many people signs in with two factors, or sets the second one up first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from dunmiao.stages.organisations.reach import roles_of
from dunmiao.stages.organisations.roles import ADMINS

Next = Callable[[Any], HttpResponse]
ROLES = frozenset({"organiser", "organiser_lead", "inspector", *ADMINS})
FREE = ("/account/", "/sign-out/", "/language/")  # setting it up, leaving, reading it


class SecondFactorMiddleware:
    """Send users of some roles to the authenticator's page until they have set one up.

    Where somebody is stood in for, the role of the absent counts too. Off in the demonstration;
    DUNMIAO_SECOND_FACTOR=0 turns it off where another system in front asks for a second factor.
    """

    def __init__(self, get_response: Next) -> None:
        """Keep the next step."""
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Let through whoever needs none or has one."""
        if not self._is_lacking(request):
            return self.get_response(request)
        messages.info(
            request, _("Your role needs an authenticator app besides the password. Set it up here.")
        )
        return redirect("mfa_activate_totp")

    @staticmethod
    def _is_lacking(request: Any) -> bool:
        user = request.user
        if not settings.REQUIRE_SECOND_FACTOR or not user.is_authenticated:
            return False
        if request.path.startswith(FREE):
            return False
        used = [user] if user.acting is None else [user, user.acting.grantor]
        if not any(ROLES & set(roles_of(one, request.today)) for one in used):
            return False
        return not is_mfa_enabled(user, types=[Authenticator.Type.TOTP])
