"""Moves of a status, checked against the engine's one table per noun."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dunmiao.engine.facts import Term
from dunmiao.engine.reasons import Reason, reason_of
from dunmiao.engine.states import check_move
from dunmiao.stages.common.refusal import Refusal


def say(reason: Reason) -> str:
    """Give a reason in the active language, facts that are reasons translated first."""
    facts = {key: _word(value) for key, value in reason.facts.items()}
    text = _(reason.text)
    return text % facts if facts else text


def told(sentence: str) -> str:
    """Give a sentence of the engine in the active language, where it remembers its msgid."""
    reason = reason_of(sentence)
    return say(reason) if isinstance(reason, Reason) else sentence


def _word(value: object) -> object:
    if isinstance(value, Reason):
        return say(value)
    if isinstance(value, Term):
        return value.label(get_language() or "zh")
    return value


def kept(reason: Reason) -> dict[str, Any]:
    """Give a reason as JSON for a row; `say` and the page filter of that name read it back."""
    return {
        "text": reason.text,
        "facts": {key: _kept(value) for key, value in reason.facts.items()},
        "rule": reason.rule,
        "clause": reason.clause,
    }


def _kept(value: object) -> Any:
    if isinstance(value, Reason):
        return kept(value)
    if isinstance(value, Term):
        return {"en": str(value), "zh": value.name}
    return value if isinstance(value, str | int | float | None) else str(value)


def unkept(row: Mapping[str, Any]) -> Reason:
    """Give back the reason that `kept` put into a row."""
    facts = {key: _unkept(value) for key, value in row.get("facts", {}).items()}
    return Reason(row.get("text", ""), facts, row.get("rule", ""), row.get("clause", ""))


def _unkept(value: Any) -> object:
    if isinstance(value, dict):
        return Term(value["en"], value["zh"]) if "en" in value else unkept(value)
    return value


def move(obj: Any, noun: str, after: str) -> None:
    """Set `obj.state` to `after`, or refuse with the sentence that says why not.

    The caller holds the row's lock and saves the row.
    """
    reason = check_move(noun, obj.state, after)
    if reason is not None:
        raise Refusal(say(reason))
    obj.state = after
