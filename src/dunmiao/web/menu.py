"""The menu: choose, develop, manage, use (选 育 管 用); each stage's pages add themselves here."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Item:
    """One menu entry: its words, its page, and the acts of which one is needed to see it.

    `under` names pages that belong to it though their addresses lie elsewhere.
    """

    name: str | Promise
    page: str  # URL name without arguments
    acts: tuple[str, ...] = ()
    under: tuple[str, ...] = ()


MENU: list[tuple[str | Promise, list[Item]]] = [
    (pgettext_lazy("menu", "Mine"), [
        Item(_("To do now"), "home:home"),
        Item(_("My application"), "selection:mine", ("wish.set",)),
        Item(_("What is held about me"), "people:mine", ("person.mine",)),
    ]),
    (pgettext_lazy("menu", "Select"), [
        Item(_("Programmes"), "charter:programmes", ("programme.read",)),
        Item(_("Charters"), "charter:charters", ("charter.read",)),
        Item(_("Posts"), "selection:posts", ("post.read",), ("placement:post",)),
        Item(_("Applications"), "selection:applications", ("application.read",)),
        Item(_("Selection"), "selection:selections", ("round.read",)),
        Item(_("Pool of young cadres"), "selection:pool", ("pool.list",)),
        Item(_("Nominations"), "selection:nominations", ("nomination.read",)),
        Item(_("Asked for by name"), "selection:invitations", ("invitation.read",)),
        Item(_("Whom we would have"), "selection:unit_wishes", ("wish.set_unit",)),
    ]),
    (pgettext_lazy("menu", "Place"), [
        Item(_("Matching"), "placement:matchings", ("match.read",), (
            "placement:plan", "placement:plan_person", "placement:compare", "placement:propose",
            "placement:mark", "placement:unmark",
        )),
        Item(_("Placements"), "placement:placements", ("placement.read",)),
        Item(_("Arrivals"), "placement:arrivals", ("placement.arrive",)),
        Item(_("Our people on placement"), "placement:hosted", ("placement.divide",)),
        Item(_("Notices and roster"), "placement:issuing", ("notice.issue",), (
            "placement:make", "placement:letter_print",
        )),
        Item(_("Groups"), "placement:teams", ("team.read",)),
    ]),
    (pgettext_lazy("menu", "Develop and manage"), [
        Item(_("Duties"), "supervision:my_duties", ("ledger.read",)),
        Item(_("Prompts"), "supervision:prompts", ("prompt.read",)),
        Item(_("Supervised matters"), "supervision:tickets", ("ticket.read",)),
        Item(_("Ledger boards"), "supervision:boards", ("board.read",)),
        Item(_("Mentoring"), "development:mentees", ("mentor_note.write", "mentorship.appoint")),
        Item(_("Write my log"), "supervision:my_log", ("log.write",)),
        Item(_("Ask for leave"), "supervision:my_leave", ("leave.ask",)),
        Item(_("Write my report"), "supervision:my_report", ("report.write",)),
        Item(_("Ask for help"), "supervision:my_support", ("support.ask",)),
        Item(_("Leave"), "supervision:leaves", ("leave.read",)),
        Item(_("Training and meetings"), "development:gatherings", ("gathering.read",)),
        Item(_("Rotation"), "development:rotations", ("rotation.read",)),
        Item(_("Presence"), "supervision:presence", ("presence.read",)),
        Item(_("Reports"), "supervision:reports", ("report.read",)),
        Item(_("Borrowing"), "supervision:borrows", ("borrow.read",)),
        Item(_("Requests for help"), "supervision:supports", ("support.read",)),
        Item(_("Support given"), "supervision:provisions", ("provision.read",)),
        Item(_("Checks and findings"), "supervision:inspections", ("inspection.read",)),
        Item(_("Incidents and measures"), "supervision:incidents",
             ("incident.report", "incident.receive")),
        Item(_("Changes of term"), "supervision:changes", ("change.read",)),
    ]),
    (pgettext_lazy("menu", "Appraise and use"), [
        Item(_("Appraisals"), "appraisal:appraisals", ("appraisal.read",)),
        Item(_("What follows the term"), "outcomes:register", ("disposition.read",)),
        Item(_("Dossiers"), "outcomes:dossiers", ("dossier.read",)),
        Item(_("Figures"), "outcomes:statistics", ("statistics.read",)),
    ]),
    (pgettext_lazy("menu", "Units and people"), [
        Item(_("Roll of persons"), "people:people", ("person.list",)),
        Item(_("Units"), "organisations:tree", ("organisation.read",)),
    ]),
    (pgettext_lazy("menu", "Administration"), [
        Item(_("Complaints and suggestions"), "home:complaints", ("complaint.answer",)),
        Item(_("Accounts"), "organisations:accounts", ("user.read",)),
        Item(_("Roles"), "organisations:grants", ("grant.read",)),
        Item(_("Audit trail"), "audit:entries", ("audit.read",)),
        Item(_("Holiday table"), "organisations:holidays", ("holiday.read",)),
    ]),
]
