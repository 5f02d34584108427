"""The menu: choose, develop, manage, use (选 育 管 用); each stage's pages add themselves here."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Item:
    """One menu entry: its words, its page, and the acts of which one is needed to see it."""

    name: str | Promise
    page: str  # URL name without arguments
    acts: tuple[str, ...] = ()


MENU: list[tuple[str | Promise, list[Item]]] = [
    (_("Mine"), [Item(_("To do now"), "home:home")]),
    (_("Select"), []),
    (_("Place"), []),
    (_("Develop and manage"), []),
    (_("Appraise and use"), []),
    (_("Units and people"), []),
    (_("Administration"), []),
]
