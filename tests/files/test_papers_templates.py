"""A department's own Word templates: filled with plain data, hostile ones inert or refused."""

import io
import subprocess
import sys
import time
import zipfile

import docx
import pytest

from dunmiao.files.papers import templates
from dunmiao.files.papers.filling import Unfit, filled


def template_of(*lines, table=None):
    """Make a .docx with these paragraphs and a one-table grid of texts."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        made = document.add_table(0, len(table[0]))
        for texts in table:
            for cell, text in zip(made.add_row().cells, texts, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def text_of(content):
    document = docx.Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in document.paragraphs], cells


def with_part(content, name, part):
    """Give a .docx with one part added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            if info.filename != name:
                new.writestr(info, old.read(info))
        new.writestr(name, part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def part_of(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def test_fields_and_rows_are_filled_through_the_limited_process():
    template = template_of(
        "关于选派{{person.name}}的函，{{ starts_on }}，{{缺}}。",
        table=[["序号", "姓名"], ["{{#rows}}{{number}}", "{{name}}（{{organ}}）{{/rows}}"]],
    )
    data = {
        "person": {"name": "欧阳喆"},
        "starts_on": "2026-05-01",
        "organ": "组织部",
        "rows": [{"name": "张伟"}, {"name": "吴䶮"}],
    }
    lines, cells = text_of(templates.fill(template, data))
    assert lines == ["关于选派欧阳喆的函，2026年5月1日，………。"]
    assert cells == ["序号", "姓名", "1", "张伟（组织部）", "2", "吴䶮（组织部）"]


def test_a_placeholder_split_over_runs_takes_the_look_of_its_first_run():
    document = docx.Document()
    paragraph = document.add_paragraph()
    for text, is_bold in (("甲{", True), ("{na", False), ("me}}乙", False)):
        paragraph.add_run(text).bold = is_bold
    out = io.BytesIO()
    document.save(out)
    made = docx.Document(io.BytesIO(filled(out.getvalue(), {"name": "喆"})))
    assert [run.text for run in made.paragraphs[0].runs] == ["甲喆", "", "乙"]
    assert made.paragraphs[0].runs[0].bold


def test_what_a_person_wrote_is_never_read_as_a_template():
    template = template_of("{{name}}", table=[["{{#rows}}{{name}}"]])
    data = {"name": "{{secret}}", "secret": "不可见", "rows": [{"name": "{{secret}}"}]}
    lines, cells = text_of(filled(template, data))
    assert (lines, cells) == (["{{secret}}"], ["{{secret}}"])


def test_hostile_values_stay_text():
    data = {"name": "</w:t></w:r><w:r><w:t>x & <b> \x00 ]]>"}
    lines, _ = text_of(filled(template_of("{{name}}"), data))
    assert lines == ["</w:t></w:r><w:r><w:t>x & <b>  ]]>"]


SSTI = (
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ person.delete() }}",
    "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
    "{{ 'A' * 10**9 }}",
    "{{ 7*7 }}",
    "${7*7} #{7*7} <%= 7*7 %>",
    "{{ self._TemplateReference__context }}()",
)


@pytest.mark.parametrize("text", SSTI)
def test_a_template_of_another_language_comes_out_dead(text):
    lines, _ = text_of(templates.fill(template_of(text), {"person": {"name": "喆"}}))
    assert "49" not in lines[0] and "uid=" not in lines[0]
    assert lines[0] in (text, "………()")


def test_reaching_into_python_finds_nothing():
    lines, _ = text_of(filled(template_of("{{person.__class__}}{{__builtins__}}"), {"person": {}}))
    assert lines == ["………………"]


def test_only_plain_data_goes_in():
    class Thing:
        """Something with behaviour."""

    with pytest.raises(TypeError, match="plain data only"):
        templates.fill(template_of("x"), {"person": Thing()})


PLAIN = template_of("{{name}}")
RELS = "word/_rels/document.xml.rels"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def linked(kind, target, mode="External"):
    relation = (
        f'<Relationship Id="rX" Type="{OFFICE}/{kind}" Target="{target}" TargetMode="{mode}"/>'
    )
    return with_part(
        PLAIN, RELS, part_of(PLAIN, RELS).replace("</Relationships>", relation + "</Relationships>")
    )


def body_with(xml):
    document = part_of(PLAIN, "word/document.xml")
    return with_part(PLAIN, "word/document.xml", document.replace("<w:body>", "<w:body>" + xml))


def split_field(*pieces):
    inner = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return body_with(f"<w:p>{begin}{inner}{end}</w:p>")


