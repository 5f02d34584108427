"""Files that are read to a safe result: name, maker, and what must hold."""

from __future__ import annotations

from collections.abc import Callable

from dunmiao.files.intake import Intake
from tests.files.attack_makers import (
    ENTITIES,
    EXTERNAL,
    MIB,
    bomb_sheet,
    formula_sheet,
    linked,
    odd_numbers,
    photo_form,
    png,
    understated,
)
from tests.files.making import (
    HEADINGS,
    csv_bytes,
    good_xlsx,
    inline,
    jpeg,
    lrmx,
    number_of,
    person,
    rezipped,
    sheet_xml,
    with_sheet,
    zipped,
)


def merged_often() -> bytes:
    area = '<mergeCell ref="A1:GR9"/><mergeCell ref="B2:B1048576"/>'
    merges = f"<mergeCells>{area * 9999}</mergeCells></worksheet>".encode()
    sheet = sheet_xml(
        f'<row r="1">{inline("A1", "姓名")}{inline("B1", "民族")}</row>'
        f'<row r="2">{inline("A2", "张三")}{inline("B2", "汉")}</row>'
    ).replace(b"</worksheet>", merges)
    return rezipped(good_xlsx(), {"xl/worksheets/sheet1.xml": sheet})


def photo_of(intake: Intake) -> bytes:
    photo = intake.rows[0].facts.photo
    assert photo is not None
    return photo.jpeg


def named(intake: Intake) -> list[str]:
    return [row.facts.name for row in intake.rows]


def safe_names(*names: str) -> Callable[[Intake], bool]:
    return lambda intake: named(intake) == list(names)


def is_photo_dropped(intake: Intake) -> bool:
    dropped = [w.column for w in intake.warnings] == ["照片"]
    return dropped and intake.rows[0].facts.photo is None and not intake.errors


def one_csv(**changes: object) -> Callable[[], bytes]:
    return lambda: csv_bytes([HEADINGS, person(1, **changes)])


