"""The ledger, and what is written during the term."""

from __future__ import annotations

from tests.doors import DEPARTMENT, Door

AT = "placement.Placement"
TEAM = "liaison team_leader branch_secretary"
THREE = f"{DEPARTMENT} sender receiver cadre"
PARTIES = f"{THREE} mentor"
LEDGER = f"{PARTIES} {TEAM} village authority inspector leader"
LEAVE, TALK, REPORT = "supervision.Leave", "supervision.Talk", "supervision.Report"
BORROW, CHANGE = "supervision.Borrow", "supervision.TermChange"
SUPPORT, REMINDER = "supervision.SupportRequest", "supervision.Reminder"
LEAVE_READ = f"{THREE} liaison"
REPORT_READ = f"{PARTIES} team_leader"
SUPPORT_READ = f"{DEPARTMENT} sender handler cadre"
HANDLER = {"handler": "own"}  # the own row is routed to the handler's unit
CONTACT = f"{PARTIES} liaison"
WRITER = "cadre team_leader"
BOARD = f"{DEPARTMENT} authority inspector leader"
TALK_WRITE = f"{DEPARTMENT} mentor receiver sender"
HOSTS = "receiver village"

PROMPTED = f"{PARTIES} {TEAM} village"
TICKET, UNITS = "supervision.Ticket", "sender receiver handler"
TICKET_READ = f"{DEPARTMENT} {UNITS} inspector leader"
# rows lie with the receiving unit, and no other unit is responsible
RESPONSIBLE = {"sender": "", "handler": ""}

