"""What is written during the term, by whom, and who decides on it."""

from dunmiao.stages.supervision.actions.absences import (
    explain_absence,
    report_absence,
    settle_absence,
)
from dunmiao.stages.supervision.actions.care import (
    answer_support,
    ask_support,
    assign_support,
    close_support,
    confirm_entitlements,
    decline_support,
    explain_reminder,
    give_reminder,
)
from dunmiao.stages.supervision.actions.feeds import (
    end_feed,
    make_feed,
)
from dunmiao.stages.supervision.actions.findings import (
    answer_finding,
    close_finding,
    write_finding,
)
from dunmiao.stages.supervision.actions.inspections import (
    cancel_inspection,
    choose_checked,
    draw_lots,
    freeze_list,
    plan_inspection,
    report_inspection,
    write_check,
)
from dunmiao.stages.supervision.actions.leaves import (
    ask_leave,
    cancel_leave,
    confirm_return,
    decide_leave,
    reveal_reason,
)
from dunmiao.stages.supervision.actions.notes import (
    confirm_presence,
    confirm_step,
    waive_duty,
    write_contact,
    write_log,
    write_opinion_visit,
)
from dunmiao.stages.supervision.actions.prompts import (
    claim_delivery,
    retry_delivery,
    send_prompts,
    settle_delivery,
)
from dunmiao.stages.supervision.actions.reports import (
    acknowledge_report,
    submit_report,
    write_report,
)
from dunmiao.stages.supervision.actions.requests import (
    ask_borrow,
    ask_change,
    decide_borrow,
    decide_change,
    end_borrow,
    explain_change,
    opine_borrow,
    withdraw_borrow,
)
from dunmiao.stages.supervision.actions.talks import follow_talk, write_talk
from dunmiao.stages.supervision.actions.tickets import (
    close_ticket,
    issue_ticket,
    note_ticket,
    return_ticket,
    withdraw_ticket,
)

__all__ = [
    "acknowledge_report",
    "answer_finding",
    "answer_support",
    "ask_borrow",
    "ask_change",
    "ask_leave",
    "ask_support",
    "assign_support",
    "cancel_inspection",
    "cancel_leave",
    "choose_checked",
    "claim_delivery",
    "close_finding",
    "close_support",
    "close_ticket",
    "confirm_entitlements",
    "confirm_presence",
    "confirm_return",
    "confirm_step",
    "decide_borrow",
    "decide_change",
    "decide_leave",
    "decline_support",
    "draw_lots",
    "end_borrow",
    "end_feed",
    "explain_absence",
    "explain_change",
    "explain_reminder",
    "follow_talk",
    "freeze_list",
    "give_reminder",
    "issue_ticket",
    "make_feed",
    "note_ticket",
    "opine_borrow",
    "plan_inspection",
    "report_absence",
    "report_inspection",
    "retry_delivery",
    "return_ticket",
    "reveal_reason",
    "send_prompts",
    "settle_absence",
    "settle_delivery",
    "submit_report",
    "waive_duty",
    "withdraw_borrow",
    "withdraw_ticket",
    "write_check",
    "write_contact",
    "write_finding",
    "write_log",
    "write_opinion_visit",
    "write_report",
    "write_talk",
]
