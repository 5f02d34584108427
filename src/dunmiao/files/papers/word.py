"""A Word file written to the geometry of GB/T 9704-2012: pages, typefaces, paragraphs, tables.

Lengths are twips (1/20 point) where Word stores twips. Source: GB/T 9704-2012, 5.2 and 7.5.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor, Twips

from dunmiao.files.papers.paper import still
from dunmiao.files.papers.wording import said

Align = Literal["left", "center", "right", "both"]

MARGINS = {"top": 2098, "bottom": 1984, "left": 1588, "right": 1474}
# A wide page is the tall page turned so that the binding edge is its top (clause 8).
WIDE_MARGINS = {"top": 1588, "bottom": 1474, "left": 1984, "right": 2098}
A4 = (11906, 16838)
LINE = 579  # 225 mm / 22 lines
CHARACTER = 315.8  # 156 mm / 28 characters
SQUEEZE = -5  # twips between letters, so that 28 of 16 points fit 156 mm
FOOTER = 1428  # puts the dash of the page number 7 mm below the type area
SIZES = {"二号": 22.0, "三号": 16.0, "四号": 14.0, "小四": 12.0, "五号": 10.5}
BODY, KAI, HEI, TITLE, PAGE = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体", "宋体"
LATIN = "Times New Roman"
RED = RGBColor(0xFF, 0, 0)
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "both": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def element(tag: str, **attributes: object) -> Any:
    """Make one WordprocessingML element with attributes of the same namespace."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


@dataclass(frozen=True)
class Ink:
    """How a run of letters looks."""

    face: str = BODY
    points: float = 16.0
    is_red: bool = False


@dataclass(frozen=True)
class Lay:
    """How a paragraph lies: indents in characters, spacing and line height in twips."""

    align: Align = "both"
    first: float = 0.0
    left: float = 0.0
    right: float = 0.0
    hanging: float = 0.0
    before: int = 0
    after: int = 0
    line: int = LINE
    keeps_next: bool = False
    starts_page: bool = False


PLAIN = Ink()
INDENTED = Lay(first=2)


class WordFile:
    """One Word document being written; `content()` gives its bytes."""

    def __init__(self, title: str = "", *, is_landscape: bool = False) -> None:
        """Open an empty document on A4 with the margins, grid and page numbers of the standard."""
        self._doc: Any = docx.Document()
        self.letters: list[str] = []
        core = self._doc.core_properties
        core.author, core.title, core.comments = "", said(title)[:250], ""
        self._set_styles()
        self._doc.settings.odd_and_even_pages_header_footer = True
        section = self._doc.sections[0]
        _shape(section, is_landscape=is_landscape)
        _number_pages(section)

    def _set_styles(self) -> None:
        style = self._doc.styles["Normal"]
        style.font.size = Pt(SIZES["三号"])
        _face(style.element.get_or_add_rPr(), BODY)
        # Word alone squeezes letters into a grid narrower than they are; other programs give each
        # letter two cells. So the grid is declared, and the letters keep to it by their spacing.
        letters = style.element.get_or_add_rPr()
        letters.insert(1, element("snapToGrid", val=0))
        letters.insert(2, element("spacing", val=SQUEEZE))
        lines = style.element.get_or_add_pPr()
        for name in ("autoSpaceDE", "autoSpaceDN", "snapToGrid"):
            lines.append(element(name, val=0))
        style.paragraph_format.space_after = Pt(0)

    def section(self, *, is_landscape: bool = False) -> None:
        """Start a new page with its own orientation; page numbers run on."""
        section = self._doc.add_section(WD_SECTION.NEW_PAGE)
        _shape(section, is_landscape=is_landscape)

    def line(self, text: object = "", ink: Ink = PLAIN, lay: Lay = INDENTED) -> Any:
        """Add a paragraph in one ink and give it back."""
        return self.spans([(said(text), ink)], lay)

    def spans(self, spans: Sequence[tuple[str, Ink]], lay: Lay = INDENTED) -> Any:
        """Add a paragraph of several inks and give it back."""
        paragraph = self._doc.add_paragraph()
        lay_out(paragraph, lay)
        for text, ink in spans:
            self.letters.append(text)
            write(paragraph, text, ink)
        return paragraph

    def blank(self, count: int = 1) -> None:
        """Add empty lines of the standard height."""
        for _ in range(count):
            self.line("", lay=Lay())

    def table(self, rows: int, widths_mm: Sequence[float]) -> Any:
        """Add a ruled table of fixed column widths (millimetres) and give it back."""
        table = self._doc.add_table(rows, len(widths_mm))
        table.style = "Table Grid"
        table.alignment = 1
        table.autofit = False
        for column, width in zip(table.columns, widths_mm, strict=True):
            column.width = millimetres(width)
        for row in table.rows:
            for cell, width in zip(row.cells, widths_mm, strict=True):
                cell.width = millimetres(width)
        return table

    def fill(self, cell: Any, text: object, ink: Ink = PLAIN, lay: Lay | None = None) -> None:
        """Write text into a table cell, one paragraph per line of it."""
        lay = lay or Lay(align="center", line=_line_for(ink))
        for number, part in enumerate(said(text).split("\n") or [""]):
            paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
            lay_out(paragraph, lay)
            self.letters.append(part)
            write(paragraph, part, ink)
        cell.vertical_alignment = 1

    def text(self) -> str:
        """Give all that was written, for counting."""
        return "".join(self.letters)

    def content(self) -> bytes:
        """Give the finished file."""
        out = io.BytesIO()
        self._doc.save(out)
        return still(out.getvalue())


