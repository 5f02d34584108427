"""PDF papers: text that can be read and found, one page where one is promised, nothing run."""

import io
import zipfile

import pytest
from PIL import Image
from pypdf import PdfReader

from dunmiao.files.papers import glyphs, pdf, typesetting
from dunmiao.files.papers.images import clean_photo

RARE = "喆镕珺堃䶮㛃昉垚祎頔昇甡玥翀赟淼犇旻翾璟"
HOSTILE = [
    '#read("/etc/passwd")',
    "$ x^2 $",
    "*粗* _斜_ `码`",
    "\\ \\u{41} \\#",
    '#import "@preview/x:0.1.0"',
    "= 标题",
    "<label> @ref",
    '"); #panic("x") //',
    "/* 注 */ // 注",
    '#sys.inputs #eval("1+1")',
    "[a] {b} ~ --- ...",
    "https://example.org/#x",
]


def text_of(content):
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def squeezed(text):
    return "".join(text.split())


def png(size=(300, 400)):
    out = io.BytesIO()
    Image.new("RGB", size, "gray").save(out, "PNG")
    return out.getvalue()


BARS = {
    "title": "四项能力",
    "series": ["到岗", "中期", "期满"],
    "items": [{"label": "理论素养", "values": [3, None, 4.5]}],
    "maximum": 5,
}
PARTS = [
    {"title": "选派通知", "kind": "通知", "on": "2026-05-08", "content": ["根据方案。"]},
    {
        "title": "个人培养计划",
        "kind": "计划",
        "content": [
            {"type": "facts", "rows": [["姓名", "欧阳喆"], ["备注", None]]},
            {"type": "table", "columns": ["时间", "任务"], "rows": [["一季度", "调研"]] * 90},
        ],
    },
    {
        "title": "期满考核",
        "kind": "考核",
        "content": [
            {"type": "bars", **BARS},
            {"type": "columns", "items": [{"label": "甲", "value": 3}, {"label": "乙"}]},
            {"type": "image", "content": png(), "caption": "现场"},
            {"type": "timeline", "items": [{"on": "2026-06-01", "title": "到岗"}]},
            {"type": "signature", "by": "青石镇党委", "on": "2027-05-20", "text": "同意。"},
            {"type": "unheard of", "text": "照样写出"},
        ],
    },
]
DOSSIER = {
    "title": "档案材料",
    "person": {"name": "欧阳喆"},
    "organ": "组织部",
    "made_on": "2027-06-10",
    "parts": PARTS,
}


def test_the_dossier_has_cover_catalogue_and_parts_at_the_pages_it_says():
    content = pdf.dossier(DOSSIER)
    pages = [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]
    assert "档案材料" in pages[0] and "2027年6月10日" in pages[0]
    assert "目录" in pages[1]
    for part in PARTS:
        starts = next(n for n, text in enumerate(pages[2:], 3) if text.startswith(part["title"]))
        row = pages[1][pages[1].index(part["title"]) :]
        assert str(starts) in row.split("考核" if part["kind"] == "计划" else "∎")[0]
    assert "—3—" in pages[2]
    assert "照样写出" in pages[-1]
    outline = PdfReader(io.BytesIO(content)).outline
    assert [item["/Title"] for item in outline] == [part["title"] for part in PARTS]


def test_nothing_known_still_gives_a_readable_file():
    for make in (pdf.dossier, pdf.profile, pdf.timeline, pdf.composition):
        text = text_of(make({}))
        assert "None" not in text


def test_the_same_data_give_the_same_file():
    assert pdf.dossier(DOSSIER) == pdf.dossier(DOSSIER)


@pytest.mark.parametrize("words", HOSTILE)
def test_what_a_person_wrote_is_set_as_it_stands(words):
    data = {
        "title": words,
        "cover": [[words, words]],
        "parts": [
            {
                "title": words,
                "kind": words,
                "content": [
                    words,
                    {"type": "facts", "rows": [[words, words]]},
                    {"type": "table", "columns": [words], "rows": [[words]]},
                    {"type": "bars", "items": [{"label": words, "values": [words, 1]}]},
                    {"type": "signature", "by": words, "text": words},
                ],
            }
        ],
    }
    text = squeezed(text_of(pdf.dossier(data)))
    assert text.count(squeezed(words)) >= 6
    assert "root:" not in text
    assert squeezed(words) in squeezed(text_of(pdf.profile({"name": words, "resume": [words]})))


