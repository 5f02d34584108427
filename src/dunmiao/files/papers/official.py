"""Every official Word paper, one function each: plain data in, a `Paper` out.

Geometry, typefaces and order of parts follow GB/T 9704-2012; `geometry` checks a finished file.
A value that is not known leaves a dotted blank to be filled in by hand.

The head of any official paper, all optional: `organ`, `head` (the red mark; none on pre-printed
paper), `number` {code, year, serial}, `urgency`, `signer`, `title`, `to`, `signed_on`,
`is_stamped` (true unless said), `remark`, `copies_to`, `printed_by`, `printed_on`, `is_special`
(holds the paper to 4,000 characters instead of 5,000). Days are dates or YYYY-MM-DD.

What each takes besides, `person` being {name, sex, ethnic, birth, age, politics, education, degree,
sending_unit, sending_post, receiving_unit, post, remark}, `place` being {person, receiving_unit,
post, starts_on, ends_on} and an `opinion` a text or {text, grade, signed_by, on}:

document              body [text | {level 1-4, text, then} | {table {columns, rows}}],
                      attachments [{title, body, table, is_landscape}]
notice                programme, basis, decided_by, activity, starts_on, ends_on, months,
                      people [person], requirements [text | {heading, text}], report_on, report_to,
                      contact {name, phone}, columns, roster_title; a body given replaces ours
roster                title, organ, as_of, people [person], columns [{key, label, width}], note
introduction_letter   kind (party | administrative), number, to, person + is_full_member, id_number,
                      from_branch, to_branch, activity, post, starts_on, ends_on, relations,
                      dues_until, valid_days, contact {address, phone, fax, postcode}, arrived_on,
                      received_on, received_by
publicity_notice      programme, activity, basis, decided_by, people [person], columns, opens_on,
                      closes_on, working_days, how, contact {organ, name, phone, address, postcode,
                      email}
appraisal_form        title, period, place, photo, resume, self_summary, abilities [{name, start,
                      middle, end, note}], assessment {ballots, counts}, mentor_opinion,
                      receiving_opinion, sending_opinion, organiser_opinion, grade, disposition,
                      objection, acknowledged_text, acknowledged_by, acknowledged_on
responsibility_list   title, subtitle, organ, as_of, items [{party, duty, due | due_on, by, clause}]
log_book              title, place, sending_unit, entries [{on, title, place, text,
                      replies [{by, on, text}]}], opinion
plan_form             title, place, sending_unit, mentor, contact_person, fields [{name, text}],
                      steps [{period, task, result}], agreements [{party, name, on, text}]
urge_note             to_unit, items [{duty, person, due_on, days_late, clause}], reply_by, contact
"""

from __future__ import annotations

from dunmiao.files.papers.forms import appraisal_form, plan_form, responsibility_list
from dunmiao.files.papers.letters import introduction_letter
from dunmiao.files.papers.logbook import log_book
from dunmiao.files.papers.notices import notice, publicity_notice, roster, urge_note
from dunmiao.files.papers.paper import Paper
from dunmiao.files.papers.structure import write_document as document

__all__ = [
    "Paper",
    "appraisal_form",
    "document",
    "introduction_letter",
    "log_book",
    "notice",
    "plan_form",
    "publicity_notice",
    "responsibility_list",
    "roster",
    "urge_note",
]