def millimetres(length: float) -> Twips:
    """Turn millimetres into Word's measure."""
    return Twips(round(length * 56.693))


def write(paragraph: Any, text: str, ink: Ink) -> Any:
    """Add a run with explicit typefaces for Chinese and Latin letters."""
    run = paragraph.add_run(text)
    run.font.size = Pt(ink.points)
    if ink.is_red:
        run.font.color.rgb = RED
    _face(run._element.get_or_add_rPr(), ink.face)
    return run


def lay_out(paragraph: Any, lay: Lay) -> None:
    """Set alignment, indents in characters, exact line height and the grid."""
    form = paragraph.paragraph_format
    form.alignment = _ALIGN[lay.align]
    form.line_spacing = Twips(lay.line)
    form.space_before, form.space_after = Twips(lay.before), Twips(lay.after)
    form.keep_with_next = lay.keeps_next or None
    form.page_break_before = lay.starts_page or None
    properties = paragraph._p.get_or_add_pPr()
    indent = properties.get_or_add_ind()
    for name, characters in (
        ("left", lay.left),
        ("right", lay.right),
        ("hanging", lay.hanging),
        ("firstLine", lay.first),
    ):
        if characters:
            indent.set(qn(f"w:{name}Chars"), str(round(characters * 100)))
            indent.set(qn(f"w:{name}"), str(round(characters * CHARACTER)))


def rule(paragraph: Any, *, side: str, eighths: int, space: int = 1, color: str = "000000") -> None:
    """Draw a line above or below a paragraph, as wide as the type area.

    `eighths` is its thickness in eighths of a point, `space` its distance in points.
    """
    properties = paragraph._p.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is None:
        borders = element("pBdr")
        properties.insert_element_before(
            borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap",
            "w:overflowPunct", "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi",
            "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing",
            "w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:rPr",
        )  # fmt: skip
    borders.append(element(side, val="single", sz=eighths, space=space, color=color))


def float_at_bottom(table: Any) -> None:
    """Hold a table at the foot of its page."""
    properties = table._tbl.tblPr
    place = element(
        "tblpPr", horzAnchor="margin", vertAnchor="margin", tblpXSpec="left", tblpYSpec="bottom"
    )
    properties.find(qn("w:tblStyle")).addnext(place)
    for spare in properties.findall(qn("w:jc")):
        properties.remove(spare)
    inset(table, 0)


