"""What is written, asked and decided during the term: one case of each act."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dunmiao.stages.common.holidays import working_days
from dunmiao.stages.supervision import actions
from dunmiao.stages.supervision.heard import parties_to_hear
from dunmiao.stages.supervision.models import Leave, TermChange
from tests.world import World


def _by(w: World, role: str, /, **more: Any) -> dict[str, Any]:
    return {"by": w.user(role), "today": w.today, **more}


def _own(w: World) -> int:
    return w.placements["own"].pk


def _row(rows: Any, model: str) -> int:
    return rows[f"supervision.{model}"]["own"].pk


def _days(w: World, first: int = 10, length: int = 1) -> dict[str, Any]:
    on = w.today + timedelta(days=first)
    return {"first_on": on, "last_on": on + timedelta(days=length)}


def _approved_leave(w: World, rows: Any) -> int:
    pk = _row(rows, "Leave")
    actions.decide_leave(pk, **_by(w, "receiver", is_approved=True, role="receiver"))
    return pk


def _approved_borrow(w: World, rows: Any) -> int:
    pk = _opined(w, rows)
    actions.decide_borrow(pk, **_by(w, "organiser_lead", is_approved=True))
    return pk


def _opined(w: World, rows: Any) -> int:
    pk = _row(rows, "Borrow")
    actions.opine_borrow(pk, **_by(w, "receiver", agrees=True, opinion="可以"))
    return pk


def _explained(w: World, rows: Any) -> int:
    pk = _row(rows, "TermChange")
    actions.explain_change(pk, **_by(w, "cadre", explanation="愿意服从安排"))
    heard(w, pk)
    return pk


def heard(w: World, pk: int) -> None:
    """Let every unit the charter names say yes to a change."""
    for party in parties_to_hear(TermChange.objects.get(pk=pk)):
        more = {"is_agreed": True, "text": "同意"}
        actions.opine_change(pk, party, **_by(w, party, **more))


def _opine_change(w: World, rows: Any) -> Any:
    more = {"is_agreed": True, "text": "同意召回"}
    return actions.opine_change, (_row(rows, "TermChange"), "sender"), _by(w, "sender", **more)


def _long_leave(w: World, rows: Any) -> Any:
    pk = actions.ask_leave(_own(w), kind="annual", **_by(w, "cadre", **_days(w, 10, 40))).pk
    level = Leave.objects.get(pk=pk).level
    role = "organiser_lead" if level == "organiser" else level
    actions.decide_leave(pk, **_by(w, role, is_approved=True, role=level))
    return actions.note_leave, (pk,), _by(w, "sender")


def _asked(w: World, rows: Any) -> int:
    row = rows["supervision.SupportRequest"]["own"]
    return actions.ask_support(
        row.placement_id, **_by(w, "cadre", matter="住处漏雨", kind="goods")
    ).pk


def _answered(w: World, rows: Any) -> int:
    pk = _row(rows, "SupportRequest")
    actions.answer_support(pk, **_by(w, "handler", answer="已安排维修"))
    return pk


def _draft(w: World, rows: Any) -> int:
    return actions.write_report(_own(w), **_by(w, "cadre", fields={"工作": "完成两项"})).pk


def _leave(w: World, rows: Any) -> Any:
    more = {"kind": "annual", "reason": "回家", **_days(w)}
    return actions.ask_leave, (_own(w),), _by(w, "cadre", **more)


def _change(w: World, rows: Any) -> Any:
    rows["supervision.TermChange"]["own"].delete()
    more = {"reason": "工作需要", "takes_effect_on": w.today + timedelta(days=30)}
    return actions.ask_change, (_own(w), "early_return"), _by(w, "sender", **more)


def _items(w: World) -> dict[str, Any]:
    return {"pay": True, "welfare": True, "subsidy": "待补发", "insurance": True}


def _queued(w: World, rows: Any) -> int:
    pk = _row(rows, "Delivery")
    actions.retry_delivery(pk, **_by(w, "organiser"))
    return pk


def _claimed(w: World, rows: Any) -> int:
    pk = _queued(w, rows)
    actions.claim_delivery(pk, **_by(w, "organiser"))
    return pk


def _workday(w: World, role: str) -> dict[str, Any]:
    return {"by": w.user(role), "today": working_days().next(w.today)}


def _issue(w: World) -> dict[str, Any]:
    place = w.placements["own"]
    return {
        "issue": "计划没有按期制定", "due_on": w.today + timedelta(days=5),
        "placement_id": place.pk, "duty": "plan", "duty_due_on": place.starts_on,
    }


CASES = {
    "prompt.send": lambda w, rows: (
        actions.send_prompts, (w.units["a"].pk,), _workday(w, "organiser")
    ),
    "delivery.retry": lambda w, rows: (
        actions.retry_delivery, (_row(rows, "Delivery"),), _by(w, "organiser")
    ),
    "delivery.claim": lambda w, rows: (
        actions.claim_delivery, (_queued(w, rows),), _by(w, "organiser")
    ),
    "delivery.settle": lambda w, rows: (
        actions.settle_delivery, (_claimed(w, rows),), _by(w, "organiser", fault="no answer")
    ),
    "feed.make": lambda w, rows: (actions.make_feed, (), _by(w, "cadre")),
    "feed.end": lambda w, rows: (
        actions.end_feed, (), _by(actions.make_feed(**_by(w, "cadre")) and w, "cadre")
    ),
    "ticket.issue": lambda w, rows: (
        actions.issue_ticket,
        (w.units["a"].pk, w.units["town1"].pk),
        _by(w, "organiser", **_issue(w)),
    ),
    "ticket.note": lambda w, rows: (
        actions.note_ticket, (_row(rows, "Ticket"),), _by(w, "receiver", text="本周内报送")
    ),
    "ticket.return": lambda w, rows: (
        actions.return_ticket, (_row(rows, "Ticket"),), _by(w, "organiser", text="还缺分工")
    ),
    "ticket.close": lambda w, rows: (
        actions.close_ticket, (_row(rows, "Ticket"),), _by(w, "organiser", text="计划已报送")
    ),
    "ticket.withdraw": lambda w, rows: (
        actions.withdraw_ticket, (_row(rows, "Ticket"),), _by(w, "organiser", text="发错单位")
    ),
    "ledger.waive": lambda w, rows: (
        actions.waive_duty,
        (_own(w), "plan", w.placements["own"].starts_on + timedelta(days=30)),
        _by(w, "organiser_lead", reason="由派出单位代办"),
    ),
    "log.write": lambda w, rows: (
        actions.write_log, (_own(w),), _by(w, "cadre", text="走访三户", result="解决一件")
    ),
    "leave.ask": _leave,
    "leave.decide": lambda w, rows: (
        actions.decide_leave,
        (_row(rows, "Leave"),),
        _by(w, "receiver", is_approved=True, role="receiver"),
    ),
    "leave.reveal": lambda w, rows: (
        actions.reveal_reason, (_row(rows, "Leave"),), _by(w, "receiver", purpose="审批")
    ),
    "leave.cancel": lambda w, rows: (
        actions.cancel_leave, (_row(rows, "Leave"),), _by(w, "cadre")
    ),
    "leave.return": lambda w, rows: (
        actions.confirm_return, (_approved_leave(w, rows),), _by(w, "receiver")
    ),
    "talk.write": lambda w, rows: (
        actions.write_talk,
        (_own(w),),
        _by(w, "mentor", kind="mentor", notes={"传授经验": "先听后说"}),
    ),
    "talk.follow": lambda w, rows: (
        actions.follow_talk, (_row(rows, "Talk"),), _by(w, "organiser")
    ),
    "contact.write": lambda w, rows: (
        actions.write_contact,
        (_own(w),),
        _by(w, "sender", side="sender", with_whom="本人", text="了解近况"),
    ),
    "report.write": lambda w, rows: (
        actions.write_report, (_own(w),), _by(w, "cadre", fields={"工作": "完成两项"})
    ),
    "report.submit": lambda w, rows: (
        actions.submit_report, (_draft(w, rows),), _by(w, "cadre")
    ),
    "report.acknowledge": lambda w, rows: (
        actions.acknowledge_report, (_row(rows, "Report"), "sender"), _by(w, "sender")
    ),
    "presence.confirm": lambda w, rows: (
        actions.confirm_presence, ((_own(w),), w.today), _by(w, "receiver")
    ),
    "opinion_visit.write": lambda w, rows: (
        actions.write_opinion_visit,
        (_own(w),),
        _by(w, "organiser", heard_from="镇长", text="肯干"),
    ),
    "step.confirm": lambda w, rows: (
        actions.confirm_step, (_own(w), "orientation.given"), _by(w, "receiver")
    ),
    "borrow.ask": lambda w, rows: (
        actions.ask_borrow, (_own(w),), _by(w, "sender", matter="年终决算", **_days(w))
    ),
    "borrow.opine": lambda w, rows: (
        actions.opine_borrow,
        (_row(rows, "Borrow"),),
        _by(w, "receiver", agrees=False, opinion="正值汛期"),
    ),
    "borrow.decide": lambda w, rows: (
        actions.decide_borrow, (_opined(w, rows),), _by(w, "organiser_lead", is_approved=True)
    ),
    "borrow.withdraw": lambda w, rows: (
        actions.withdraw_borrow, (_row(rows, "Borrow"),), _by(w, "sender")
    ),
    "borrow.end": lambda w, rows: (
        actions.end_borrow, (_approved_borrow(w, rows),), _by(w, "receiver")
    ),
    "change.ask": _change,
    "change.opine": _opine_change,
    "change.explain": lambda w, rows: (
        actions.explain_change,
        (_row(rows, "TermChange"),),
        _by(w, "cadre", explanation="愿意服从安排"),
    ),
    "change.decide": lambda w, rows: (
        actions.decide_change,
        (_explained(w, rows),),
        _by(w, "organiser_lead", is_approved=True, answer="同意", document_no="〔2026〕9号"),
    ),
    "leave.note": _long_leave,
    "support.reopen": lambda w, rows: (
        actions.reopen_support, (_answered(w, rows),), _by(w, "cadre", still_open="还在漏雨")
    ),
    "entitlement.confirm": lambda w, rows: (
        actions.confirm_entitlements, (_own(w), _items(w)), _by(w, "sender")
    ),
    "reminder.give": lambda w, rows: (
        actions.give_reminder, (_own(w),), _by(w, "receiver", matter="外出未报告")
    ),
    "reminder.explain": lambda w, rows: (
        actions.explain_reminder,
        (_row(rows, "Reminder"),),
        _by(w, "cadre", explanation="临时接到通知"),
    ),
    "support.ask": lambda w, rows: (
        actions.ask_support, (_own(w),), _by(w, "cadre", matter="住处漏雨", kind="goods")
    ),
    "support.assign": lambda w, rows: (
        actions.assign_support, (_asked(w, rows), w.units["handler"].pk), _by(w, "organiser")
    ),
    "support.answer": lambda w, rows: (
        actions.answer_support,
        (_row(rows, "SupportRequest"),),
        _by(w, "handler", answer="已安排维修"),
    ),
    "support.decline": lambda w, rows: (
        actions.decline_support, (_asked(w, rows),), _by(w, "organiser", answer="不在政策之内")
    ),
    "support.close": lambda w, rows: (
        actions.close_support, (_answered(w, rows),), _by(w, "cadre")
    ),
}  # fmt: skip
