"""Tags and filters of our own; few, and none that marks text as safe."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from dunmiao.engine.reasons import Reason, reason_of
from dunmiao.engine.states import NOUNS
from dunmiao.stages.common.moves import say as say_reason
from dunmiao.stages.common.moves import unkept
from dunmiao.web.once import FIELD

register = template.Library()


@register.simple_tag
def submission_key() -> str:
    """Give the hidden field that lets a form arrive twice and count once."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid.uuid4().hex)


@register.filter
def say(value: Any) -> str:
    """Give a Reason, a said sentence, or one kept as {"text", "facts"}, in the active language."""
    value = unkept(value) if isinstance(value, dict) else reason_of(value)
    return say_reason(value) if isinstance(value, Reason) and value.text else str(value or "")


@register.filter
def state_label(value: str, noun: str) -> str:
    """Give the words of a status in the active language."""
    return say_reason(Reason(NOUNS[noun].states(value).label))


@register.filter
def state_tone(value: str, noun: str) -> str:
    """Give the tone of a status: waiting, active, good, bad or quiet."""
    return NOUNS[noun].states(value).tone


@register.filter
def local_name(thing: Any) -> str:
    """Give a charter item's name in the active language (name, else name_en)."""
    if get_language() == "en" and getattr(thing, "name_en", ""):
        return str(thing.name_en)
    return str(getattr(thing, "name", thing))


@register.filter
def day(value: date | None) -> str:
    """Give a day as 2026-05-01, or nothing."""
    return value.isoformat() if value else ""


@register.filter
def month(value: date | None) -> str:
    """Give a month as 1990.07, or nothing."""
    return f"{value:%Y.%m}" if value else ""


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """Give mapping[key], or nothing."""
    return mapping.get(key, "") if hasattr(mapping, "get") else ""


@register.simple_tag(takes_context=True)
def query(context: Any, **changes: Any) -> str:
    """Give the current query string with some values changed; None or "" removes one."""
    params = context["request"].GET.copy()
    for key, value in changes.items():
        if value in (None, ""):
            params.pop(key, None)
        else:
            params[key] = value
    return "?" + params.urlencode() if params else "?"