def inset(table: Any, twips: int) -> None:
    """Set the room between a cell's sides and its text."""
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w=twips, type="dxa"))
    table._tbl.tblPr.find(qn("w:tblLayout")).addnext(margins)


def edges(cell: Any, **eighths: int) -> None:
    """Draw only these edges of a cell, each so many eighths of a point thick."""
    borders = element("tcBorders")
    for side in ("top", "left", "bottom", "right"):
        size = eighths.get(side, 0)
        kind = "single" if size else "nil"
        borders.append(element(side, val=kind, sz=size, space=0, color="000000"))
    cell._tc.get_or_add_tcPr().insert_element_before(
        borders, "w:shd", "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign"
    )


def tab_at(paragraph: Any, twips: int, *, align: str = "left") -> None:
    """Set one tab stop."""
    tabs = element("tabs")
    tabs.append(element("tab", val=align, pos=twips))
    paragraph._p.get_or_add_pPr().insert_element_before(
        tabs, "w:suppressAutoHyphens", "w:autoSpaceDE", "w:autoSpaceDN", "w:snapToGrid",
        "w:spacing", "w:ind", "w:jc", "w:rPr",
    )  # fmt: skip


def repeat_head(row: Any) -> None:
    """Repeat a table row at the top of every page."""
    row._tr.get_or_add_trPr().append(element("tblHeader", val="true"))


def whole_row(row: Any, height_mm: float = 0) -> None:
    """Keep a row on one page, and at least so high."""
    properties = row._tr.get_or_add_trPr()
    properties.append(element("cantSplit", val="true"))
    if height_mm:
        properties.append(element("trHeight", val=millimetres(height_mm).twips, hRule="atLeast"))


def tall_row(row: Any, height_mm: float) -> None:
    """Give a row at least this height and let long text run on to the next page."""
    row._tr.get_or_add_trPr().append(
        element("trHeight", val=millimetres(height_mm).twips, hRule="atLeast")
    )


def _line_for(ink: Ink) -> int:
    return round(ink.points * 20 * 1.35)


def _face(properties: Any, face: str) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = element("rFonts")
        properties.insert(0, fonts)
    latin = face if face == PAGE else LATIN
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name, value in (("ascii", latin), ("hAnsi", latin), ("eastAsia", face), ("cs", latin)):
        fonts.set(qn(f"w:{name}"), value)
    # Quotation marks and dashes exist in both kinds of typeface; here they belong to the Chinese.
    fonts.set(qn("w:hint"), "eastAsia")


def _shape(section: Any, *, is_landscape: bool) -> None:
    margins = WIDE_MARGINS if is_landscape else MARGINS
    width, height = reversed(A4) if is_landscape else A4
    section.orientation = WD_ORIENT.LANDSCAPE if is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Twips(width), Twips(height)
    section.top_margin, section.bottom_margin = Twips(margins["top"]), Twips(margins["bottom"])
    section.left_margin, section.right_margin = Twips(margins["left"]), Twips(margins["right"])
    section.footer_distance = Twips(FOOTER if not is_landscape else 900)
    section.gutter = Twips(0)
    properties = section._sectPr
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(element("docGrid", type="linesAndChars", linePitch=LINE, charSpace=-848))


def _number_pages(section: Any) -> None:
    ink = Ink(PAGE, SIZES["四号"])
    for footer, align in ((section.footer, "right"), (section.even_page_footer, "left")):
        paragraph = footer.paragraphs[0]
        indents = {"right": 1.0} if align == "right" else {"left": 1.0}
        lay_out(paragraph, Lay(align=align, line=320, **indents))  # type: ignore[arg-type]
        write(paragraph, "— ", ink)
        for kind in ("begin", None, "end"):
            run = write(paragraph, "", ink)
            if kind is None:
                instruction = element("instrText")
                instruction.text = " PAGE "
                run._element.append(instruction)
            else:
                run._element.append(element("fldChar", fldCharType=kind))
        write(paragraph, " —", ink)
