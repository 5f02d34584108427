"""Fills a Word template: replaces {{key}} inside runs and repeats table rows marked {{#rows}}.

Runs inside `worker`; parses with defusedxml, resolves nothing, evaluates nothing.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any
from xml.dom.minidom import Document, Element, Node  # types and writing; defusedxml parses
from xml.parsers.expat import ExpatError

from defusedxml.common import DefusedXmlException
from defusedxml.minidom import parseString

from dunmiao.files.papers.wording import shown

MOST_MEMBERS = 500
MOST_INFLATED = 50 * 1024 * 1024
MOST_PART = 8 * 1024 * 1024
MOST_ROWS = 5000
MOST_DEPTH = 64
_FIELD = re.compile(r"\{\{\s*([\w一-龥]+(?:\.[\w一-龥]+)*)\s*\}\}")
_ROWS = re.compile(r"\{\{\s*[#/]\s*([\w一-龥]+)\s*\}\}")
_FILLED = re.compile(r"word/(document|header\d*|footer\d*)\.xml")
_BLANK = "………"
_DONE = "dunmiao-filled"
_STILL = (1980, 1, 1, 0, 0, 0)
_LINKED = ("attachedtemplate", "oleobject", "package", "frame", "subdocument", "externallink")


class Unfit(Exception):
    """A template that must not be filled: the rule it breaks and the facts."""

    def __init__(self, rule: str, **facts: object) -> None:
        """Keep rule and facts."""
        super().__init__(rule)
        self.rule, self.facts = rule, facts


def filled(template: bytes, data: Mapping[str, Any]) -> bytes:
    """Give the filled .docx; raises Unfit."""
    parts = read_parts(template)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            made = _fill_part(name, content, data) if _FILLED.fullmatch(name) else content
            member = zipfile.ZipInfo(name, _STILL)
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, made)
    return out.getvalue()


def read_parts(template: bytes) -> dict[str, bytes]:
    """Read and inspect every part of a .docx, counting what really comes out; raises Unfit."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            infos = archive.infolist()
            if len(infos) > MOST_MEMBERS or sum(i.file_size for i in infos) > MOST_INFLATED:
                raise Unfit("members")
            parts = _inflate(archive, infos)
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, RuntimeError, OSError):
        raise Unfit("zip") from None
    if "word/document.xml" not in parts or "[Content_Types].xml" not in parts:
        raise Unfit("zip")
    for name, content in parts.items():
        _inspect(name, content)
    return parts


