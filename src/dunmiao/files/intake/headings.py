"""Which column is meant by a heading, in the many words offices use for the same thing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Final

Words = Mapping[str, Sequence[str]]


def _read_words() -> dict[str, tuple[str, ...]]:
    text = resources.files("dunmiao.files.intake").joinpath("headings.txt").read_text("utf-8")
    lines = (line.partition(": ") for line in text.splitlines() if not line.startswith("#"))
    return {key: tuple(words.split("、")) for key, _, words in lines}


_WORDS: Final = _read_words()
_OF_SCORES: Final = frozenset(("score", "absent"))
_WITH_SCORES: Final = ("sequence", "name", "id_number", "unit", "ticket", "remarks")

PEOPLE: Final[Words] = {key: row for key, row in _WORDS.items() if key not in _OF_SCORES}
SCORES: Final[Words] = {key: _WORDS[key] for key in (*_WITH_SCORES, *sorted(_OF_SCORES))}

# Beginnings that decide where the whole heading is not known ("身份证号码（18位数字）如实填").
_BEGINNINGS: Final = (
    ("id_number", ("身份证号", "公民身份")),
    ("joined_party", ("入党时间", "入党年月")),
    ("started_work", ("参加工作时间", "参加工作年月")),
    ("birth", ("出生年月", "出生日期")),
    ("unit_and_post", ("工作单位及职", "单位及职", "现工作单位及职")),
    ("appraisals", ("近三年", "近3年", "近两年")),
    ("accepts_other", ("是否服从",)),
    ("phone", ("联系电话", "手机号")),
    ("political", ("政治面貌",)),
    ("kind", ("人员类别",)),
    ("resume", ("个人简历", "简历")),
)
_LONGEST: Final = 60
_NOISE: Final = re.compile(r"[\s*＊:：、/／\-—_\u200b\ufeff·.。,，]+")
_BRACKETS: Final = re.compile(r"[(（\[【<《].*?[)）\]】>》]")


def plain_heading(text: str) -> str:
    """Give a heading without blanks, punctuation and full-width forms, for comparing."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).casefold()


class Vocabulary:
    """Recognises headings by a table of fields and the words for them."""

    def __init__(
        self, words: Words, beginnings: Sequence[tuple[str, tuple[str, ...]]] = ()
    ) -> None:
        self._exact = {
            plain_heading(word): key for key, row in words.items() for word in reversed(row)
        }
        self._beginnings = tuple(beginnings)
        self._usual = {key: row[0] for key, row in words.items()}

    def usual(self, key: str) -> str:
        """Give the most usual heading of a field."""
        return self._usual[key]

    def exact(self, text: str) -> str:
        """Give the field a heading names word for word, brackets aside, or ""."""
        if len(text) > _LONGEST:
            return ""
        whole = plain_heading(text)
        return self._exact.get(whole) or self._exact.get(plain_heading(_BRACKETS.sub("", text)), "")

    def find(self, text: str) -> str:
        """Give the field a heading means, or ""."""
        if not text or len(text) > _LONGEST:
            return ""
        plain = plain_heading(_BRACKETS.sub("", text))
        return self.exact(text) or next(
            (key for key, starts in self._beginnings if plain.startswith(starts)), ""
        )


@lru_cache(maxsize=1)
def people_words() -> Vocabulary:
    """Give the vocabulary of lists of people."""
    return Vocabulary(PEOPLE, _BEGINNINGS)


@lru_cache(maxsize=1)
def score_words() -> Vocabulary:
    """Give the vocabulary of score sheets."""
    return Vocabulary(SCORES, _BEGINNINGS[:1])
