"""Pages for what went wrong, each with what to do next."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from dunmiao.stages.common.refusal import Refusal


def _page(request: Any, status: int, title: str, text: str) -> HttpResponse:
    context = {"title": title, "text": text, "status": status}
    return render(request, "parts/error.html", context, status=status)


def refused(request: Any, refusal: Refusal) -> HttpResponse:
    """Answer a refusal: nothing was changed, and here is why."""
    return _page(request, 409, _("Nothing was changed"), str(refusal))


def bad_submission(request: Any, *, changed: bool) -> HttpResponse:
    """Answer a form without a usable key, or one whose key was used for other content."""
    if changed:
        text = _("This form was sent before with other content. Load the page again and resend.")
        return _page(request, 409, _("Nothing was changed"), text)
    text = _("The form has lost its submission number. Load the page again and resend.")
    return _page(request, 400, _("Nothing was changed"), text)


def bad_request(request: Any, exception: Exception | None = None) -> HttpResponse:
    """Answer what cannot be understood."""
    return _page(request, 400, _("This request cannot be read"), _("Go back and try again."))


def forbidden(request: Any, exception: Exception | None = None) -> HttpResponse:
    """Answer what is seen but not theirs to do."""
    text = _("You can see this, but it is for somebody else to do. Your unit's clerk can tell who.")
    return _page(request, 403, _("Not yours to do"), text)


def not_found(request: Any, exception: Exception | None = None) -> HttpResponse:
    """Answer what is out of sight; the same page whether or not it exists."""
    text = _("There is nothing here that you can see. It may have moved, or not be yours.")
    return _page(request, 404, _("Nothing here"), text)


def broken(request: Any) -> HttpResponse:
    """Answer our own fault."""
    text = _("Something broke on our side. What you sent was not kept; please send it again.")
    context = {"title": _("Something broke"), "text": text, "status": 500,
               "language": getattr(request, "LANGUAGE_CODE", "")}
    # without the request, since the database that the shell asks may be what broke
    return HttpResponse(render_to_string("parts/error.html", context), status=500)


def csrf_failure(request: Any, reason: str = "") -> HttpResponse:
    """Answer a form from an old or foreign page."""
    text = _("The page was open too long or came from elsewhere. Load it again and resend.")
    return _page(request, 403, _("Nothing was changed"), text)


def locked_out(request: Any, credentials: Any = None, *args: Any, **kwargs: Any) -> HttpResponse:
    """Answer too many wrong passwords."""
    text = _("Too many wrong passwords. Wait fifteen minutes, or ask the system administrator.")
    return _page(request, 429, _("Please wait"), text)
