"""What the page of a programme's papers shows: where it stands, what changed, who is missing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.placement.models import Notice, TeamRole
from dunmiao.stages.placement.papers import Change
from dunmiao.stages.placement.responsibilities import Held
from dunmiao.web.templatetags.dunmiao import local_name

KINDS = {
    "notice": gettext_lazy("Notice of selection"),
    "arrival": gettext_lazy("Notice to report"),
    "letter_administrative": gettext_lazy("Letter to the receiving unit"),
    "letter_party": gettext_lazy("Letter moving the party relation"),
}
FIELDS = {
    "name": gettext_lazy("Name"),
    "sending_unit": gettext_lazy("Sending unit"),
    "sending_post": gettext_lazy("Post held at home"),
    "receiving_unit": gettext_lazy("Receiving unit"),
    "post": gettext_lazy("Post"),
}
GROUP_ROLES = dict(TeamRole.KINDS)
SHOWN = 30
# relations that leave the sending unit, as charters write it
MOVING = {"relations__at__in": ("moves", "temporary_branch")}


def kind_name(kind: str) -> str:
    """Give the words for a kind of paper."""
    return str(KINDS.get(kind, kind))


def ready(decisions: QuerySet[Any], programme: Programme | None = None) -> QuerySet[Any]:
    """Keep decisions with persons whose placement can be made; `count` says how many.

    The public notice must have passed, unless the programme's charter asks for none.
    """
    waiting = Q(lines__application__state="selected", lines__application__placement=None)
    if programme is None or rules_of(programme).publicity.working_days:
        waiting &= Q(lines__publicity__state="passed")
    return decisions.annotate(count=Count("lines", filter=waiting)).filter(count__gt=0)


def steps(
    row: Programme,
    count: dict[str, int],
    notice: Notice | None,
    letters: int,
    gaps: list[Held] | None,
) -> list[dict[str, Any]]:
    """Give the way from the decision to the beginning of the term; the first open step is now."""
    total = sum(count.values())
    begun = row.state in {"running", "closed"}
    blocked = any(held.is_blocking for held in gaps or ())
    listed = [
        (_("Placements made"), begun or total > 0, total and _("%(n)d persons") % {"n": total}, ""),
        (_("Notice issued"), notice is not None and not count.get("proposed"),
         notice and notice.number, ""),
        (_("Letters issued"), letters > 0 or begun, letters or "", ""),
        (_("Persons responsible named"), begun or (gaps is not None and not blocked),
         gaps and _("%(n)d missing") % {"n": len(gaps)}, reverse("placement:gaps", args=[row.pk])),
        (_("Term begun"), begun, row.starts_on or "", ""),
    ]  # fmt: skip
    first = next((place for place, step in enumerate(listed) if not step[1]), None)
    return [
        {"name": name, "state": "done" if done else "now" if place == first else "next",
         "note": note or "", "href": href}
        for place, (name, done, note, href) in enumerate(listed)
    ]  # fmt: skip


def told(changes: list[Change]) -> list[list[str]]:
    """Give changes since the notice as rows of a table: person, what, in the notice, now."""
    words = {"gone": _("No longer placed"), "added": _("Not in the notice yet")}
    return [
        [change.person, str(words.get(change.kind) or FIELDS.get(change.field, change.field)),
         change.before or "—", change.after or "—"]
        for change in changes[:SHOWN]
    ]  # fmt: skip


def grouped(found: Iterable[Held]) -> list[dict[str, Any]]:
    """Give gaps once per unit and responsibility, with the persons concerned and where to mend."""
    groups: dict[tuple[int, str], dict[str, Any]] = {}
    for held in found:
        group = groups.setdefault((held.unit.pk, held.rule.key), {
            "name": local_name(held.rule), "rule": held.rule, "unit": held.unit,
            "is_blocking": held.is_blocking, "people": [], **_mend(held),
        })  # fmt: skip
        group["people"].append(_person(held))
    return list(groups.values())


def _mend(held: Held) -> dict[str, str]:
    """Say where a holder is named: the unit's contacts, the group; a mentor at each person."""
    if held.rule.key == "mentor_contact":
        return {"href": "", "action": ""}
    if held.rule.key in GROUP_ROLES:
        return {"href": reverse("placement:teams"), "action": _("To the groups")}
    href = reverse("organisations:unit", args=[held.unit.pk])
    return {"href": href, "action": _("To the unit's contacts")}


def _person(held: Held) -> tuple[str, str]:
    page = "placement:placement"
    if held.rule.key == "mentor_contact":
        page = "development:mentors"
    return held.placement.person.name, reverse(page, args=[held.placement.pk])
