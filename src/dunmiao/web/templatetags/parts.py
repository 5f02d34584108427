"""Parts: pieces of a page with a hole for what the page itself writes."""

from __future__ import annotations

import math
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

register = template.Library()

# What a part gets of its page besides its inputs, so that words like "title" do not leak into it.
SHELL = ("request", "csrf_token", "user", "today", "language", "is_demo", "acting")
TONES = {"waiting", "active", "good", "bad", "quiet", "late"}


class PartNode(template.Node):
    """`{% part "parts/card.html" title=… %} … {% endpart %}`: the inner lines become `slot`."""

    def __init__(self, name: Any, inputs: dict[str, Any], nodelist: Any) -> None:
        """Keep the part's name, its inputs and what is written inside."""
        self.name = name
        self.inputs = inputs
        self.nodelist = nodelist

    def render(self, context: Any) -> str:
        """Draw the inside first, then the part around it."""
        inputs = {key: value.resolve(context) for key, value in self.inputs.items()}
        found = context.template.engine.get_template(self.name.resolve(context))
        slot = self.nodelist.render(context)
        kept = {key: context[key] for key in SHELL if key in context}
        return found.render(context.new({**kept, **inputs, "slot": slot}))  # type: ignore[no-any-return]


@register.tag("part")
def part(parser: Any, token: Any) -> PartNode:
    """Read `{% part "parts/x.html" key=value … %} … {% endpart %}`."""
    bits = token.split_contents()[1:]
    if not bits:
        raise template.TemplateSyntaxError("part needs the name of a template")
    name = parser.compile_filter(bits[0])
    inputs = {}
    for bit in bits[1:]:
        key, equals, value = bit.partition("=")
        if not equals:
            raise template.TemplateSyntaxError(f"part takes key=value, not {bit}")
        inputs[key] = parser.compile_filter(value)
    nodelist = parser.parse(("endpart",))
    parser.delete_first_token()
    return PartNode(name, inputs, nodelist)


@register.simple_tag
def icon(name: str) -> str:
    """Give a small picture of the sprite; it says nothing aloud."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("vendor/icons/icons.svg"),
        name,
    )


@register.filter
def tone_class(tone: str) -> str:
    """Give the class of a tone: waiting, active, good, bad, quiet, late; quiet where unknown."""
    return f"tone-{tone if tone in TONES else 'quiet'}"


@register.filter
def percent_of(value: Any, whole: Any) -> str:
    """Give value/whole as a number of percent with one decimal, 0 where the whole is nothing."""
    try:
        part_of, all_of = float(value), float(whole)
    except (TypeError, ValueError):
        return "0"
    if not all_of or not math.isfinite(part_of / all_of):
        return "0"
    return f"{100 * part_of / all_of:.1f}".removesuffix(".0")


@register.filter
def days_until(value: Any, today: Any) -> int | str:
    """Give the days from today to a day; negative when it has passed."""
    return (value - today).days if value and today else ""


@register.filter
def at(values: Any, position: int) -> Any:
    """Give values[position], or nothing."""
    try:
        return values[position]
    except (IndexError, KeyError, TypeError):
        return None
