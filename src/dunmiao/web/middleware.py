"""What every request carries: its language, its day, and whose powers it uses."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import logout
from django.http import HttpResponse
from django.utils import translation

from dunmiao.stages.common.clock import today
from dunmiao.stages.common.refusal import Refusal

COOKIE = "language"
Next = Callable[[Any], HttpResponse]


class LanguageMiddleware:
    """Speak the language of the cookie; Simplified Chinese where none was chosen."""

    def __init__(self, get_response: Next) -> None:
        """Keep the next step."""
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Activate the language for this request."""
        code = "en" if request.COOKIES.get(COOKIE) == "en" else "zh-hans"
        request.LANGUAGE_CODE = code
        with translation.override(code):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response


class RequestMiddleware:
    """Set the day, end sessions of a raised epoch, and put on a delegation in use."""

    def __init__(self, get_response: Next) -> None:
        """Keep the next step."""
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponse:
        """Prepare the request; forbid keeping pages of signed-in users."""
        request.today = today()
        user = request.user
        if user.is_authenticated:
            if request.session.setdefault("epoch", user.epoch) != user.epoch:
                logout(request)
            else:
                self._put_on_delegation(request)
        response = self.get_response(request)
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    @staticmethod
    def _put_on_delegation(request: Any) -> None:
        from dunmiao.stages.organisations.models import Delegation

        chosen = request.session.get("acting")
        if not chosen:
            return
        found = (
            Delegation.objects.live(request.today)
            .select_related("grantor")
            .filter(pk=chosen, delegate=request.user, ended_on=None, grantor__is_active=True)
            .first()
        )
        if found is None:
            del request.session["acting"]
        request.user.acting = found

    def process_exception(self, request: Any, exception: Exception) -> HttpResponse | None:
        """Answer a refusal nobody caught with its sentence and status 409."""
        if isinstance(exception, Refusal):
            from dunmiao.web.errors import refused

            return refused(request, exception)
        return None
