"""PDF papers: the dossier with its catalogue, the one-page profile, timeline, composition.

Sources: 004-53, 004-12 to 004-14, 004-36; which parts a dossier has is the charter's 归档范围.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from pypdf import PdfReader

from dunmiao.files.papers.content import (
    Pictures,
    bars,
    columns,
    day_or_nothing,
    pairs,
    plain_items,
    timeline_items,
)
from dunmiao.files.papers.typesetting import typeset
from dunmiao.files.papers.wording import Data, items_of, joined, part_of, said

_STILL = (1980, 1, 1, 0, 0, 0)
_NOT_A_NAME = re.compile(r"[^0-9A-Za-z\u4e00-\u9fff]")


def dossier(data: Data) -> bytes:
    """Give one PDF: cover, catalogue with page numbers, and the parts in the order given.

    Keys: title, subtitle, person {name}, cover [[label, value]], organ, made_on, basis, and parts
    [{title, kind, on, content [item]}] with items as in `content`.
    """
    pictures = Pictures()
    parts = [_part(part, pictures) for part in _parts(data)]
    name = said(part_of(data, "person").get("name"))
    cover = pairs(data.get("cover")) or ([["姓名", name]] if name else [])
    title = said(data.get("title")) or "档案材料"
    made = {
        "title": title,
        "subtitle": said(data.get("subtitle")),
        "running": joined([title, name], "　"),
        "cover": cover,
        "catalogue": True,
        "organ": said(data.get("organ")),
        "made_on": day_or_nothing(data.get("made_on")),
        "basis": said(data.get("basis")),
        "parts": parts,
    }
    return typeset("dossier", made, pictures=pictures.files, made_on=data.get("made_on"))


def _parts(data: Data) -> list[Data]:
    return [part for part in items_of(data, "parts") if isinstance(part, Mapping)]


def _part(part: Data, pictures: Pictures) -> dict[str, Any]:
    return {
        "title": said(part.get("title")) or "未命名材料",
        "kind": said(part.get("kind")),
        "on": day_or_nothing(part.get("on")),
        "content": plain_items(items_of(part, "content"), pictures),
    }


def dossier_zip(data: Data) -> bytes:
    """Give a zip with each part as its own PDF, and 目录.txt that lists them.

    `data` as for `dossier`. File names are numbered and made by us: nothing a person wrote can
    name a path.
    """
    out = io.BytesIO()
    lines = ["序号\t材料名称\t类别\t形成日期\t页数\t文件名"]
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, part in enumerate(_parts(data), 1):
            content, shown = _single(data, part)
            name = _file_name(number, shown["kind"] or shown["title"])
            _put(archive, name, content)
            pages = str(len(PdfReader(io.BytesIO(content)).pages))
            cells = [str(number), shown["title"], shown["kind"], shown["on"], pages, name]
            lines.append("\t".join(" ".join(cell.split()) for cell in cells))
        _put(archive, "目录.txt", ("\ufeff" + "\r\n".join(lines) + "\r\n").encode())
    return out.getvalue()


def _single(data: Data, part: Data) -> tuple[bytes, dict[str, Any]]:
    pictures = Pictures()
    shown = _part(part, pictures)
    name = said(part_of(data, "person").get("name"))
    made = {
        "title": shown["title"],
        "subtitle": "",
        "running": joined([shown["title"], name], "　"),
        "cover": None,
        "catalogue": False,
        "organ": "",
        "made_on": "",
        "basis": "",
        "parts": [shown],
    }
    content = typeset("dossier", made, pictures=pictures.files, made_on=data.get("made_on"))
    return content, shown


def _file_name(number: int, kind: str) -> str:
    return f"{number:02d}-{_NOT_A_NAME.sub('', kind)[:20] or 'part'}.pdf"


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    member = zipfile.ZipInfo(name, _STILL)
    member.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(member, content)


def profile(data: Data) -> bytes:
    """Give the one-page profile of a person: always one A4 page, set smaller when there is more.

    Keys: name, subtitle, photo (bytes), facts and placement [[label, value]], summary, resume and
    highlights [text], abilities {series, items, maximum}, timeline [{on, title}], opinions
    [{by, text}], organ, made_on. What does not fit even in the smallest type is named as left out.
    """
    pictures = Pictures()
    abilities = part_of(data, "abilities")
    made_on = day_or_nothing(data.get("made_on"))
    made = {
        "title": f"{said(data.get('name'))}一页纸",
        "name": said(data.get("name")) or "……",
        "subtitle": said(data.get("subtitle")),
        "photo": pictures.add(data.get("photo")),
        "summary": said(data.get("summary")),
        "facts": pairs(data.get("facts")),
        "placement": pairs(data.get("placement")),
        "resume": _texts(data, "resume"),
        "highlights": _texts(data, "highlights"),
        "abilities": bars(abilities) if items_of(abilities, "items") else None,
        "timeline": timeline_items(items_of(data, "timeline")),
        "opinions": _opinions(items_of(data, "opinions")),
        "note": said(data.get("organ")),
        "made": made_on,
    }
    return typeset("profile", made, pictures=pictures.files, made_on=data.get("made_on"))


def _texts(data: Data, key: str) -> list[str]:
    return [text for text in map(said, items_of(data, key)) if text]


def _opinions(items: Sequence[Any]) -> list[dict[str, str]]:
    known = [item for item in items if isinstance(item, Mapping)]
    return [{"by": said(item.get("by")), "text": said(item.get("text"))} for item in known]


def timeline(data: Data) -> bytes:
    """Give the growth timeline: title, subtitle, items [{on, title, text, by}] in their order."""
    made = {
        "title": said(data.get("title")) or "成长轨迹",
        "subtitle": said(data.get("subtitle")),
        "items": timeline_items(items_of(data, "items")),
    }
    return typeset("timeline", made, made_on=data.get("made_on"))


def composition(data: Data) -> bytes:
    """Give the composition of a cohort as paragraph, tables and charts from the same figures.

    Keys: title, text, tables [{title, columns, rows}], charts [{title, items [{label, value}]}],
    organ, made_on.
    """
    content: list[dict[str, Any]] = []
    for table in items_of(data, "tables"):
        heading = said(table.get("title"))
        if heading:
            content.append({"type": "heading", "text": heading})
        content += plain_items([{**table, "type": "table"}], Pictures())
    charts = [chart for chart in items_of(data, "charts") if isinstance(chart, Mapping)]
    content += [{"type": "columns", **columns(chart)} for chart in charts]
    made = {
        "title": said(data.get("title")) or "结构情况",
        "text": said(data.get("text")),
        "content": content,
        "organ": said(data.get("organ")),
        "made_on": day_or_nothing(data.get("made_on")),
    }
    return typeset("composition", made, made_on=data.get("made_on"))
