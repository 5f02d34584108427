"""Points 8 and 9: both appraisals, what follows the term, the dossier, the figures."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from dunmiao.stages.appraisal import actions, tallies
from dunmiao.stages.appraisal.models import AbilityRating, Appraisal, AppraisalObjection
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.outcomes.models import Disposition, Filing
from tests.journeys.story import Story
from tests.journeys.term import day

LAST = date(2027, 3, 31)
KEYS = ("theory", "coordination", "emergencies", "innovation")
OPINION = {
    "results": "牵头征地协调，12户签约",
    "character": "政治坚定，作风踏实",
    "deficiencies": "统筹几件事的能力还要再练",
}


def appraise_and_file(story: Story) -> None:
    """The half-year appraisal, the final one, the disposition, the dossier, the figures."""
    half_year(story)
    final(story)
    follow(story)
    file_the_dossier(story)
    on_one_page(story)
    figures(story)


def rate(story: Story, moment: str, on: date, level: int) -> None:
    """Both kinds of raters give every ability a level, and the fact behind it."""
    row = story.placement
    for user in (story.host(row), story.mentor(row)):
        desk = story.desk.sit(user, on).open(reverse("appraisal:rate", args=[row.pk, moment]))
        values: dict[str, Any] = {}
        for key in KEYS:
            values |= {f"level_{key}": level, f"fact_{key}": f"见{moment}阶段工作记录"}
        desk.fill(**values).send(f"fact_{KEYS[0]}")


def open_kind(story: Story, kind: str, on: date) -> Appraisal:
    """The department opens an appraisal for everybody it is due for, in one act."""
    desk = story.desk.sit(story.clerk, on).open(reverse("appraisal:open"))
    desk.fill(target=f"{story.programme.pk}:{kind}").send("target")
    assert Appraisal.objects.filter(kind=kind).count() == 5
    return Appraisal.objects.get(kind=kind, placement=story.placement)


def opine(story: Story, row: Appraisal, on: date, grade: str = "") -> None:
    """Both units write what was done, who the person is, and what is lacking."""
    placement = story.placement
    for user, sign in ((story.host(placement), "镇党委"), (story.home(placement), "单位党组")):
        desk = story.desk.sit(user, on).open(reverse("appraisal:opine", args=[row.pk]))
        desk.fill(**OPINION, signed_by=sign, **({"grade": grade} if grade else {}))
        desk.send("results")
    assert row.opinions.count() == 2


def page_of(row: Appraisal) -> str:
    """Give the address of an appraisal."""
    return reverse("appraisal:appraisal", args=[row.pk])


def half_year(story: Story) -> None:
    """Opinions, abilities, told; the person objects, the objection is decided, then approved."""
    desk, cadre = story.desk, story.cadre(story.placement)
    rate(story, "start", day(25), 2)
    row = open_kind(story, "half", day(178))
    desk.sit(cadre, day(179)).open(reverse("appraisal:summarise", args=[row.pk]))
    desk.fill(text="从机关到乡镇，学会了先听后说").send("text")
    opine(story, row, day(180))
    rate(story, "middle", day(181), 3)
    tell = reverse("appraisal:tell", args=[row.pk])
    desk.sit(story.clerk, day(183)).open(tell).submit(tell)
    desk.sit(cadre, day(184)).open(reverse("appraisal:object", args=[row.pk]))
    desk.fill(text="征地协调是两人共同完成，请写明").send("text")
    objection = AppraisalObjection.objects.get()
    desk.sit(story.lead, day(190)).open(reverse("appraisal:objection", args=[objection.pk]))
    desk.fill(is_upheld="no", finding="已注明共同完成，意见不变").send("finding")
    approve = reverse("appraisal:approve", args=[row.pk])
    desk.open(approve).submit(approve)
    row.refresh_from_db()
    assert row.state == "approved"
    with pytest.raises(Refusal):
        actions.write_summary(row.pk, "改写", by=cadre, today=day(191))
    desk.sit(story.host(story.placement), day(191))
    desk.open(reverse("appraisal:opine", args=[row.pk]), 409)
    desk.sees("意见不能再改")


def final(story: Story) -> None:
    """As the half-year one, graded, with the paper ballots entered by two persons unseen."""
    desk, host = story.desk, story.host(story.placement)
    on = LAST - timedelta(days=20)
    row = open_kind(story, "final", on)
    opine(story, row, on + timedelta(days=1), "competent")
    enter = reverse("appraisal:tally", args=[row.pk])
    paper = {"voters": 32, "given_out": 30, "returned": 25, "invalid": 1}
    counts = {"count_competent": 9, "count_basic": 1, "count_incompetent": 0}
    desk.sit(host, on + timedelta(days=2)).open(enter)
    desk.fill(**paper, **counts, count_excellent=14).send("voters")
    desk.open(enter).fill(**paper, **counts, count_excellent=14).send("voters")
    assert row.tallies.count() == 1, "the same person does not enter twice"
    desk.sit(story.clerk, on + timedelta(days=2)).open(enter)
    assert "14" not in desk.text(), "the first entry is not shown to the second person"
    desk.fill(**paper, **counts, count_excellent=14).send("voters")
    assert tallies.agreed_tally(row) is not None
    rate(story, "end", on + timedelta(days=3), 4)
    tell = reverse("appraisal:tell", args=[row.pk])
    desk.sit(story.clerk, on + timedelta(days=4)).open(tell)
    desk.fill(grade="competent").send("grade")
    desk.sit(story.cadre(story.placement), on + timedelta(days=5)).open(page_of(row))
    desk.sees("称职").submit(reverse("appraisal:acknowledge", args=[row.pk]))
    approve = reverse("appraisal:approve", args=[row.pk])
    desk.sit(story.lead, on + timedelta(days=6)).open(approve).submit(approve)
    row.refresh_from_db()
    assert (row.state, row.grade) == ("approved", "competent")
    assert AbilityRating.objects.filter(placement=story.placement).count() == 3 * 2 * 4
    desk.open(reverse("appraisal:abilities", args=[story.placement.pk])).sees("理论素养")
    form = desk.download(reverse("appraisal:paper", args=[row.pk]))
    assert form[:2] == b"PK"


def follow(story: Story) -> None:
    """Proposed with its basis, decided by the body the charter names, carried out at the end."""
    desk, placement = story.desk, story.placement
    desk.sit(story.clerk, LAST - timedelta(days=6))
    desk.open(reverse("outcomes:propose", args=[placement.pk]))
    desk.fill(kind="return", basis="期满考核称职，返回原单位").send("basis")
    row = Disposition.objects.get()
    page = reverse("outcomes:disposition", args=[row.pk])
    desk.sit(story.lead, LAST - timedelta(days=4)).open(page)
    desk.fill(
        deciding_body="中共云溪区委组织部",
        decided_on=LAST - timedelta(days=4),
        document_no="云组干〔2027〕8号",
    ).send("deciding_body")
    step = reverse("supervision:step", args=[placement.pk, "handover.done"])
    desk.sit(story.cadre(placement), LAST - timedelta(days=6)).open(step)
    desk.fill(on=LAST - timedelta(days=6), note="在办事项已移交").send("note")
    desk.sit(story.clerk, LAST).open(page)
    desk.submit(reverse("outcomes:carry_out", args=[row.pk]))
    row.refresh_from_db()
    placement.refresh_from_db()
    assert (row.state, placement.state) == ("carried_out", "ended")
    assert placement.relations.get(kind="party").returned_on == LAST


def file_the_dossier(story: Story) -> None:
    """A catalogue, one PDF, a zip of its parts; filed once, the placement closed."""
    desk, placement = story.desk, story.placement
    page = reverse("outcomes:dossier", args=[placement.pk])
    on = LAST + timedelta(days=15)
    desk.sit(story.clerk, on).open(page).sees("选派通知", "期满考核鉴定表", "成长时间轴")
    paper = desk.download(reverse("outcomes:dossier_paper", args=[placement.pk, "pdf"]))
    text = "".join(part.extract_text() for part in PdfReader(io.BytesIO(paper)).pages)
    flat = "".join(text.split())
    for words in ("目录", placement.person.name, "柳河镇", "个人锻炼计划", "能力变化"):
        assert words in flat, f"{words} cannot be read in the dossier"
    assert "探望父母" not in flat, "reasons of leave stay out of the dossier"
    assert "语言偏机关化" not in flat, "contents of talks stay out of the dossier"
    parts = desk.download(reverse("outcomes:dossier_paper", args=[placement.pk, "zip"]))
    names = zipfile.ZipFile(io.BytesIO(parts)).namelist()
    assert any("选派通知" in name for name in names)
    desk.open(page).fill(reason="其余材料另行补充").send("reason")
    placement.refresh_from_db()
    assert placement.state == "closed"
    assert Filing.objects.get().digest


def on_one_page(story: Story) -> None:
    """干部一页纸 and the growth timeline come from the same records."""
    desk, person = story.desk, story.placement.person
    desk.open(reverse("people:profile", args=[person.pk])).sees(person.name, "柳河镇")
    desk.open(reverse("people:timeline", args=[person.pk])).sees("2026")
    for name in ("people:profile_pdf", "people:timeline_pdf"):
        paper = PdfReader(io.BytesIO(desk.download(reverse(name, args=[person.pk]))))
        assert person.name in "".join("".join(p.extract_text() for p in paper.pages).split())


def figures(story: Story) -> None:
    """The composition as a sentence, tables and charts; years before the system beside it."""
    desk = story.desk.open(reverse("outcomes:history_edit"))
    desk.fill(
        programme=story.programme.pk, year=2013, placed=12, women=4, promoted=3, source="历年台账"
    ).send("source")
    desk.open(reverse("outcomes:statistics")).sees(
        "此次共选派干部5人", "2013年以来累计选派干部17人"
    )
    sheet = desk.download(reverse("outcomes:statistics") + "?export=xlsx")
    assert sheet[:2] == b"PK"
