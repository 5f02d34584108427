"""An independent check of a finished Word file against GB/T 9704-2012.

It opens the file's XML itself and shares no number with the writer: every measure stands here
beside the clause it comes from, in twips (1 mm = 56.69 twips) unless said.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element  # only the type; parsing is defusedxml's

from defusedxml.ElementTree import fromstring

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MM = 1440 / 25.4
FACES = {"方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"}


@dataclass(frozen=True)
class Fault:
    """One place where a file departs from the standard: the clause, what it asks, what is there."""

    clause: str
    asked: str
    found: str

    def __str__(self) -> str:
        """Give the fault as one sentence."""
        return f"{self.clause}: {self.asked}; found {self.found}"


class Opened:
    """The parts of a Word file that carry its geometry."""

    def __init__(self, content: bytes) -> None:
        """Open a .docx given as bytes."""
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            self.document: Element = fromstring(archive.read("word/document.xml"))
            self.styles: Element = fromstring(archive.read("word/styles.xml"))
            self.settings: Element = fromstring(archive.read("word/settings.xml"))
            self.footers: list[Element] = [
                fromstring(archive.read(name)) for name in names if name.startswith("word/footer")
            ]

    def sections(self) -> list[Element]:
        """Give the section properties in order."""
        return list(self.document.iter(f"{_W}sectPr"))

    def paragraphs(self) -> list[Element]:
        """Give every paragraph, those of tables too."""
        return list(self.document.iter(f"{_W}p"))

    def text(self) -> str:
        """Give the whole text, a line for each paragraph."""
        return "\n".join(text_of(paragraph) for paragraph in self.paragraphs())


def text_of(paragraph: Element) -> str:
    """Give the text of one paragraph."""
    return "".join(node.text or "" for node in paragraph.iter(f"{_W}t"))


def faults(content: bytes) -> list[Fault]:
    """List every departure of a .docx from the geometry of GB/T 9704-2012, none if it keeps it."""
    opened = Opened(content)
    found: list[Fault] = []
    for section in opened.sections():
        found += _page(section)
    for check in (_normal, _page_numbers, _faces, _body_lines, _numbers, _days, _headings, _words):
        found += check(opened)
    return found


def _number(element: Element | None, name: str) -> int:
    value = element.get(_W + name) if element is not None else None
    return int(value) if value is not None and re.fullmatch(r"-?\d+", value) else -99999


def _near(clause: str, what: str, found: int, asked_mm: float, give_mm: float) -> Iterator[Fault]:
    if abs(found / _MM - asked_mm) > give_mm:
        yield Fault(clause, f"{what} {asked_mm} mm ± {give_mm}", f"{found / _MM:.2f} mm")


def _page(section: Element) -> Iterator[Fault]:
    size, margin = section.find(f"{_W}pgSz"), section.find(f"{_W}pgMar")
    width, height = _number(size, "w"), _number(size, "h")
    is_wide = width > height
    # A wide page is the tall page turned a quarter, its head at the binding edge (8).
    turned = ("right", "left", "top", "bottom") if is_wide else ("top", "bottom", "left", "right")
    yield from _near("5.1", "short side", min(width, height), 210, 0.1)
    yield from _near("5.1", "long side", max(width, height), 297, 0.1)
    for name, asked in zip(turned, (37, 35, 28, 26), strict=True):
        give = 1.0 if asked in (37, 28) else 0.5
        yield from _near("5.2.1", f"{name} margin", _number(margin, name), asked, give)
    yield from _grid(section)
    if not is_wide:
        across = width - _number(margin, "left") - _number(margin, "right")
        down = height - _number(margin, "top") - _number(margin, "bottom")
        yield from _near("5.2.1", "type area width", across, 156, 0.5)
        yield from _near("5.2.1", "type area height", down, 225, 0.5)
        # The dash of the page number stands 7 mm below the type area: half a line above the foot.
        footer = _number(margin, "footer")
        yield from _near("7.5", "page number's line from the edge", footer, 35 - 7 - 2.8, 1.0)


def _grid(section: Element) -> Iterator[Fault]:
    grid = section.find(f"{_W}docGrid")
    kind = grid.get(f"{_W}type") if grid is not None else None
    if kind != "linesAndChars":
        yield Fault("5.2.3", "a grid of lines and characters", str(kind))
        return
    lines = 225 * _MM / _number(grid, "linePitch")
    if int(lines + 0.02) != 22:
        yield Fault("5.2.3", "22 lines to a page", f"{lines:.2f}")
    pitch = 16 + _number(grid, "charSpace") / 4096
    letters = 156 / 25.4 * 72 / pitch
    if int(letters + 0.02) != 28:
        yield Fault("5.2.3", "28 characters to a line", f"{letters:.2f}")


def _normal(opened: Opened) -> Iterator[Fault]:
    style = next(
        item for item in opened.styles.iter(f"{_W}style") if item.get(f"{_W}styleId") == "Normal"
    )
    fonts, size = style.find(f".//{_W}rFonts"), style.find(f".//{_W}sz")
    face = fonts.get(f"{_W}eastAsia") if fonts is not None else None
    if face != "仿宋_GB2312":
        yield Fault("5.2.2", "仿宋 unless said otherwise", str(face))
    if _number(size, "val") != 32:
        yield Fault("5.2.2", "三号 (16 points)", f"{_number(size, 'val') / 2} points")
    for name in ("autoSpaceDE", "autoSpaceDN"):
        if _number(style.find(f".//{_W}{name}"), "val") != 0:
            yield Fault("5.2.3", f"no automatic space beside digits ({name})", "not switched off")


def _page_numbers(opened: Opened) -> Iterator[Fault]:
    if opened.settings.find(f"{_W}evenAndOddHeaders") is None:
        yield Fault("7.5", "odd and even page numbers apart", "one footer for all")
    sides = {str(item.get(f"{_W}val")) for foot in opened.footers for item in foot.iter(f"{_W}jc")}
    if opened.footers and sides != {"left", "right"}:
        yield Fault("7.5", "odd right, even left", str(sorted(sides)))
    for footer in opened.footers:
        yield from _footer(footer)


def _footer(footer: Element) -> Iterator[Fault]:
    written = "".join(footer.itertext()).replace(" PAGE ", "1")
    if written.strip() != "— 1 —":
        yield Fault("7.5", "page number between dashes — 1 —", repr(written))
    for run in footer.iter(f"{_W}rPr"):
        fonts = run.find(f"{_W}rFonts")
        if fonts is None or fonts.get(f"{_W}ascii") != "宋体":
            yield Fault("7.5", "宋体 page numbers", "another typeface")
        if _number(run.find(f"{_W}sz"), "val") != 28:
            yield Fault("7.5", "四号 (14 points) page numbers", "another size")
    for indent in footer.iter(f"{_W}ind"):
        if "100" not in {indent.get(f"{_W}leftChars"), indent.get(f"{_W}rightChars")}:
            yield Fault("7.5", "one character from the edge", "another indent")


def _faces(opened: Opened) -> Iterator[Fault]:
    for run in opened.document.iter(f"{_W}r"):
        if run.find(f"{_W}t") is None:
            continue
        fonts = run.find(f"{_W}rPr/{_W}rFonts")
        face = fonts.get(f"{_W}eastAsia") if fonts is not None else None
        if face not in FACES:
            yield Fault("5.2.2", "an official typeface named for every run", str(face))


def _body_lines(opened: Opened) -> Iterator[Fault]:
    for paragraph in opened.document.findall(f"{_W}body/{_W}p"):
        size = paragraph.find(f".//{_W}sz")
        if not text_of(paragraph) or _number(size, "val") != 32:
            continue
        spacing = paragraph.find(f"{_W}pPr/{_W}spacing")
        line = _number(spacing, "line")
        exact = spacing is not None and spacing.get(f"{_W}lineRule") == "exact"
        if not exact or not 560 <= line <= 580:
            # A cover sets its lines wider on purpose, by whole lines and more.
            if exact and line > 700:
                continue
            yield Fault("5.2.3", "lines of 28 to 29 points", f"{line / 20} in {text_of(paragraph)}")


_NUMBER = re.compile(r"(第?)[一-龥]{1,8}([〔\[(（【])(\d{4})([〕\])）】])(\d+)号")


def _numbers(opened: Opened) -> Iterator[Fault]:
    for given, left, _, right, serial in _NUMBER.findall(opened.text()):
        if (left, right) != ("〔", "〕"):
            yield Fault("7.2.5", "the year in 〔〕 (U+3014, U+3015)", left + right)
        if serial.startswith("0") or given:
            yield Fault("7.2.5", "a serial without 第 and without leading zero", serial)


def _days(opened: Opened) -> Iterator[Fault]:
    for month, of_month in re.findall(r"\d{4}年(\d{1,2})月(?:(\d{1,2})日)?", opened.text()):
        if month.startswith("0") or of_month.startswith("0"):
            yield Fault("7.3.5.4", "days without leading zeros", f"{month}月{of_month}日")


_LEVELS = (
    (re.compile(r"[一二三四五六七八九十]{1,3}、"), "黑体"),
    (re.compile(r"（[一二三四五六七八九十]{1,3}）"), "楷体_GB2312"),
    (re.compile(r"\d{1,2}\.(?!\d)"), "仿宋_GB2312"),
)


def _headings(opened: Opened) -> Iterator[Fault]:
    for paragraph in opened.document.findall(f"{_W}body/{_W}p"):
        text, fonts = text_of(paragraph), paragraph.find(f"{_W}r/{_W}rPr/{_W}rFonts")
        for pattern, face in _LEVELS:
            used = fonts.get(f"{_W}eastAsia") if fonts is not None else None
            if pattern.match(text) and used != face:
                yield Fault("7.3.3", f"{face} for this level of heading", f"{used} in {text}")


def _words(opened: Opened) -> Iterator[Fault]:
    for word in ("None", "null", "undefined", "nan"):
        if re.search(rf"(?<![A-Za-z]){word}(?![A-Za-z])", opened.text()):
            yield Fault("-", "a blank for what is missing", f"the word {word}")
