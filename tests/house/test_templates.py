"""House rules of the pages: words translated, nothing that runs inline, nothing called safe."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.house import pages
from tests.house.rules import SOURCE, name_of, refused_words

BITES = [
    (
        pages.raw_text,
        [
            "<p>Nothing yet</p>",
            "<p>暂无</p>",
            '<input placeholder="Name">',
            '<img alt="Seal" src="x">',
            '<button aria-label="Close"></button>',
            '<input type="submit" value="Save">',
            '{% include "parts/empty.html" with title="Nothing yet" %}',
            "{{ person.name|default:'没有' }}",
            "{% translate 'Name' %}: unknown",
            '<a title="{% if a %}Open it{% endif %}">1</a>',
        ],
        [
            "<p>{% translate 'Nothing yet' %}</p>",
            "{% blocktranslate trimmed %}Nothing <b>yet</b>{% endblocktranslate %}",
            '<input placeholder="{% translate "Name" %}">',
            '{% include "parts/empty.html" with title=_("Nothing yet") tone="quiet" %}',
            "{# What this needs: rows #}<!-- for the reader of the source -->",
            '<td class="name">{{ person.name|default:"—" }} 1/2 × · %</td>',
            "{{ day|date:'Y-m-d H:i' }}",
            '<script nonce="{{ csp_nonce }}">const name = 1;</script>',
            "{% if state == 'open' %}{{ n }}{% endif %}",
            '<span lang="en">English</span>',
            '<code>./dunmiao doctor</code>',
        ],
    ),
    (
        pages.runs_in_page,
        [
            '<a onclick="go()">1</a>',
            '<p style="color: red">1</p>',
            "<script>1</script>",
            '<script src="/x.js"></script>',
            "<style>p {}</style>",
            '<a href="javascript:go()">1</a>',
            '<div hx-on:click="go()">1</div>',
        ],
        [
            '<script nonce="{{ request.csp_nonce }}" src="{% static \'x.js\' %}"></script>',
            '<a href="{% url \'home:home\' %}" hx-get="/x">1</a>',
            "{# never style= or onclick= #}",
        ],
    ),
    (
        pages.unsafe_marks,
        ["{{ text|safe }}", "{% autoescape off %}", "{% now 'Y' %}", "{{ rows|safeseq }}"],
        ["{{ text|linebreaks }}", "{{ request.today }}", "{# not |safe #}"],
    ),
]
# Places where a refused word is right, with the reason.
ALLOWED_WORDS: dict[tuple[str, str], str] = {}

Rule = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("rule", "example"), [(rule, example) for rule, bad, _good in BITES for example in bad]
)
def test_rule_bites(rule: Rule, example: str) -> None:
    assert rule(example)


@pytest.mark.parametrize(
    ("rule", "example"), [(rule, example) for rule, _bad, good in BITES for example in good]
)
def test_rule_spares(rule: Rule, example: str) -> None:
    assert not rule(example)


@pytest.mark.parametrize("rule", [rule for rule, *_rest in BITES])
def test_rule_holds(rule: Rule) -> None:
    found = [
        f"{name_of(path)}:{line}" for path in pages.templates() for line in rule(path.read_text())
    ]
    assert not found, "\n".join(found)


def test_every_template_compiles() -> None:
    from django.template import TemplateSyntaxError
    from django.template.loader import get_template

    found = []
    for path in pages.templates():
        folder = next(parent for parent in path.parents if parent.name == "templates")
        try:
            get_template(path.relative_to(folder).as_posix())
        except TemplateSyntaxError as fault:
            found.append(f"{name_of(path)}: {fault}")
    assert not found, "\n".join(found)


def test_refused_features_are_in_no_page() -> None:
    kinds = ("*.html", "*.js", "*.po")
    paths = [path for kind in kinds for path in SOURCE.rglob(kind) if ".min." not in path.name]
    found = [
        f"{name_of(path)}:{number}: {word}"
        for path in sorted(paths)
        if "vendor" not in path.parts
        for number, line in enumerate(path.read_text().splitlines(), 1)
        for word in refused_words(line)
        if (name_of(path), word) not in ALLOWED_WORDS
    ]
    assert not found, "\n".join(found)
