"""Every official Word paper, one function each: plain data in, a `Paper` out.

Geometry, typefaces and order of parts follow GB/T 9704-2012; `geometry` checks a finished file.
A value that is not known leaves a dotted blank to be filled in by hand.

The head of any official paper, all optional: `organ`, `head` (the red mark; none on pre-printed
paper), `number` {code, year, serial}, `urgency`, `signer`, `title`, `to`, `signed_on`,
`is_stamped` (true unless said), `remark`, `copies_to`, `printed_by`, `printed_on`, `is_special`
(holds the paper to 4,000 characters instead of 5,000). Days are dates or YYYY-MM-DD.
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
