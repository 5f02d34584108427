"""Files that are refused: name, maker, and the rule that refuses them."""

from __future__ import annotations

import zipfile
from collections.abc import Callable

from tests.files.attack_makers import (
    ENTITIES,
    EXTERNAL,
    MIB,
    PARAMETER,
    QUADRATIC,
    bomb_sheet,
    bundle_of,
    climbing_sheet,
    locked_xls,
    looped_ole,
    many_members,
    outside_sheet,
    overlapping,
    patched,
    png,
    sharing,
    slow_bomb_sheet,
    twice_named,
    understated_sheet,
)
from tests.files.making import (
    HEADINGS,
    good_xlsx,
    inline,
    lrm,
    lrmx,
    person,
    renamed_stream,
    rezipped,
    with_sheet,
    xls,
    xlsx,
    zipped,
)

REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    # archives
    "a sheet that inflates a thousandfold": ("a.xlsx", bomb_sheet, "zip_ratio"),
    "pictures past the whole budget": ("a.xlsx", slow_bomb_sheet, "file_inflates"),
    "too many members": ("a.xlsx", many_members, "zip_members"),
    "too many members in a bundle": ("a.zip", many_members, "zip_members"),
    "an archive cut off": ("a.xlsx", lambda: good_xlsx()[:2000], "zip_broken"),
    "an archive without its head": ("a.xlsx", lambda: b"PK\x03\x04" + bytes(500), "zip_broken"),
    "a member larger than declared": ("a.xlsx", understated_sheet, "zip_broken"),
    "overlapping members": ("a.xlsx", overlapping, "zip_overlap"),
    "members of one name": ("a.xlsx", twice_named, "zip_twice"),
    "members differing in case only": (
        "a.xlsx",
        lambda: rezipped(good_xlsx(), {"XL/WORKBOOK.XML": b""}),
        "zip_twice",
    ),
    "members packed by lzma": (
        "a.xlsx",
        lambda: zipped({"xl/workbook.xml": b"x" * 99}, zipfile.ZIP_LZMA),
        "zip_method",
    ),
    "members packed by bzip2": (
        "a.zip",
        lambda: zipped({"a.lrmx": lrmx()}, zipfile.ZIP_BZIP2),
        "zip_method",
    ),
    "an encrypted member": (
        "a.zip",
        lambda: patched(zipped({"a.lrmx": lrmx()}), b"PK\x01\x02", 8, b"\x01\x00"),
        "file_encrypted",
    ),
    "an empty archive": ("a.zip", lambda: b"PK\x05\x06" + bytes(18), "folder_empty"),
    "a bundle past the budget": ("a.zip", lambda: bundle_of(12, 5 * MIB), "file_inflates"),
    # workbooks
    "20,001 rows": (
        "a.xlsx",
        lambda: with_sheet(
            "".join(f'<row r="{i}">{inline(f"A{i}", "甲")}</row>' for i in range(1, 20_002))
        ),
        "sheet_rows",
    ),
    "a cell in the last row": ("a.xlsx", lambda: with_sheet(inline("A1048576", "x")), "sheet_rows"),
    "a cell in the last column": (
        "a.xlsx",
        lambda: with_sheet(inline("XFD1", "x")),
        "sheet_columns",
    ),
    "201 columns": ("a.xlsx", lambda: xlsx([["x"] * 201]), "sheet_columns"),
    "a cell without end": ("a.xlsx", lambda: with_sheet(inline("A1", "字" * 40_000)), "cell_long"),
    "an entity in the sheet": ("a.xlsx", lambda: with_sheet("", ENTITIES), "xml_dtd"),
    "an entity in the shared texts": (
        "a.xlsx",
        lambda: sharing(f"{ENTITIES}<sst><si><t>&c;</t></si></sst>"),
        "xml_dtd",
    ),
    "an entity in the styles": (
        "a.xlsx",
        lambda: rezipped(good_xlsx(), {"xl/styles.xml": f"{QUADRATIC}<a/>".encode()}),
        "xml_dtd",
    ),
    "an outside entity in the workbook": (
        "a.xlsx",
        lambda: rezipped(
            good_xlsx(),
            {"xl/workbook.xml": (EXTERNAL.format("file:///etc/passwd") + "<a/>").encode()},
        ),
        "xml_dtd",
    ),
    "a sheet nested without end": (
        "a.xlsx",
        lambda: with_sheet("<c>" * 5000 + "</c>" * 5000),
        "xml_depth",
    ),
    "a sheet that is no XML": (
        "a.xlsx",
        lambda: rezipped(good_xlsx(), {"xl/worksheets/sheet1.xml": b"\x00\x01"}),
        "xml_broken",
    ),
    "a sheet elsewhere on the network": ("a.xlsx", outside_sheet, "no_list"),
    "a sheet outside the archive": ("a.xlsx", climbing_sheet, "zip_absent"),
    "macros inside .xlsx": (
        "a.xlsx",
        lambda: rezipped(good_xlsx(), {"xl/vbaProject.bin": b"x"}),
        "file_macros",
    ),
    "a macro workbook by name": ("a.xlsm", good_xlsx, "file_macros"),
    "a binary workbook": ("a.xlsb", good_xlsx, "file_macros"),
    "a Word file called .xlsx": (
        "a.xlsx",
        lambda: zipped({"word/document.xml": b"<a/>"}),
        "file_kind",
    ),
    "an archive called .xlsx": ("a.xlsx", lambda: zipped({"a.txt": b"x"}), "file_kind"),
    "a locked workbook": (
        "a.xlsx",
        lambda: renamed_stream(xls([HEADINGS]), "EncryptedPackage"),
        "file_kind",
    ),
    "an old workbook called .xlsx": ("a.xlsx", lambda: xls([HEADINGS, person()]), "file_kind"),
    "a new workbook called .xls": ("a.xls", good_xlsx, "file_kind"),
    # old workbooks
    "an old locked workbook": ("a.xls", locked_xls, "file_encrypted"),
    "an old workbook with macros": (
        "a.xls",
        lambda: renamed_stream(xls([HEADINGS]), "_VBA_PROJECT_CUR"),
        "file_macros",
    ),
    "an old Word file": (
        "a.xls",
        lambda: renamed_stream(xls([HEADINGS]), "WordDocument"),
        "file_kind",
    ),
    "an old workbook cut off": ("a.xls", lambda: xls([HEADINGS, person()])[:1500], "ole_broken"),
    "an old workbook whose chain loops": ("a.xls", looped_ole, "ole_broken"),
    "an old workbook scattered over its sheet": (
        "a.xls",
        lambda: xls([["x"], *[[]] * 65_000, [None] * 250 + ["y"]]),
        "sheet_rows",
    ),
    "a web page called .xls": ("a.xls", lambda: b"<html><table></table></html>", "file_kind"),
    "an old workbook of zeros": (
        "a.xls",
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(900),
        "ole_broken",
    ),
    # text files
    "ten million characters on one line": ("a.csv", lambda: b"x" * (10 * MIB), "csv_line"),
    "a picture called .csv": ("a.csv", lambda: png(8, 8), "file_kind"),
    "a program called .csv": ("a.csv", lambda: b"MZ" + bytes(200), "file_kind"),
    "a PDF called .csv": ("a.csv", lambda: b"%PDF-1.7\n", "file_kind"),
    "an archive called .csv": ("a.csv", good_xlsx, "file_kind"),
    "a web page called .csv": ("a.csv", lambda: b"\xef\xbb\xbf <!DOCTYPE html>", "file_kind"),
    "zeros in a text file": ("a.csv", lambda: b"a,b\n" + bytes(5000), "file_kind"),
    "an unknown encoding": ("a.csv", lambda: b"\xd0\xd5\xc3\xfb,\xff\xff\xff\xff", "csv_encoding"),
    "a quotation mark never closed": ("a.csv", lambda: b'"' + b"x\n" * 200_000, "csv_broken"),
    "300 columns of text": ("a.csv", lambda: b"x," * 300, "sheet_columns"),
    "a million blank lines": ("a.csv", lambda: b"\n" * 1_000_000, "sheet_rows"),
    "30,000 rows of text": ("a.csv", lambda: b"x,y\n" * 30_000, "sheet_rows"),
    # forms
    "entities that multiply": ("a.lrmx", lambda: lrmx(before=ENTITIES, JianLi="&c;"), "xml_dtd"),
    "an entity used often": (
        "a.lrmx",
        lambda: lrmx(before=QUADRATIC, JianLi="&a;" * 999),
        "xml_dtd",
    ),
    "an entity that is a file": (
        "a.lrmx",
        lambda: lrmx(before=EXTERNAL.format("file:///etc/passwd"), JianLi="&a;"),
        "xml_dtd",
    ),
    "an entity on the network": (
        "a.lrmx",
        lambda: lrmx(before=EXTERNAL.format("http://127.0.0.1:9/"), JianLi="&a;"),
        "xml_dtd",
    ),
    "a parameter entity": ("a.lrmx", lambda: lrmx(before=PARAMETER), "xml_dtd"),
    "a document type alone": ("a.lrmx", lambda: lrmx(before="<!DOCTYPE Person>"), "xml_dtd"),
    "an entity nobody defined": ("a.lrmx", lambda: lrmx(JianLi="&nothing;"), "xml_broken"),
    "elements nested 200,000 deep": ("a.lrmx", lambda: lrmx("<a>" * 200_000), "xml_depth"),
    "elements without end": ("a.lrmx", lambda: lrmx("<a/>" * 30_000), "form_elements"),
    "another root element": ("a.lrmx", lambda: b"<html></html>", "form_kind"),
    "a form cut off": ("a.lrmx", lambda: lrmx()[:120], "xml_broken"),
    "a form in a made-up encoding": (
        "a.lrmx",
        lambda: b'<?xml version="1.0" encoding="x-nothing"?><Person/>',
        "xml_broken",
    ),
    "a form of 21 MB": ("a.lrmx", lambda: lrmx(JianLi="x" * (21 * MIB)), "file_too_big"),
    "a form that is no XML": ("a.lrmx", lambda: b"MZ\x90", "file_kind"),
    "an older form of too few fields": ("a.lrm", lambda: b'"a","b"', "form_kind"),
    "an older form of two megabytes": ("a.lrm", lambda: lrm() * 5000, "file_too_big"),
    "an older form in no encoding": ("a.lrm", lambda: b'"\xff\xff"', "form_encoding"),
    # other kinds
    "a drawing with a script": ("a.svg", lambda: b"<svg><script/></svg>", "file_kind"),
    "a web page": ("a.html", lambda: b"<html/>", "file_kind"),
    "a PDF": ("a.pdf", lambda: b"%PDF-1.7", "file_kind"),
    "a Word file": ("a.docx", good_xlsx, "file_kind"),
    "a Word file with macros": ("a.docm", good_xlsx, "file_macros"),
    "a file without ending": ("passwd", lambda: b"root:x:0:0", "file_kind"),
    "an empty file": ("a.xlsx", lambda: b"", "file_empty"),
    "a workbook of 21 MB": ("a.xlsx", lambda: good_xlsx() + bytes(21 * MIB), "file_too_big"),
}
