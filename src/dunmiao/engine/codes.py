"""Code tables: sex, ethnic group, political status, education, rank, kin and the rest.

Each table is looked up by code, by its name, by the English name or by the words clerks write.
Sources: GB/T 2261.1, 3304, 4762, 4658, 6864, 12407; Civil Servants Law art. 18, 19, 74; 002-16.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from types import MappingProxyType
from typing import Final

from dunmiao.engine.reasons import Reason, gettext_noop

_NOISE: Final = re.compile(r"[\s\u200b-\u200f\ufeff()（）·.、，,/]+")
_NOT_IN_TABLE: Final = gettext_noop(
    "“%(value)s” is not in the table %(table)s; write one of its names, for example %(examples)s."
)


def tidy(text: str) -> str:
    """Give the text without blanks, brackets and full-width forms, in lower case, to compare."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).lower()


@dataclass(frozen=True, slots=True)
class Code:
    """One row of a table.

    `order` is its place in lists (0 first); `level` compares rows where more is higher (education,
    degree, rank, tier of an organisation) and is 0 elsewhere; `group` gathers rows for counting.
    """

    code: str
    name: str
    name_en: str
    order: int
    group: str = ""
    level: int = 0
    variants: tuple[str, ...] = ()

    def label(self, language: str = "zh") -> str:
        """Give the English name for a language starting with "en", else the Chinese one."""
        return self.name_en if language.startswith("en") else self.name


@dataclass(frozen=True)
class Table:
    """A code table: iterable in list order, looked up by code or by whatever a clerk wrote.

    A text that is not known is read by the longest known name it ends with, if what stands before
    matches `lead` ("省委党校研究生" → 研究生, but never "北京大学" → 大学).
    """

    key: str
    name: str
    name_en: str
    codes: tuple[Code, ...]
    lead: str = ""

    def __iter__(self) -> Iterator[Code]:
        """Give the rows in list order."""
        return iter(self.codes)

    def __contains__(self, code: object) -> bool:
        """Say whether `code` is a code of this table (not a name)."""
        return code in self._by_code

    def __getitem__(self, code: str) -> Code:
        """Give the row of a code; KeyError says which table lacks it."""
        try:
            return self._by_code[code]
        except KeyError:
            raise KeyError(f"no code {code!r} in table {self.key}") from None

    @cached_property
    def _by_code(self) -> Mapping[str, Code]:
        return MappingProxyType({row.code: row for row in self.codes})

    @cached_property
    def _by_word(self) -> Mapping[str, Code]:
        words: dict[str, Code] = {}
        for row in self.codes:
            # Spreadsheets turn the code 01 into the number 1.
            for word in (row.code, row.name, row.name_en, *row.variants, row.code.lstrip("0")):
                words.setdefault(tidy(word), row)
        words.pop("", None)
        return MappingProxyType(words)

    @cached_property
    def _endings(self) -> tuple[tuple[str, Code], ...]:
        words = [pair for pair in self._by_word.items() if not pair[0].isascii()]
        return tuple(sorted(words, key=lambda pair: -len(pair[0])))

    def find(self, text: str) -> Code | None:
        """Give the row meant by a code, name or common variant, None when nothing fits."""
        word = tidy(text)
        if word not in self._by_word:
            word = word.removesuffix("学历").removesuffix("学位")
        if word in self._by_word:
            return self._by_word[word]
        if not self.lead:
            return None
        return next((row for known, row in self._endings if self._ends(word, known)), None)

    def _ends(self, word: str, known: str) -> bool:
        rest = word.removesuffix(known)
        return rest != word and re.fullmatch(self.lead, rest) is not None

    def read(self, text: str) -> Code | Reason:
        """Give the row meant, or the Reason a clerk can act on."""
        found = self.find(text)
        if found is not None:
            return found
        facts = {"value": text, "table": self.name, "examples": self.examples()}
        return Reason(_NOT_IN_TABLE, facts, rule="code_unknown")

    def examples(self) -> str:
        """Give the first names of the table, as a hint in messages."""
        return "、".join(row.name for row in self.codes[:4])

    def order(self, code: str) -> int:
        """Give the place of a code in lists; unknown and empty codes come last."""
        row = self._by_code.get(code)
        return len(self.codes) if row is None else row.order

    def level(self, code: str) -> int:
        """Give the level of a code, -1 for an unknown or empty one."""
        row = self._by_code.get(code)
        return -1 if row is None else row.level

    def group(self, group: str) -> frozenset[str]:
        """Give the codes of one group ("minority", "democratic", "grassroots", "affinity" …)."""
        return frozenset(row.code for row in self.codes if row.group == group)

    def choices(self, language: str = "zh") -> list[tuple[str, str]]:
        """Give (code, label) pairs in list order for a form."""
        return [(row.code, row.label(language)) for row in self.codes]