def test_the_templates_use_no_eval_and_open_only_what_we_put_there():
    for template in typesetting.TEMPLATES.glob("*.typ"):
        source = template.read_text(encoding="utf-8")
        assert "eval(" not in source and "@preview" not in source
        assert "read(" not in source.replace("spread(", "")


def test_the_zip_holds_each_part_under_a_name_of_our_making():
    parts = [*PARTS, {"title": "../../etc/passwd", "kind": "..\\..\\CON", "content": ["x"]}]
    with zipfile.ZipFile(io.BytesIO(pdf.dossier_zip({**DOSSIER, "parts": parts}))) as archive:
        names = archive.namelist()
        catalogue = archive.read("目录.txt").decode("utf-8-sig").splitlines()
        assert names == ["01-通知.pdf", "02-计划.pdf", "03-考核.pdf", "04-CON.pdf", "目录.txt"]
        assert len(catalogue) == 5
        assert catalogue[2].split("\t")[4] == str(
            len(PdfReader(io.BytesIO(archive.read("02-计划.pdf"))).pages)
        )
        assert "根据方案" in text_of(archive.read("01-通知.pdf"))


@pytest.mark.parametrize("times", [0, 1, 12, 200])
def test_the_profile_is_always_one_page(times):
    data = {
        "name": "欧阳喆",
        "photo": png(),
        "facts": [["出生年月", "1990.07"]] * 8,
        "resume": ["2013.07--2020.03　某局科员"] * times,
        "abilities": BARS,
        "opinions": [{"by": "接收单位", "text": "扎实。" * 30}],
        "timeline": [{"on": "2026-06-01", "title": "到岗"}],
    }
    content = pdf.profile(data)
    pages = PdfReader(io.BytesIO(content)).pages
    assert len(pages) == 1
    assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) == (595, 842)
    assert ("未能全部列出" in text_of(content)) == (times == 200)


def test_the_composition_says_text_table_and_chart():
    data = {
        "text": "20名干部中，女干部7人。",
        "tables": [{"title": "年龄", "columns": ["年龄段", "人数"], "rows": [["30岁以下", 5]]}],
        "charts": [{"title": "分布", "items": [{"label": "31至35岁", "value": 10}]}],
    }
    text = squeezed(text_of(pdf.composition(data)))
    for words in ("女干部7人", "30岁以下", "31至35岁10"):
        assert words in text


def test_our_font_alone_writes_chinese_and_rare_names():
    made = {"title": "成长轨迹", "subtitle": RARE, "items": []}
    content = typesetting.typeset("timeline", made, with_system_fonts=False)
    assert RARE in squeezed(text_of(content))
    reader = PdfReader(io.BytesIO(content))
    fonts = {str(font["/BaseFont"]) for page in reader.pages for font in _fonts(page)}
    assert fonts and all("DunmiaoSerif" in name for name in fonts)


def _fonts(page):
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def test_our_font_covers_the_standard_sets():
    assert glyphs.missing(RARE) == []
    pairs = (bytes([a, b]) for a in range(0xA1, 0xF8) for b in range(0xA1, 0xFF))
    assert glyphs.missing("".join(pair.decode("gb2312", "ignore") for pair in pairs)) == []
    assert glyphs.missing("甲𡋤") == ["𡋤"]
    assert glyphs.SHIPPED.stat().st_size < 6_000_000
    assert "SIL OPEN FONT LICENSE" in (typesetting.FONTS / "OFL.txt").read_text(encoding="utf-8")


def test_photographs_are_remade_or_dropped():
    made = clean_photo(png((3000, 4000)))
    assert made is not None and made[:2] == b"\xff\xd8"
    with Image.open(io.BytesIO(made)) as small:
        assert max(small.size) <= 960
    out = io.BytesIO()
    Image.new("1", (12000, 12000)).save(out, "PNG")
    for bad in (out.getvalue(), b"<svg onload=alert(1)>", b"", None, "text", png()[:60]):
        assert clean_photo(bad) is None