DOORS = {
    "supervision:watch": Door(row="charter.Programme", get=BOARD),
    "supervision:checklist": Door(get=CONTACT),
    "supervision:prompts": Door(get=PROMPTED, get_act="prompt.read"),
    "supervision:prompts_send": Door(post=DEPARTMENT, post_act="prompt.send"),
    "supervision:deliveries": Door(get=DEPARTMENT),
    "supervision:delivery_retry": Door(row="supervision.Delivery", post=DEPARTMENT),
    "supervision:feed": Door(get=PROMPTED),
    "supervision:feed_new": Door(post=PROMPTED),
    "supervision:feed_end": Door(post=PROMPTED),
    "supervision:feed_file": Door(("=made-up",), get="public", ok=(404,)),
    "supervision:tickets": Door(get=TICKET_READ),
    "supervision:ticket_new": Door(get=DEPARTMENT, post=DEPARTMENT),
    "supervision:ticket_issue": Door(
        row=(AT, "=plan", "=1"), get=DEPARTMENT, post=DEPARTMENT
    ),
    "supervision:ticket": Door(row=TICKET, get=TICKET_READ, reach=RESPONSIBLE),
    "supervision:ticket_note": Door(row=TICKET, post=UNITS, reach=RESPONSIBLE),
    "supervision:ticket_return": Door(row=TICKET, post=DEPARTMENT, reach=RESPONSIBLE),
    "supervision:ticket_close": Door(row=TICKET, post=DEPARTMENT, reach=RESPONSIBLE),
    "supervision:ticket_withdraw": Door(row=TICKET, post=DEPARTMENT, reach=RESPONSIBLE),
    "supervision:ticket_paper": Door(row=TICKET, get=DEPARTMENT, reach=RESPONSIBLE),
    "supervision:my_duties": Door(get=LEDGER, get_act="ledger.read"),
    "supervision:boards": Door(get=BOARD),
    "supervision:board": Door(row="charter.Programme", get=BOARD),
    "supervision:ledger": Door(row=AT, get=LEDGER, get_act="ledger.read"),
    "supervision:waive": Door(
        row=(AT, "=plan", "=2026-01-01"), get="organiser_lead", post="organiser_lead"
    ),
    "supervision:step": Door(
        row=(AT, "=orientation.given"), get=f"{PARTIES} {TEAM}", post=f"{PARTIES} {TEAM}"
    ),
    "supervision:my_log": Door(get="cadre"),
    "supervision:logs": Door(row=AT, get=f"{DEPARTMENT} receiver mentor cadre"),
    "supervision:log_write": Door(row=AT, get="cadre", post="cadre"),
    "supervision:log_book": Door(row=AT, get=f"{DEPARTMENT} receiver mentor cadre"),
    "supervision:leaves": Door(get=LEAVE_READ),
    "supervision:my_leave": Door(get="cadre"),
    "supervision:leave": Door(row=LEAVE, get=LEAVE_READ),
    "supervision:leave_decide": Door(row=LEAVE, post=f"receiver {DEPARTMENT}"),
    "supervision:leave_cancel": Door(row=LEAVE, post="cadre"),
    "supervision:leave_note": Door(row=LEAVE, post=f"{DEPARTMENT} sender receiver"),
    "supervision:leave_return": Door(row=LEAVE, post=HOSTS),
    "supervision:leave_reveal": Door(row=LEAVE, post=f"receiver {DEPARTMENT} cadre"),
    "supervision:placement_leaves": Door(row=AT, get=LEAVE_READ),
    "supervision:leave_ask": Door(row=AT, get="cadre", post="cadre"),
    "supervision:talks": Door(row=AT, get=f"{TALK_WRITE} cadre"),
    "supervision:talk_write": Door(row=(AT, "=mentor"), get=TALK_WRITE, post=TALK_WRITE),
    "supervision:talk_follow": Door(row=TALK, post=f"{DEPARTMENT} mentor"),
    "supervision:contacts": Door(row=AT, get=CONTACT),
    "supervision:contact_write": Door(row=AT, get=CONTACT, post=CONTACT),
    "supervision:reminders": Door(row=AT, get=f"{DEPARTMENT} receiver cadre"),
    "supervision:reminder_give": Door(
        row=AT, get=f"{DEPARTMENT} receiver", post=f"{DEPARTMENT} receiver"
    ),
    "supervision:reminder_explain": Door(row=REMINDER, get="cadre", post="cadre"),
    "supervision:visits": Door(row=AT, get=DEPARTMENT),
    "supervision:visit_write": Door(row=AT, get=DEPARTMENT, post=DEPARTMENT),
    "supervision:reports": Door(get=REPORT_READ),
    "supervision:my_report": Door(get=WRITER),
    # other charters give it to mentors and team leaders too; this one gives it to three
    "supervision:report": Door(row=REPORT, get=THREE, sees=REPORT_READ),
    "supervision:report_submit": Door(row=REPORT, post=WRITER),
    "supervision:report_acknowledge": Door(
        row=REPORT,
        post=f"{DEPARTMENT} sender receiver",
        sees=f"{DEPARTMENT} sender receiver mentor",
    ),
    "supervision:placement_reports": Door(row=AT, get=REPORT_READ),
    "supervision:report_now": Door(row=AT, get=WRITER),
    "supervision:report_write": Door(row=(AT, "=three_party"), get=WRITER, post=WRITER),
    "supervision:borrows": Door(get=THREE),
    "supervision:borrow": Door(row=BORROW, get=THREE),
    "supervision:borrow_opine": Door(row=BORROW, post="receiver"),
    "supervision:borrow_decide": Door(row=BORROW, post="organiser_lead"),
    "supervision:borrow_end": Door(row=BORROW, post="receiver"),
    "supervision:borrow_withdraw": Door(row=BORROW, post="sender"),
    "supervision:placement_borrows": Door(row=AT, get=THREE),
    "supervision:borrow_ask": Door(row=AT, get="sender", post="sender"),
    "supervision:changes": Door(get=THREE),
    "supervision:change": Door(row=CHANGE, get=THREE),
    "supervision:change_explain": Door(row=CHANGE, post="cadre"),
    "supervision:change_decide": Door(row=CHANGE, post="organiser_lead"),
    "supervision:change_opine": Door(row=CHANGE, post=f"{DEPARTMENT} sender receiver"),
    "supervision:support_reopen": Door(row=SUPPORT, post="cadre", reach=HANDLER),
    "supervision:placement_changes": Door(row=AT, get=THREE),
    "supervision:change_ask": Door(
        row=AT, get=f"{DEPARTMENT} sender receiver", post=f"{DEPARTMENT} sender receiver"
    ),
    "supervision:care": Door(row=AT, get=f"{DEPARTMENT} sender cadre"),
    "supervision:entitlement_confirm": Door(row=AT, get="sender", post="sender"),
    "supervision:support_ask": Door(row=AT, get="cadre", post="cadre"),
    "supervision:supports": Door(get=SUPPORT_READ),
    "supervision:my_support": Door(get="cadre"),
    "supervision:support": Door(row=SUPPORT, get=SUPPORT_READ, reach=HANDLER),
    "supervision:support_assign": Door(
        row=SUPPORT, post=f"{DEPARTMENT} sender", reach=HANDLER
    ),
    "supervision:support_answer": Door(
        row=SUPPORT, post=f"handler sender {DEPARTMENT}", reach=HANDLER
    ),
    "supervision:support_decline": Door(
        row=SUPPORT, post=f"handler sender {DEPARTMENT}", reach=HANDLER
    ),
    "supervision:support_close": Door(row=SUPPORT, post="cadre", reach=HANDLER),
    "supervision:presence": Door(
        get=f"{THREE} village liaison", get_act="presence.read"
    ),
    "supervision:presence_confirm": Door(post=HOSTS, post_act="presence.confirm"),
}
