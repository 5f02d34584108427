"""Complaints and suggestions."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from dunmiao.web.doors import door


@door()
def complaints(request: Any) -> HttpResponse:
    """List them."""
    return render(request, "home/home.html", {})


send = complaint = complaints
