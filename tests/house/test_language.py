"""Every sentence the product shows is there in Simplified Chinese, with the same holes to fill."""

from __future__ import annotations

import re

import polib
import pytest

from tests.house import messages
from tests.house.messages import Message


def test_python_messages_are_found() -> None:
    source = (
        "_('One')\ngettext_noop('Two ' 'words')\npgettext('month', 'May')\n"
        "ngettext('%(n)s day', '%(n)s days', n)\nother('No')\n_(name)\n"
    )
    assert [message for _line, message in messages.said_in_python(source)] == [
        Message("One"),
        Message("Two words"),
        Message("May", context="month"),
        Message("%(n)s day", "%(n)s days"),
    ]


def test_template_messages_are_found() -> None:
    source = (
        "{% translate 'One' %}\n{% translate \"It's\" context 'x' as y %}"
        "{% blocktranslate trimmed with a=b %}\n  Dear {{ a }},\n  100% \n{% endblocktranslate %}"
        "{% blocktranslate count n=x %}{{ n }} day{% plural %}{{ n }} days{% endblocktranslate %}"
        "{% include 'p.html' with title=_('Nothing yet') %}{{ x|default:_(\"None\") }}"
    )
    found = {message for _line, message in messages.said_in_template(source)}
    assert found == {
        Message("One"),
        Message("It's", context="x"),
        Message("Dear %(a)s, 100%%"),
        Message("%(n)s day", "%(n)s days"),
        Message("Nothing yet"),
        Message("None"),
    }


@pytest.mark.parametrize(
    ("text", "translated", "is_right"),
    [
        ("Due on %(day)s", "%(day)s 到期", True),
        ("Due on %(day)s", "到期", False),
        ("Due on %(day)s", "%(date)s 到期", False),
        ("Due", "", False),
        ("{n} rows", "{n} 行", True),
        ("{n} rows", "{m} 行", False),
    ],
)
def test_faults_are_found(text: str, translated: str, is_right: bool) -> None:
    entry = polib.POEntry(msgid=text, msgstr=translated)
    assert (not messages.faults(Message(text), entry)) is is_right


def test_a_missing_or_unsure_translation_is_a_fault() -> None:
    assert messages.faults(Message("Due"), None)
    unsure = polib.POEntry(msgid="Due", msgstr="到期", flags=["fuzzy"])
    assert messages.faults(Message("Due"), unsure)


def test_every_sentence_is_translated() -> None:
    known = messages.translations()
    found = [
        f"{place}: {message.text!r}: {fault}"
        for message, place in messages.all_messages().items()
        for fault in messages.faults(message, known.get((message.text, message.context)))
    ]
    assert not found, f"{len(found)} faults\n" + "\n".join(found)


def test_sentences_in_code_are_english() -> None:
    """A sentence may quote a form's Chinese word; it may not be Chinese itself."""
    found = [
        f"{place}: {message.text}"
        for message, place in messages.all_messages().items()
        if re.search("[㐀-鿿]", message.text) and not re.search("[A-Za-z]{2}", message.text)
    ]
    assert not found, "\n".join(found)


def test_one_sentence_has_one_translation() -> None:
    seen: dict[tuple[str, str], dict[str, str]] = {}
    for path in messages.catalogues():
        for entry in polib.pofile(str(path)):
            if not entry.obsolete and entry.msgstr:
                key = (entry.msgid, entry.msgctxt or "")
                seen.setdefault(key, {})[entry.msgstr] = str(path.parents[2].parent.name)
    found = [f"{key[0]!r}: {told}" for key, told in seen.items() if len(told) > 1]
    assert not found, "\n".join(found)
