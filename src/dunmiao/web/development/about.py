"""What every page about one placement shares: whose it is, its tabs, and what the reader may do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dunmiao.engine.charter import Rules
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.development.parties import Ties
from dunmiao.stages.placement.models import Placement
from dunmiao.web.doors import open_row, open_rows


@dataclass(frozen=True)
class Tab:
    """One page about a placement: its words, its address name, the act that opens it.

    `is_for` says under which rules of a charter there is such a page.
    """

    name: str | Promise
    page: str
    act: str
    is_for: Callable[[Rules], bool] = lambda _rules: True


# Pages about one placement, in the order of the term; stages above append theirs.
TABS: list[Tab] = [
    Tab(_("Overview"), "placement:placement", "placement.read"),
    Tab(_("Ledger"), "supervision:ledger", "ledger.read"),
    Tab(_("Individual plan"), "development:plan", "plan.read"),
    Tab(_("Log"), "supervision:logs", "log.read"),
    Tab(_("Leave"), "supervision:placement_leaves", "leave.read"),
    Tab(_("Absences and checks"), "supervision:placement_absences", "absence.read"),
    Tab(_("Talks"), "supervision:talks", "talk.read"),
    Tab(_("Contacts"), "supervision:contacts", "contact.read"),
    Tab(_("Reports"), "supervision:placement_reports", "report.read"),
    Tab(_("Borrowing"), "supervision:placement_borrows", "borrow.read"),
    Tab(_("Mentoring"), "development:mentors", "mentorship.read"),
    Tab(_("Reflections"), "development:reflections", "reflection.read"),
    Tab(_("Gaps and feedback"), "development:gaps", "feedback.read"),
    Tab(_("Rotation"), "development:moves", "move.read", lambda rules: rules.rotation.is_on),
    Tab(_("Conditions and support"), "supervision:conditions", "arrangement.read"),
    Tab(_("Care"), "supervision:care", "entitlement.read"),
    Tab(_("Reminders"), "supervision:reminders", "reminder.read"),
    Tab(_("Conduct"), "supervision:conduct", "conduct.read"),
    Tab(_("Opinions heard"), "supervision:visits", "opinion_visit.read"),
    Tab(_("Changes of term"), "supervision:placement_changes", "change.read"),
]


@dataclass
class About:
    """One placement as a page needs it; `ties` say what its reader may do here."""

    request: Any
    placement: Placement
    ties: Ties

    @property
    def rules(self) -> Rules:
        """The charter's rules for this placement."""
        return rules_of(self.placement)

    def may(self, act: str) -> bool:
        """Say whether the reader may do `act` on what hangs on this placement."""
        return self.ties.may(act, self.placement)

    def parties(self, act: str) -> frozenset[str]:
        """Give the parties the reader speaks for in `act`."""
        return self.ties.parties(act, self.placement)

    def rows(self, model: Any, act: str = "") -> Any:
        """Give the rows of `model` on this placement that the reader may see."""
        return open_rows(self.request, model, act).filter(placement=self.placement)

    def url(self, page: str) -> str:
        """Give the address of a page about this placement."""
        return reverse(page, args=[self.placement.pk])

    def context(self, title: str | Promise, **more: Any) -> dict[str, Any]:
        """Give what the template needs, with the tabs of the pages the reader may open."""
        rules = self.rules
        tabs = [
            {"name": tab.name, "href": href, "is_current": self.request.path == href}
            for tab in TABS
            if tab.is_for(rules)
            and self.may(tab.act)
            and (href := address(tab.page, self.placement.pk))
        ]
        return {"about": self, "placement": self.placement, "tabs": tabs, "title": title, **more}


def address(page: str, *args: Any) -> str:
    """Give the address of a page, empty where the product has none of that name."""
    try:
        return reverse(page, args=args)
    except NoReverseMatch:
        return ""


def about(request: Any, pk: int, act: str) -> About:
    """Open a placement for `act`. Raises Http404 out of sight, PermissionDenied seen only."""
    placement = open_row(request, Placement, act, pk)
    return About(request, placement, Ties(request.user, request.today))


def about_row(request: Any, row: Any) -> About:
    """Give the placement of a row that was opened already."""
    return About(request, row.placement, Ties(request.user, request.today))
