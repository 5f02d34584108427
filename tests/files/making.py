"""Makes the files the reading tests need: sheets in every format, forms, archives and attacks."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import xlsxwriter
import xlwt

from dunmiao.engine.identity import fake_number
from dunmiao.files.intake import Intake, Known, Upload, read_people

TODAY = date(2026, 11, 23)
UNITS = frozenset({"县财政局", "县委组织部", "临江镇人民政府"})
KNOWN = Known(TODAY, UNITS)
HEADINGS = ("序号", "姓名", "性别", "出生年月", "民族", "身份证号", "工作单位")


def number_of(serial: int, born: str = "1990-07-15", sex: str = "1") -> str:
    return fake_number(serial, born_on=date.fromisoformat(born), sex=sex)


def person(serial: int = 1, **changes: object) -> list[object]:
    """One good row under HEADINGS; `changes` by the keys n name sex birth ethnic id unit."""
    row: dict[str, object] = {
        "n": serial,
        "name": "张三",
        "sex": "男",
        "birth": "1990.07",
        "ethnic": "汉族",
        "id": number_of(serial),
        "unit": "县财政局",
    }
    return list((row | changes).values())


class Styled:
    """A cell value with an Excel number format."""

    def __init__(self, value: object, code: str) -> None:
        self.value = value
        self.code = code


Rows = Sequence[Sequence[object]]
Merge = tuple[int, int, int, int]


def xlsx(
    *sheets: Rows,
    merges: Sequence[Merge] = (),
    hidden: Sequence[int] = (),
    names: Sequence[str] = (),
    options: Mapping[str, object] | None = None,
) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, **(options or {})}) as book:
        for number, rows in enumerate(sheets):
            page = book.add_worksheet(names[number] if names else None)
            if number in hidden:
                page.hide()
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    _write_xlsx(book, page, row, column, value)
            for r1, c1, r2, c2 in merges if number == 0 else ():
                value = rows[r1][c1] if c1 < len(rows[r1]) else ""
                page.merge_range(r1, c1, r2, c2, value)
    return out.getvalue()


def _write_xlsx(book, page, row, column, value) -> None:
    code = value.code if isinstance(value, Styled) else None
    look = book.add_format({"num_format": code}) if code else None
    value = value.value if isinstance(value, Styled) else value
    if isinstance(value, str):
        page.write_string(row, column, value, look)
    elif isinstance(value, date):
        look = look or book.add_format({"num_format": "yyyy-mm-dd"})
        page.write_datetime(row, column, value, look)
    elif value is not None:
        page.write_number(row, column, value, look)


def xls(*sheets: Rows, merges: Sequence[Merge] = (), hidden: Sequence[int] = ()) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    for number, rows in enumerate(sheets):
        page = book.add_sheet(f"Sheet{number + 1}", cell_overwrite_ok=True)
        if number in hidden:
            page.visibility = 1
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if value is not None:
                    _write_xls(page, row, column, value)
        for r1, c1, r2, c2 in merges if number == 0 else ():
            page.merge(r1, r2, c1, c2)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_xls(page, row, column, value) -> None:
    code = value.code if isinstance(value, Styled) else None
    value = value.value if isinstance(value, Styled) else value
    if isinstance(value, date):
        code = code or "yyyy-mm-dd"
        value = datetime(value.year, value.month, value.day)
    page.write(
        row, column, value, xlwt.easyxf(num_format_str=code) if code else xlwt.Style.default_style
    )


def csv_bytes(rows: Rows, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    def quoted(value: object) -> str:
        text = "" if value is None else str(value)
        return f'"{text.replace(chr(34), chr(34) * 2)}"' if set(text) & set('",;\n\r\t') else text

    return "\r\n".join(delimiter.join(map(quoted, row)) for row in rows).encode(encoding)


def read(data: bytes, name: str = "名单.xlsx", known: Known = KNOWN) -> Intake:
    return read_people(Upload(name, data), known=known)


def lrmx(inner: str = "", before: str = "", **texts: str) -> bytes:
    values = {
        "XingMing": "张  三",
        "XingBie": "男",
        "ChuShengNianYue": "199007",
        "MinZu": "汉族",
        "ShenFenZheng": number_of(1),
        "XianRenZhiWu": "县财政局预算股股长",
    } | texts
    body = "".join(f"<{tag}>{text}</{tag}>" for tag, text in values.items())
    return f'<?xml version="1.0" encoding="utf-8"?>{before}<Person>{body}{inner}</Person>'.encode()


def lrm(name: str = "李四", id_place: str = "") -> bytes:
    fields = [""] * 33
    fields[:9] = [
        name,
        "女",
        "1988.03",
        "回族",
        "湖北武汉",
        "2010.07",
        "健康",
        "湖北黄冈",
        "2009.08",
    ]
    fields[9], fields[10] = "大学#法学学士@研究生#法律硕士", "甲大学法学专业#甲大学@乙大学#乙大学"
    fields[17] = "2005.09--2009.07  甲大学法学专业学习\r\n2009.08--         县委组织部科员"
    fields[20:25] = [
        "丈夫@女儿",
        "王五@王小五",
        "1987.05@2015.06",
        "群众@",
        "县医院医生@县小学学生",
    ]
    fields[25] = "县委组织部干部科科员"
    return ('"' + '","'.join(fields) + '"').encode("gb18030")


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def rezipped(data: bytes, changes: Mapping[str, bytes]) -> bytes:
    """An archive with members replaced or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return zipped({**members, **changes})


def sheet_xml(cells: str, before: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<worksheet xmlns="{space}">'
        f"<sheetData>{cells}</sheetData></worksheet>"
    ).encode()


def inline(reference: str, text: str) -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def good_xlsx() -> bytes:
    return xlsx([HEADINGS, person()])


def with_sheet(cells: str, before: str = "") -> bytes:
    return rezipped(good_xlsx(), {"xl/worksheets/sheet1.xml": sheet_xml(cells, before)})


def renamed_stream(data: bytes, name: str) -> bytes:
    """An OLE file whose stream Workbook has another name."""
    old = "Workbook".encode("utf-16-le")
    place = data.index(old)
    entry = bytearray(data[place : place + 128])
    entry[:64] = name.encode("utf-16-le").ljust(64, b"\0")
    struct.pack_into("<H", entry, 64, len(name) * 2 + 2)
    return data[:place] + bytes(entry) + data[place + 128 :]


def jpeg(size: tuple[int, int] = (40, 50), **options: object) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "JPEG", **options)
    return out.getvalue()
