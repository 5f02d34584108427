"""Texts of a list made comparable: names, units, schools, wishes, appraisal grades."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from dunmiao.engine.codes import DEGREE, EDUCATION
from dunmiao.engine.names import clean_name

# What clerks write into a cell that has nothing to say.
NOTHING: Final = frozenset(
    ("", "无", "（无）", "(无)", "/", "\\", "-", "--", "—", "——", "暂无", "空", "N/A", "n/a", "／")
)

_WIDE: Final[dict[int, int | str]] = {
    code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code - 0xFEE0).isalnum()
}
_WIDE_TABLE: Final[dict[int, int | str]] = {**_WIDE, 0x3000: " ", 0xA0: " "}
_BLANKS: Final = re.compile(r"[ \t\n]+")
_CJK_GAP: Final = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])")
_AFTER_NAME: Final = re.compile(r"[（(\[【].*$", re.DOTALL)
_NUMBERED: Final = re.compile(r"^(?:[0-9]{1,2}[.、)）]|[（(][0-9]{1,2}[)）]|[①-⑨])\s*")
_WISH_END: Final = re.compile(r"[;；\n]+|(?<=\S)\s+(?=[0-9][.、])")
_GRADES: Final = (
    "优秀|称职|合格|基本称职|基本合格|不称职|不合格|不定等次|未定等次|不确定等次|未参加"
)
_GRADED: Final = re.compile(
    rf"((?:\d{{4}}(?:年度|年|度)?[、,，和及至\-—~～]?)+)[^\d;；。优称合基不未]{{0,12}}({_GRADES})"
)
_UNIT: Final = re.compile(
    r"(.{2,}?(?:办公室|委员会(?!办)|组织部|宣传部|统战部|政法委|党校|政府(?!办)|局|厅|法院|检察院|医院|学校"
    r"|中学|小学|中心|公司|集团|银行|街道(?!办)|街道办事处|联合会|总工会|妇联|研究院|学院|管委会|支队|大队"
    r"|[乡镇](?!长|人民|党|政府|综合)))(.*)"
)
_SCHOOL: Final = re.compile(r"大学|学院|学校|党校")
_FACULTY: Final = re.compile(r"学院|系(?!统|列)")


class Schooling(NamedTuple):
    """A cell that holds education and degree together, taken apart; "" for what is absent."""

    education: str
    degree: str


def tidy_text(text: str) -> str:
    """Give a short text in half-width letters and digits, without blanks around Chinese."""
    plain = _BLANKS.sub(" ", text.translate(_WIDE_TABLE)).strip()
    return _CJK_GAP.sub("", plain)


def tidy_lines(text: str) -> str:
    """Give a long text with its line breaks, half-width letters and digits."""
    lines = (line.rstrip() for line in text.translate(_WIDE_TABLE).split("\n"))
    return "\n".join(lines).strip("\n ")


def tidy_name(text: str) -> str:
    """Give a name without inner blanks ("张  三" is 张三) and remarks in brackets behind it."""
    return clean_name(_AFTER_NAME.sub("", unicodedata.normalize("NFC", text)))


def unit_key(text: str) -> str:
    """Give a unit's name for comparing: no blanks, half-width brackets."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


def split_unit(text: str, known: frozenset[str]) -> tuple[str, str]:
    """Split "县财政局预算股股长" into unit and post.

    The longest known unit that begins the text decides; else a blank in it; else the first word
    that ends as units do. Without any, the whole text is the post.
    """
    for end in range(len(text), 1, -1):
        if text[:end] in known:
            return text[:end], text[end:].strip(" ，,、")
    first, blank, rest = text.partition(" ")
    if blank:
        return first, rest.strip()
    found = _UNIT.fullmatch(text)
    return (found.group(1), found.group(2)) if found else ("", text)


def split_school(text: str) -> tuple[str, str]:
    """Split "北京大学法学院法学专业" into school and major; else all is the school."""
    plain = tidy_text(text)
    found = _SCHOOL.search(plain)
    if found and plain.endswith("专业"):
        ends = [faculty.end() for faculty in _FACULTY.finditer(plain, found.end())]
        end = ends[-1] if ends else found.end()
        if major := plain[end:].removesuffix("专业").strip(" 、，,/"):
            return plain[:end], major
    first, blank, rest = tidy_lines(text).replace("\n", " ").partition(" ")
    return (first, rest.strip().removesuffix("专业")) if blank else (plain, "")


def split_schooling(text: str) -> Schooling:
    """Split "大学/法学学士" or "研究生 工学硕士" into education and degree."""
    parts = [part for part in re.split(r"[/／\s、,，;；#]+", text.strip()) if part]
    if len(parts) == 1:
        found = re.fullmatch(
            r"(.*?(?:研究生|大学|本科|大专|专科))(.*(?:学士|硕士|博士).*)", parts[0]
        )
        parts = list(found.groups()) if found else parts
    education = [part for part in parts if EDUCATION.find(part)]
    degree = [part for part in parts if part not in education and DEGREE.find(part)]
    if not education and not degree:
        return Schooling(text.strip(), "")
    return Schooling("".join(education[:1]), "".join(degree[:1]))


def split_wishes(text: str) -> tuple[str, ...]:
    """Give the wishes of one cell in order; they stand on lines or between semicolons."""
    parts = (tidy_text(_NUMBERED.sub("", part.strip())) for part in _WISH_END.split(text))
    return tuple(part for part in parts if part not in NOTHING)


def read_yes(text: str) -> bool | None:
    """Give yes or no as clerks say it, None where the cell says neither."""
    plain = tidy_text(text).casefold()
    if plain.startswith(("否", "不", "×", "✗", "no", "n", "false")) or plain == "0":
        return False
    if plain.startswith(("是", "服从", "同意", "愿意", "可", "√", "✓", "✔", "yes", "y", "true")):
        return True
    return True if plain == "1" else None


def read_years(text: str) -> dict[int, str]:
    """Give the appraisal grade of each year named ("2022、2023年优秀，2024年称职")."""
    years: dict[int, str] = {}
    for found in _GRADED.finditer(re.sub(r"\s+", "", tidy_text(text[:1000]))):
        named = [int(year) for year in re.findall(r"\d{4}", found.group(1))]
        if len(named) == 2 and re.search(r"[至\-—~～]", found.group(1)):
            named = list(range(named[0], min(named[1], named[0] + 10) + 1))
        years.update(dict.fromkeys(named, found.group(2)))
    return years