SAFE: dict[str, tuple[str, Callable[[], bytes], Callable[[Intake], bool]]] = {
    "a dimension that lies": (
        "a.xlsx",
        lambda: rezipped(
            good_xlsx(),
            {
                "xl/worksheets/sheet1.xml": sheet_xml(
                    f'<row r="1">{inline("A1", "姓名")}{inline("B1", "民族")}</row>'
                    f'<row r="2">{inline("A2", "张三")}{inline("B2", "汉")}</row>'
                ).replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
            },
        ),
        safe_names("张三"),
    ),
    "empty styled cells to the end of the sheet": (
        "a.xlsx",
        lambda: with_sheet(
            f'<row r="1">{inline("A1", "姓名")}{inline("B1", "民族")}</row>'
            f'<row r="2">{inline("A2", "张三")}</row>'
            '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
        ),
        safe_names("张三"),
    ),
    "a merged area over the whole sheet": (
        "a.xlsx",
        lambda: rezipped(
            good_xlsx(),
            {
                "xl/worksheets/sheet1.xml": sheet_xml(
                    f'<row r="1">{inline("A1", "姓名")}{inline("B1", "民族")}</row>'
                    f'<row r="2">{inline("A2", "张三")}{inline("B2", "汉")}</row>'
                ).replace(
                    b"</worksheet>",
                    b'<mergeCells><mergeCell ref="B2:B1048576"/></mergeCells></worksheet>',
                )
            },
        ),
        safe_names("张三"),
    ),
    "merged areas that overlap a thousandfold": (
        "a.xlsx",
        lambda: merged_often(),
        safe_names("张三"),
    ),
    "brackets that never close": (
        "a.csv",
        one_csv(birth="(" * 30_000, unit="(\n" * 10_000),
        lambda intake: len(intake.errors) == 2,
    ),
    "blanks and years without end": (
        "a.csv",
        lambda: csv_bytes(
            [
                ("姓名", "近三年考核", "毕业院校及专业"),
                ("张三", "2022 " * 5000, "大学" * 9000 + "专业"),
            ]
        ),
        lambda intake: {e.reason.rule for e in intake.errors} == {"text_long"},
    ),
    "numbers and places that are none": (
        "a.xlsx",
        odd_numbers,
        lambda intake: len(intake.rows) == 2,
    ),
    "a formula that calls a program": (
        "a.xlsx",
        lambda: formula_sheet("cmd|'/c calc'!A1"),
        safe_names("张三"),
    ),
    "a formula that fetches": (
        "a.xlsx",
        lambda: formula_sheet('WEBSERVICE("http://127.0.0.1:9/")'),
        safe_names("张三"),
    ),
    "links to other workbooks": (
        "a.xlsx",
        lambda: rezipped(
            good_xlsx(),
            {
                "xl/externalLinks/externalLink1.xml": (
                    EXTERNAL.format("http://x/") + "<a/>"
                ).encode()
            },
        ),
        safe_names("张三"),
    ),
    "a script behind the archive": (
        "a.xlsx",
        lambda: good_xlsx() + b"<script>alert(1)</script>",
        safe_names("张三"),
    ),
    "a member that says it is smaller, never read": ("a.xlsx", understated, safe_names("张三")),
    "a name that is a formula": ("a.csv", one_csv(name="=1+1"), safe_names("=1+1")),
    "a name that calls a program": (
        "a.csv",
        one_csv(name="=cmd|'/c calc'!A1"),
        safe_names("=cmd|'/c calc'!A1"),
    ),
    "a name that begins with plus": ("a.csv", one_csv(name="+1"), safe_names("+1")),
    "a name that begins with at": ("a.csv", one_csv(name="@SUM"), safe_names("@SUM")),
    "a name that begins with a tab": ("a.csv", one_csv(name="\t=1"), safe_names("=1")),
    "a name with a return": ("a.csv", one_csv(name="\r=1"), safe_names("=1")),
    "a name guarded by an export": ("a.csv", one_csv(name="'=1"), safe_names("=1")),
    "a full-width formula": ("a.csv", one_csv(name="＝1"), safe_names("=1")),
    "a name written backwards": ("a.csv", one_csv(name="\u202e三张"), safe_names("三张")),
    "a name with unseen marks": (
        "a.csv",
        one_csv(name="张\u200b\u2066三\ufeff"),
        safe_names("张三"),
    ),
    "a name with control characters": ("a.csv", one_csv(name="张\x00\x07三"), safe_names("张三")),
    "a name of 30,000 characters": (
        "a.csv",
        one_csv(name="张" * 30_000),
        lambda intake: [e.reason.rule for e in intake.errors] == ["text_long"],
    ),
    "markup in a name": (
        "a.csv",
        one_csv(name="<script>x</script>"),
        safe_names("<script>x</script>"),
    ),
    "a percent sign in a value": (
        "a.csv",
        one_csv(unit="%(x)s%s"),
        lambda intake: "%(x)s%s" in str(intake.warnings[0].reason),
    ),
    "text in GB18030": (
        "a.csv",
        lambda: csv_bytes([HEADINGS, person(1, name="䶮喆")], "gb18030"),
        safe_names("䶮喆"),
    ),
    "a photo of 144 million pixels": (
        "a.lrmx",
        lambda: photo_form(png(12_000, 12_000)),
        is_photo_dropped,
    ),
    "a photo of 900 million pixels": (
        "a.lrmx",
        lambda: photo_form(png(30_000, 30_000)),
        is_photo_dropped,
    ),
    "a photo that is a drawing": (
        "a.lrmx",
        lambda: photo_form(b"<svg onload='x'/>"),
        is_photo_dropped,
    ),
    "a photo cut off": ("a.lrmx", lambda: photo_form(jpeg((400, 500))[:300]), is_photo_dropped),
    "a photo that is no base64": ("a.lrmx", lambda: photo_form("!!!*"), is_photo_dropped),
    "a photo that is a program": (
        "a.lrmx",
        lambda: photo_form(b"MZ" + bytes(99)),
        is_photo_dropped,
    ),
    "a photo of 11 MB": ("a.lrmx", lambda: photo_form(jpeg() + bytes(11 * MIB)), is_photo_dropped),
    "a photo called a TIFF": (
        "a.lrmx",
        lambda: photo_form(b"II*\x00" + bytes(99)),
        is_photo_dropped,
    ),
    "a photo that is also a script": (
        "a.lrmx",
        lambda: photo_form(jpeg() + b"/*<script>*/"),
        lambda intake: b"script" not in photo_of(intake),
    ),
    "control characters in a form": (
        "a.lrmx",
        lambda: lrmx(JianLi="甲\u200b\u202e乙&#x85;"),
        lambda intake: intake.rows[0].facts.resume.startswith("甲乙"),
    ),
    "comments and instructions in a form": (
        "a.lrmx",
        lambda: lrmx("<?php system('x') ?><!-- <XingMing>李四</XingMing> -->"),
        safe_names("张三"),
    ),
    "two names in a form": (
        "a.lrmx",
        lambda: lrmx("<XingMing>李四</XingMing>"),
        safe_names("张三"),
    ),
    "names that climb out of the archive": (
        "a.zip",
        lambda: zipped(
            {
                "../../etc/张三.lrmx": lrmx(),
                "/abs/b.lrmx": lrmx(ShenFenZheng=number_of(2)),
                "..\\..\\c.lrmx": lrmx(ShenFenZheng=number_of(3)),
            }
        ),
        lambda intake: (
            all(".." not in r.file and not r.file.startswith("/") for r in intake.rows)
            and len(intake.rows) == 3
        ),
    ),
    "odd names in the archive": (
        "a.zip",
        lambda: zipped(
            {
                "CON.lrmx": lrmx(),
                "\u202excel.lrmx": lrmx(ShenFenZheng=number_of(2)),
                "x" * 300 + ".lrmx": lrmx(ShenFenZheng=number_of(3)),
            }
        ),
        lambda intake: all(len(r.file) <= 120 and "\u202e" not in r.file for r in intake.rows),
    ),
    "an archive inside the archive": (
        "a.zip",
        lambda: zipped({"a.lrmx": lrmx(), "b.zip": bomb_sheet()}),
        lambda intake: named(intake) == ["张三"] and len(intake.warnings) == 1,
    ),
    "a link inside the archive": ("a.zip", lambda: linked(), safe_names("张三")),
    "a bomb inside the archive": (
        "a.zip",
        lambda: zipped({"a.lrmx": lrmx(), "b.xlsx": bomb_sheet()}),
        lambda intake: named(intake) == ["张三"] and [e.file for e in intake.errors] == ["b.xlsx"],
    ),
    "a bad form among good ones": (
        "a.zip",
        lambda: zipped({"a.lrmx": lrmx(), "b.lrmx": lrmx(before=ENTITIES)}),
        lambda intake: [(e.file, e.reason.rule) for e in intake.errors] == [("b.lrmx", "xml_dtd")],
    ),
}