def _inflate(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = MOST_INFLATED
    for info in infos:
        if info.is_dir():
            continue
        if info.filename in parts or ".." in info.filename or info.filename.startswith("/"):
            raise Unfit("zip")
        with archive.open(info) as member:
            content = member.read(left + 1)
        left -= len(content)
        if left < 0:
            raise Unfit("members")
        parts[info.filename] = content
    return parts


def _inspect(name: str, content: bytes) -> None:
    lower = name.lower()
    if "vbaproject" in lower or lower.endswith((".bin", ".exe", ".dll", ".js", ".vbs")):
        raise Unfit("macro")
    if lower.startswith(("word/embeddings/", "word/activex/")):
        raise Unfit("embedded")
    if not lower.endswith((".xml", ".rels")):
        return
    tree = _parsed(name, content)
    if lower == "[content_types].xml" and b"macroEnabled" in content:
        raise Unfit("macro")
    if lower.endswith(".rels"):
        _inspect_links(tree)


def _parsed(name: str, content: bytes) -> Document:
    if len(content) > MOST_PART or _too_deep(content):
        raise Unfit("members")
    try:
        tree: Document = parseString(content, forbid_dtd=True)
    except DefusedXmlException:
        raise Unfit("dtd") from None
    except (ExpatError, ValueError, LookupError, PermissionError):
        raise Unfit("xml", part=name) from None
    return tree


_TAG = re.compile(rb"<(/?)[A-Za-z_][^<>]*?(/?)>")


def _too_deep(content: bytes) -> bool:
    """Tell whether elements nest beyond the limit, without building a tree of them."""
    depth = 0
    for closing, closed in _TAG.findall(content):
        depth += -1 if closing else 0 if closed else 1
        if depth > MOST_DEPTH:
            return True
    return False


def _inspect_links(tree: Document) -> None:
    for link in tree.getElementsByTagName("*"):
        kind = link.getAttribute("Type").rsplit("/", 1)[-1].lower()
        is_outside = link.getAttribute("TargetMode").lower() == "external"
        # A plain hyperlink is followed only when a reader clicks it; all else loads by itself.
        if (is_outside and kind != "hyperlink") or kind in _LINKED[:1]:
            raise Unfit("external", target=link.getAttribute("Target")[:80])
        if kind in _LINKED[1:]:
            raise Unfit("embedded")
        if kind == "vbaproject":
            raise Unfit("macro")


def _fill_part(name: str, content: bytes, data: Mapping[str, Any]) -> bytes:
    tree = _parsed(name, content)
    _refuse_live_fields(tree)
    # Inner rows first, so that a table within a row repeats its own rows.
    for row in reversed(list(tree.getElementsByTagName("w:tr"))):
        _repeat(row, data)
    for paragraph in tree.getElementsByTagName("w:p"):
        _fill_paragraph(paragraph, data)
    for paragraph in tree.getElementsByTagName("w:p"):
        if paragraph.hasAttribute(_DONE):
            paragraph.removeAttribute(_DONE)
    made: bytes = tree.toxml(encoding="UTF-8", standalone=True)
    return made


_LIVE = {
    "DDE", "DDEAUTO", "INCLUDE", "INCLUDETEXT", "INCLUDEPICTURE", "IMPORT", "LINK", "DATABASE",
    "MACROBUTTON", "EMBED", "RD", "HTMLACTIVEX",
}  # fmt: skip


def _refuse_live_fields(tree: Document) -> None:
    """Refuse fields that fetch or start something when the paper is opened."""
    open_fields: list[str] = []
    for node in tree.getElementsByTagName("*"):
        if node.nodeName == "w:fldSimple":
            _refuse_live(node.getAttribute("w:instr"))
        elif node.nodeName == "w:instrText" and open_fields:
            open_fields[-1] += _inner(node)
        elif node.nodeName == "w:fldChar":
            _follow(node.getAttribute("w:fldCharType"), open_fields)
    for instruction in open_fields:
        _refuse_live(instruction)


def _follow(kind: str, open_fields: list[str]) -> None:
    if kind == "begin":
        open_fields.append("")
    elif open_fields:
        _refuse_live(open_fields[-1])
        if kind == "end":
            open_fields.pop()


def _refuse_live(instruction: str) -> None:
    words = instruction.split()
    if words and words[0].upper() in _LIVE:
        raise Unfit("external", target=instruction.strip()[:80])


def _repeat(row: Element, data: Mapping[str, Any]) -> None:
    """Replace a row marked {{#rows}} by one copy for each mapping of that list."""
    found = _ROWS.search(_whole_text(row))
    if found is None or row.parentNode is None:
        return
    table: Any = row.parentNode
    rows = data.get(found.group(1))
    items = [item for item in rows if isinstance(item, Mapping)] if isinstance(rows, list) else []
    if len(items) > MOST_ROWS:
        raise Unfit("rows", rows=len(items))
    for number, item in enumerate(items, 1):
        copy: Any = row.cloneNode(True)
        table.insertBefore(copy, row)
        for paragraph in copy.getElementsByTagName("w:p"):
            _fill_paragraph(paragraph, {**data, "number": number, **item})
    table.removeChild(row)


def _texts(paragraph: Element) -> Iterator[Element]:
    """Give the text nodes of a paragraph, not those of paragraphs within it (text boxes)."""
    for node in paragraph.getElementsByTagName("w:t"):
        above: Any = node.parentNode
        while above is not None and above.nodeName != "w:p":
            above = above.parentNode
        if above is paragraph:
            yield node


def _inner(node: Element) -> str:
    text = (Node.TEXT_NODE, Node.CDATA_SECTION_NODE)
    return "".join(str(child.nodeValue) for child in node.childNodes if child.nodeType in text)


def _whole_text(element: Element) -> str:
    return "".join(_inner(node) for node in element.getElementsByTagName("w:t"))


def _fill_paragraph(paragraph: Element, data: Mapping[str, Any]) -> None:
    """Replace placeholders even where Word has split them over several runs.

    The new text takes the look of the run in which its placeholder begins.
    """
    # What a paragraph was filled with is never read again as a template; copies keep the mark.
    if paragraph.hasAttribute(_DONE):
        return
    paragraph.setAttribute(_DONE, "1")
    nodes = list(_texts(paragraph))
    texts = [_inner(node) for node in nodes]
    whole = "".join(texts)
    if "{{" not in whole:
        return
    spans = [(found.span(), _value(data, found.group(1))) for found in _FIELD.finditer(whole)]
    spans += [(found.span(), "") for found in _ROWS.finditer(whole)]
    for (start, end), value in sorted(spans, reverse=True):
        texts = _replaced(texts, start, end, value)
    for node, text in zip(nodes, texts, strict=True):
        _set_text(node, text)


def _replaced(texts: list[str], start: int, end: int, value: str) -> list[str]:
    made, at, is_placed = [], 0, False
    for text in texts:
        low, high = max(start - at, 0), min(end - at, len(text))
        if low < high:
            made.append(text[:low] + ("" if is_placed else value) + text[high:])
            is_placed = True
        else:
            made.append(text)
        at += len(text)
    return made


def _set_text(node: Element, text: str) -> None:
    while node.firstChild is not None:
        node.removeChild(node.firstChild)
    document = node.ownerDocument
    if document is not None:
        node.appendChild(document.createTextNode(text))
    node.setAttribute("xml:space", "preserve")


def _value(data: Mapping[str, Any], path: str) -> str:
    value: Any = data
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    if isinstance(value, (Mapping, list)):
        return _BLANK
    return shown(value).replace("\n", "；") or _BLANK
