"""Sign-in, the first page, the language, standing in for somebody."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from dunmiao.stages.accounts.models import User
from dunmiao.stages.organisations.first_run import is_unclaimed
from dunmiao.stages.organisations.models import Delegation
from dunmiao.web.doors import POST, door, public
from dunmiao.web.home.first_page import first_page, grouped
from dunmiao.web.middleware import COOKIE


def _is_local(request: Any) -> bool:
    return request.META.get("REMOTE_ADDR") in {"127.0.0.1", "::1"}


def _demo_users(request: Any) -> list[User]:
    if not (settings.DEMO and _is_local(request)):
        return []
    return list(User.objects.exclude(demo_role="").order_by("pk"))


@public()
@never_cache
def home(request: Any) -> HttpResponse:
    """Show what is mine to do now; visitors see the sign-in page."""
    if not request.user.is_authenticated:
        return sign_in(request)
    return render(request, "home/home.html", first_page(request))


@public()
@never_cache
def sign_in(request: Any) -> HttpResponse:
    """Show the way in; in the demonstration, a button per role; how to begin before anybody is."""
    if request.user.is_authenticated:
        return redirect("home:home")
    if is_unclaimed():
        return render(request, "home/unclaimed.html", {"command": "./dunmiao init"})
    return render(request, "home/sign_in.html", {"demo": grouped(_demo_users(request))})


@public("POST")
def sign_out(request: Any) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("home:sign_in")


@public("POST")
def demo_sign_in(request: Any, role: str) -> HttpResponse:
    """Sign in as a demonstration person; only in demonstration data and from this machine."""
    found = [user for user in _demo_users(request) if user.demo_role == role]
    if not found:
        raise Http404
    login(request, found[0], backend="django.contrib.auth.backends.ModelBackend")
    return redirect("home:home")


def _back(request: Any) -> str:
    target = request.POST.get("next", "")
    return target if url_has_allowed_host_and_scheme(target, {request.get_host()}) else "/"


@public("POST")
def language(request: Any) -> HttpResponse:
    """Switch between Chinese and English."""
    response = redirect(_back(request))
    code = "en" if request.POST.get("language") == "en" else "zh-hans"
    response.set_cookie(
        COOKIE, code, max_age=31536000, samesite="Lax", httponly=True, secure=settings.SECURE_TLS
    )
    return response


@door(methods=POST)
def act_for(request: Any) -> HttpResponse:
    """Stand in for somebody under a live delegation, or stop doing so."""
    chosen = request.POST.get("delegation", "")
    request.session.pop("acting", None)
    if chosen.isdigit():
        live = Delegation.objects.live(request.today).filter(delegate=request.user, ended_on=None)
        if not live.filter(pk=int(chosen)).exists():
            raise Http404
        request.session["acting"] = int(chosen)
    return redirect("home:home")


@door()
def no_password(request: Any) -> HttpResponse:
    """Say how an account without a password gets one; nobody sets it from inside a session."""
    messages.info(
        request, _("This account has no password. The system administrator gives a link for one.")
    )
    return redirect("home:home")
