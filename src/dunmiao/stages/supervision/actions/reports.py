"""The regular report, written once for its readers."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from dunmiao.engine.charter import pick
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.moves import move
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.development.checks import running
from dunmiao.stages.development.parties import refuse_other_party
from dunmiao.stages.supervision.models import Report


@act("report.write")
def write_report(
    placement_id: int, *, by: User, today: date, fields: dict[str, str], kind: str = ""
) -> Report:
    """Write or change the draft of the regular report, once for three readers (004-49)."""
    placement = running(placement_id)
    rules = rules_of(placement)
    form = pick(rules.reports, kind or rules.reports[0].key)
    if set(fields) - set(form.headings):
        raise TypeError("a heading the charter does not name")
    if sum(map(len, fields.values())) > form.max_chars:
        raise Refusal(
            _("Keep it short: at most %(limit)s characters.") % {"limit": form.max_chars},
            field="fields",
        )
    row = placement.report_set.filter(state="draft", kind=form.key).first()
    row = row or Report(placement=placement, by=by, kind=form.key)
    row.on = today
    row.fields = {**row.fields, **{key: text.strip() for key, text in fields.items()}}
    row.save()
    record("report.write", row, by=by, changes={"headings": sorted(fields)})
    return row


@act("report.submit")
def submit_report(report_id: int, *, by: User, today: date) -> Report:
    """Hand the report in to its three readers."""
    row: Report = Report.objects.lock(report_id)
    if not any(text for text in row.fields.values()):
        raise Refusal(_("Write at least one sentence under a heading."), field="fields")
    move(row, "report", "submitted")
    row.submitted_on = row.on = today
    row.save(update_fields=["state", "submitted_on", "on"])
    record("report.submit", row, by=by, changes={"state": "submitted"})
    return row


@act("report.acknowledge")
def acknowledge_report(
    report_id: int, role: str, *, by: User, today: date, remark: str = ""
) -> Report:
    """Confirm having read the report for one of its readers, perhaps with a remark."""
    row: Report = Report.objects.lock(report_id)
    readers = pick(rules_of(row.placement).reports, row.kind).readers
    if row.state != "submitted":
        raise Refusal(_("This report waits for no reader."))
    if role not in readers or role in row.seen:
        raise Refusal(_("It was acknowledged already, or was not addressed to your unit."))
    refuse_other_party(by, "report.acknowledge", row.placement, role, today)
    seen: dict[str, Any] = {"by": str(by), "on": today.isoformat(), "remark": remark.strip()}
    row.seen = {**row.seen, role: seen}
    if set(row.seen) >= set(readers):
        move(row, "report", "acknowledged")
    row.save(update_fields=["seen", "state"])
    record("report.acknowledge", row, by=by, changes={"seen": role})
    return row
