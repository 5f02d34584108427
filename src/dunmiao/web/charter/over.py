"""Who stands over a programme, and the programmes before, after and below it."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q

from dunmiao.engine.codes import PERSONNEL
from dunmiao.stages.charter.models import Programme
from dunmiao.web.doors import may, open_rows
from dunmiao.web.selection.words import code


def over(request: Any, row: Programme) -> dict[str, Any]:
    """Give what the cards of a programme's home show beside the call itself."""
    offices = list(row.co_organisers.select_related("organisation"))
    for one in offices:
        one.kind_words = code(PERSONNEL, one.kind) if one.kind else ""
    placed = Count("placements", filter=~Q(placements__state="withdrawn"))
    children = open_rows(request, Programme).filter(parent=row).select_related("owner")
    may_edit = may(request, "programme.edit", row)
    return {
        "over": {
            "groups": row.groups.filter(dissolved_on=None).select_related("office")
            .prefetch_related("members"),
            "offices": offices,
            "children": children.annotate(placed=placed).order_by("owner__sequence"),
            "followers": open_rows(request, Programme).filter(previous=row),
            "may_see_parent": bool(row.parent_id) and may(request, "programme.read", row.parent),
        },
        "may_lead": may_edit and row.state != "cancelled",
        "may_clone": may_edit,
        "may_subdivide": may_edit and row.parent_id is None and row.state != "cancelled",
    }
