"""A department's own Word templates, filled with plain data in a limited process.

The placeholder language has no expressions: {{key}} and {{key.key}} put in a text, a table row
holding {{#rows}} is repeated for each mapping of that list. Anything else in double braces, a
template of another language for instance, stays as the dead letters it is.

Filling runs in a process of its own with 10 s of processor time, 512 MB of memory and no network
(`worker`), since a template comes from outside this program.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from dunmiao.engine.reasons import Reason, gettext_noop
from dunmiao.files.papers.wording import Data

MOST_BYTES = 10 * 1024 * 1024
SECONDS = 20  # by the wall; the process itself has 10 s of the processor
_SOURCE = Path(__file__).resolve().parents[3]
_START = (
    "import runpy, sys; sys.path.insert(0, sys.argv.pop(1));"
    "runpy.run_module('dunmiao.files.papers.worker', run_name='__main__')"
)


class TemplateRefused(Exception):
    """A template that is not filled; `reason` says what is wrong with it and how to mend it."""

    def __init__(self, reason: Reason) -> None:
        """Keep the reason."""
        super().__init__(str(reason))
        self.reason = reason


REFUSALS = {
    "size": gettext_noop("The template is larger than 10 MB. Remove pictures and save it again."),
    "zip": gettext_noop("The file is not a Word document (.docx). Save it as .docx and try again."),
    "members": gettext_noop("The template unpacks to too much. Make a fresh file in Word."),
    "macro": gettext_noop("The template contains macros. Save it as .docx without macros."),
    "external": gettext_noop(
        "The template refers to a file elsewhere (%(target)s). Unlink it, then save it again."
    ),
    "embedded": gettext_noop("The template contains an embedded object. Remove it and try again."),
    "dtd": gettext_noop("The template contains a document type. Make a fresh file in Word."),
    "xml": gettext_noop("The template is damaged (%(part)s). Open it in Word and save it again."),
    "rows": gettext_noop("Filling the template would give too many rows (%(rows)s)."),
    "limits": gettext_noop("Filling the template took too long or too much memory."),
}


def fill(template: bytes, data: Data) -> bytes:
    """Give the template with its placeholders filled from plain data.

    `data` holds texts, numbers, days, mappings and lists of mappings, nothing else; a missing or
    empty value leaves a dotted blank. Raises TemplateRefused for a template with macros, links to
    elsewhere, embedded objects, a document type, or beyond the limits.
    """
    if len(template) > MOST_BYTES:
        raise refused("size")
    request = json.dumps({"template": base64.b64encode(template).decode(), "data": _plain(data)})
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-B", "-c", _START, str(_SOURCE)],
            input=request.encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
            cwd="/",
            env={},
            close_fds=True,
        )
    except subprocess.TimeoutExpired:
        raise refused("limits") from None
    return _answer(done.returncode, done.stdout)


def _answer(code: int, output: bytes) -> bytes:
    if code != 0:
        raise refused("limits")
    answer = json.loads(output)
    if "refused" in answer:
        raise refused(str(answer["refused"]), answer.get("facts", {}))
    return base64.b64decode(answer["content"])


def refused(rule: str, facts: Mapping[str, object] | None = None) -> TemplateRefused:
    """Make the refusal of a rule, with its sentence."""
    known = rule if rule in REFUSALS else "limits"
    return TemplateRefused(Reason(REFUSALS[known], dict(facts or {}), rule=f"template.{known}"))


def _plain(value: object) -> object:
    """Copy plain data; a thing with behaviour of its own is an error of the caller."""
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    raise TypeError(f"a template takes plain data only, not {type(value).__name__}")
