"""Moves of a status, checked against the engine's one table per noun."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from dunmiao.engine.reasons import Reason
from dunmiao.engine.states import check_move
from dunmiao.stages.common.refusal import Refusal


def say(reason: Reason) -> str:
    """Give a reason in the active language, facts that are reasons translated first."""
    facts = {
        key: say(value) if isinstance(value, Reason) else value
        for key, value in reason.facts.items()
    }
    text = _(reason.text)
    return text % facts if facts else text


def move(obj: Any, noun: str, after: str) -> None:
    """Set `obj.state` to `after`, or refuse with the sentence that says why not.

    The caller holds the row's lock and saves the row.
    """
    reason = check_move(noun, obj.state, after)
    if reason is not None:
        raise Refusal(say(reason))
    obj.state = after
