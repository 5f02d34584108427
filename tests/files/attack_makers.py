"""Makers of files that harm: bombs, lies, loops, entities, disguises."""

from __future__ import annotations

import base64
import io
import struct
import zipfile
import zlib

import pytest

from tests.files.making import (
    HEADINGS,
    good_xlsx,
    inline,
    lrmx,
    person,
    rezipped,
    sheet_xml,
    with_sheet,
    xls,
    zipped,
)

MIB = 2**20
ENTITIES = (
    '<!DOCTYPE Person [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
)
QUADRATIC = f'<!DOCTYPE Person [<!ENTITY a "{"x" * 50_000}">]>'
EXTERNAL = '<!DOCTYPE Person [<!ENTITY a SYSTEM "{}">]>'
PARAMETER = '<!DOCTYPE Person [<!ENTITY % a SYSTEM "http://127.0.0.1:9/a.dtd"> %a;]>'


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    packed = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def bomb_sheet() -> bytes:
    cell = inline("A1", "A" * MIB)
    return with_sheet(f'<row r="1">{cell * 60}</row>')


def slow_bomb_sheet() -> bytes:
    """Less than a hundredfold, but past the whole budget."""
    pad = b"".join(b"%08d" % i * 3 for i in range(300_000))
    return rezipped(good_xlsx(), {f"xl/media/{i}.bin": pad for i in range(8)})


def many_members(count: int = 2500) -> bytes:
    return zipped({f"m{i}": b"" for i in range(count)}, zipfile.ZIP_STORED)


def patched(data: bytes, signature: bytes, offset: int, value: bytes) -> bytes:
    place = data.rindex(signature) + offset
    return data[:place] + value + data[place + len(value) :]


def understated() -> bytes:
    """The directory says that the last member unpacks to ten bytes."""
    data = rezipped(good_xlsx(), {"zz": b"x" * 5000})
    return patched(data, b"PK\x01\x02", 24, struct.pack("<I", 10))


def understated_sheet() -> bytes:
    members = {"xl/worksheets/sheet1.xml": sheet_xml("<row/>" * 2000)}
    data = rezipped(good_xlsx(), members)
    place = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    return data[: place + 24] + struct.pack("<I", 10) + data[place + 28 :]


def overlapping() -> bytes:
    """Two directory entries for one stretch of data (Fifield's quoted overlap, in small)."""
    data = zipped({"xl/workbook.xml": b"x" * 100, "b": b"y"})
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    return data[: second + 42] + data[first + 42 : first + 46] + data[second + 46 :]


def twice_named() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
        with pytest.warns(UserWarning):
            archive.writestr("xl/workbook.xml", "<b/>")
    return out.getvalue()


def looped_ole() -> bytes:
    data = bytearray(xls([HEADINGS, person()]))
    fat = struct.unpack_from("<I", data, 76)[0]
    start = (fat + 1) * 512
    for place in range(start, start + 512, 4):
        struct.pack_into("<I", data, place, 0)
    return bytes(data)


def locked_xls() -> bytes:
    data = xls([HEADINGS, person()])
    place = data.index(struct.pack("<HH", 0x42, 2))  # the record CODEPAGE becomes FILEPASS
    return data[:place] + struct.pack("<H", 0x2F) + data[place + 2 :]


def formula_sheet(text: str) -> bytes:
    cells = "".join(inline(f"{letter}1", h) for letter, h in zip("ABC", HEADINGS[1:4], strict=True))
    calc = f'<c r="A2" t="str"><f>{text}</f><v>张三</v></c>' + inline("B2", "男")
    return with_sheet(f'<row r="1">{cells}</row><row r="2">{calc}</row>')


def odd_numbers() -> bytes:
    heads = "".join(inline(f"{letter}1", h) for letter, h in zip("ABC", HEADINGS[1:4], strict=True))
    cells = '<c r="A2" t="s"><v>99999</v></c><c r="B2"><v>1e999</v></c><c r="C2"><v>NaN</v></c>'
    more = '<c r="A3" s="777"><v>1</v></c><c r="??"><v>5</v></c><c t="s"><v>-1</v></c>'
    return with_sheet(f'<row r="1">{heads}</row><row r="2">{cells}</row><row>{more}</row>')


def sharing(body: str) -> bytes:
    return rezipped(good_xlsx(), {"xl/sharedStrings.xml": body.encode()})


def photo_form(photo: bytes | str) -> bytes:
    text = photo if isinstance(photo, str) else base64.b64encode(photo).decode()
    return lrmx(f"<ZhaoPian>{text}</ZhaoPian>")


def outside_sheet() -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    body = (
        '<?xml version="1.0"?><Relationships xmlns="x"><Relationship Id="rId1" '
        f'Type="{kind}" Target="http://127.0.0.1:9/x.xml" TargetMode="External"/></Relationships>'
    )
    return rezipped(good_xlsx(), {"xl/_rels/workbook.xml.rels": body.encode()})


def climbing_sheet() -> bytes:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    body = (
        '<?xml version="1.0"?><Relationships xmlns="x"><Relationship Id="rId1" '
        f'Type="{kind}" Target="../../../../etc/passwd"/></Relationships>'
    )
    return rezipped(good_xlsx(), {"xl/_rels/workbook.xml.rels": body.encode()})


def bundle_of(count: int, size: int) -> bytes:
    filler = "".join(chr(0x4E00 + i * 7 % 9000) for i in range(size // 3))
    return zipped({f"{i}.lrmx": lrmx(JianLi=filler) for i in range(count)})


def linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.lrmx", lrmx())
        link = zipfile.ZipInfo("b.lrmx")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()