def many_members():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(3000):
            archive.writestr(f"x{number}", "")
    return out.getvalue()


def deep():
    return body_with("<w:p>" * 5000 + "</w:p>" * 5000)


DOCTYPE = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "%s">]>'
HOSTILE = {
    "attached template": (linked("attachedTemplate", "http://127.0.0.1/x.dotm"), "external"),
    "attached template inside": (linked("attachedTemplate", "x.dotm", "Internal"), "external"),
    "picture elsewhere": (linked("image", "file:///etc/passwd"), "external"),
    "frame elsewhere": (linked("frame", "http://127.0.0.1/"), "external"),
    "ole link": (linked("oleObject", "embeddings/x", "Internal"), "embedded"),
    "macros": (with_part(PLAIN, "word/vbaProject.bin", b"x"), "macro"),
    "activex": (with_part(PLAIN, "word/activeX/activeX1.xml", b"<a/>"), "embedded"),
    "embedding": (with_part(PLAIN, "word/embeddings/a.xlsx", b"x"), "embedded"),
    "macro type": (
        with_part(PLAIN, "[Content_Types].xml", b"<Types><x y='macroEnabled'/></Types>"),
        "macro",
    ),
    "document type": (with_part(PLAIN, "word/styles.xml", DOCTYPE % "x" + "<d>&a;</d>"), "dtd"),
    "entity from a file": (
        with_part(
            PLAIN,
            "word/document.xml",
            '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>',
        ),
        "dtd",
    ),
    "billion laughs": (
        with_part(
            PLAIN, "word/settings.xml", DOCTYPE % ("l" * 1000) + "<d>" + "&a;" * 9999 + "</d>"
        ),
        "dtd",
    ),
    "broken xml": (with_part(PLAIN, "word/document.xml", b"<a><b></a>"), "xml"),
    "dde field": (
        split_field('DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"'),
        "external",
    ),
    "split field": (split_field("INCL", "UDETEXT ", '"/etc/passwd"'), "external"),
    "simple field": (
        body_with('<w:p><w:fldSimple w:instr=" INCLUDEPICTURE http://127.0.0.1/ "/></w:p>'),
        "external",
    ),
    "deep": (deep(), "members"),
    "many members": (many_members(), "members"),
    "bomb": (with_part(PLAIN, "word/x.xml", b"<a>" + b" " * 60_000_000 + b"</a>"), "members"),
    "large": (PLAIN + b" " * (templates.MOST_BYTES + 1), "size"),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000, "zip"),
    "truncated": (PLAIN[:2000], "zip"),
    "not a document": (many_members()[:10], "zip"),
    "slip": (with_part(PLAIN, "../../etc/x", b"x"), "zip"),
    "rows": (template_of("x", table=[["{{#rows}}{{a}}"]]), "rows"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_template_is_refused_in_a_sentence(name):
    content, rule = HOSTILE[name]
    began = time.process_time()
    with pytest.raises(templates.TemplateRefused) as refusal:
        templates.fill(content, {"rows": [{"a": 1}] * 6000})
    assert refusal.value.reason.rule == f"template.{rule}"
    assert len(str(refusal.value)) > 20
    assert time.process_time() - began < 2


def test_a_link_that_a_reader_clicks_is_no_reason_to_refuse():
    assert templates.fill(linked("hyperlink", "https://example.org/"), {"name": "喆"})


def test_an_unfit_template_names_its_part():
    with pytest.raises(Unfit) as unfit:
        filled(with_part(PLAIN, "word/styles.xml", b"<a"), {})
    assert unfit.value.facts == {"part": "word/styles.xml"}


PRISON = """
import sys; sys.path.insert(0, {source!r})
from dunmiao.files.papers import worker
worker._load_what_loads_late(); worker.lock_up()
try:
    {act}
except (PermissionError, MemoryError, OSError) as no:
    print("refused", type(no).__name__)
else:
    print("done")
"""
ESCAPES = {
    "socket": "import socket; socket.create_connection(('127.0.0.1', 9))",
    "read": "open('/etc/passwd').read()",
    "write": "open('/tmp/escaped', 'w')",
    "shell": "import os; os.system('true')",
    "fork": "import os; os.fork()",
    "memory": "bytearray(700 * 1024 * 1024)",
}


@pytest.mark.parametrize("act", ESCAPES)
def test_the_process_has_given_up_what_it_does_not_need(act):
    code = PRISON.format(source=str(templates._SOURCE), act=ESCAPES[act])
    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("refused"), done.stderr
