"""The shared "why" behind every verdict, duty, refusal and score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def gettext_noop(text: str) -> str:
    """Mark an English sentence for the message catalogues and return it unchanged."""
    return text


@dataclass(frozen=True)
class Reason:
    """One sentence that says why, with the facts it rests on and where the rule comes from.

    `text` is an English sentence with %(name)s placeholders filled from `facts`; pages translate
    `text` and fill it in afterwards. `rule` is the rule's key, `clause` the charter's clause
    ("第五条（二）"), both empty where there is none.
    """

    text: str
    facts: Mapping[str, object] = field(default_factory=dict)
    rule: str = ""
    clause: str = ""

    def __str__(self) -> str:
        """Give the sentence in English, filled in."""
        return self.text % self.facts if self.facts else self.text


class Said(str):
    """An English sentence, filled in, that remembers its msgid and facts for other languages.

    It is an ordinary text wherever one is wanted (command line, JSON, comparing); pages ask for
    its `reason` and say that in the reader's language.
    """

    __slots__ = ("reason",)
    reason: Reason

    def __new__(cls, text: str, **facts: object) -> Said:
        """Fill the sentence in; facts that are sentences of their own stay translatable."""
        said = super().__new__(cls, text % facts if facts else text)
        said.reason = Reason(text, {key: reason_of(value) for key, value in facts.items()})
        return said


def reason_of(value: object) -> object:
    """Give the reason behind a said sentence, and anything else as it is."""
    return value.reason if isinstance(value, Said) else value