def _read_tables() -> Mapping[str, tuple[Code, ...]]:
    text = resources.files("dunmiao.engine").joinpath("data/codes.txt").read_text("utf-8")
    tables: dict[str, list[Code]] = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        table, code, name, name_en, group, level, variants = line.split("|")
        rows = tables.setdefault(table, [])
        words = tuple(word for word in variants.split("、") if word)
        rows.append(Code(code, name, name_en, len(rows), group, int(level), words))
    return {key: tuple(rows) for key, rows in tables.items()}


_ROWS: Final = _read_tables()


_SCHOOLING: Final = (
    r"(?:全日制|在职|统招|普通|国民教育|函授|自学考试|自考|成人教育|成人|电大|夜大|网络教育|网络|远程|业余"
    r"|开放大学|(?:中央|.{0,4}省委|.{0,4}市委|.{0,6}区党?委)?党校)+"
)


def _table(key: str, name: str, name_en: str, *, lead: str = "") -> Table:
    return Table(key, name, name_en, _ROWS[key], lead)


SEX: Final = _table("sex", "性别", "Sex")
ETHNIC: Final = _table("ethnic", "民族", "Ethnic group")
POLITICAL: Final = _table("political", "政治面貌", "Political status")
EDUCATION: Final = _table("education", "学历", "Education", lead=_SCHOOLING)
DEGREE: Final = _table("degree", "学位", "Degree", lead=r"[\u4e00-\u9fff]+")
RANK: Final = _table("rank", "职务职级", "Rank")
PERSONNEL: Final = _table("personnel", "人员类别", "Personnel kind")
PERSON_TAG: Final = _table("person_tag", "人员标签", "Personnel tag")
ORGANISATION: Final = _table("organisation", "单位类别", "Organisation kind")
POST_CLASS: Final = _table("post_class", "岗位类别", "Post class")
KIN: Final = _table("kin", "亲属关系", "Kinship")

TABLES: Final[Mapping[str, Table]] = MappingProxyType(
    {
        table.key: table
        for table in (
            SEX,
            ETHNIC,
            POLITICAL,
            EDUCATION,
            DEGREE,
            RANK,
            PERSONNEL,
            PERSON_TAG,
            ORGANISATION,
            POST_CLASS,
            KIN,
        )
    }
)

# Names of the levels a charter may ask for ("at_least = bachelor"); EDUCATION.level compares them.
EDUCATION_LEVELS: Final[Mapping[str, int]] = MappingProxyType(
    {
        "primary": 0,
        "junior": 1,
        "secondary": 2,
        "college": 3,
        "bachelor": 4,
        "master": 5,
        "doctor": 6,
    }
)

# Where service counts as the grass roots unless a charter says otherwise (003-48).
GRASSROOTS: Final[frozenset[str]] = ORGANISATION.group("grassroots")

# Relations the law bars outright (Civil Servants Law art. 74).
BARRED_KIN: Final[frozenset[str]] = frozenset(row.code for row in KIN if row.group)


def has_education(code: str, at_least: str) -> bool:
    """Say whether an education code reaches a level; unfinished study counts one level lower."""
    return EDUCATION.level(code) >= EDUCATION_LEVELS[at_least]
