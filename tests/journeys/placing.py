"""Points 5 and 6: matching, decision, public notice, placements, papers, start."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from docx import Document

from dunmiao import flow
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.organisations.models import Contact
from dunmiao.stages.placement import boards
from dunmiao.stages.placement.models import MatchPlan, Notice, Placement
from dunmiao.stages.selection.models import (
    Application,
    Decision,
    Offer,
    Publicity,
    PublicityObjection,
    StageRound,
)
from tests.journeys.story import FIRST, Story

DECIDE = FIRST - timedelta(days=45)
SHOW = FIRST - timedelta(days=40)


def match_and_decide(story: Story) -> None:
    """Solve, pin, solve again, compare, propose; the committee decides; the public notice."""
    day = FIRST - timedelta(days=50)
    desk = story.desk.sit(story.clerk, day)
    desk.open(reverse("selection:selection", args=[story.programme.pk]))
    desk.submit(reverse("selection:round_open", args=[story.programme.pk, "matching"]))
    first = solve(story, "首次求解")
    pinned, post = another_post(first)
    desk.open(reverse("placement:plan_person", args=[first.pk, pinned]))
    desk.sees("第七条", "柳河镇")
    told = boards.explained(first, pinned)
    desk.open(reverse("placement:mark", args=[told.application, post]) + "?kind=pin")
    desk.fill(kind="pin", reason="该同志熟悉项目审批，部务会研究").send("reason")
    second = solve(story, "按部务会意见")
    assert {"person": pinned, "post": post}.items() <= next(
        row for row in second.result["assignments"] if row["person"] == pinned
    ).items()
    desk.open(reverse("placement:compare", args=[second.pk, first.pk]))
    desk.sees(told.name, "首次求解", "按部务会意见")
    desk.open(reverse("placement:propose", args=[second.pk]))
    desk.submit(reverse("placement:propose", args=[second.pk]))
    second.refresh_from_db()
    assert second.state == "adopted"
    assert StageRound.objects.get(stage="matching").state == "closed"
    decide(story)
    show_publicly(story)


def solve(story: Story, note: str) -> MatchPlan:
    """Ask for a plan from the matching page; the board says who goes where."""
    desk = story.desk.open(reverse("placement:matching", args=[story.programme.pk]))
    desk.fill(note=note).send("note")
    plan = MatchPlan.objects.order_by("-number").first()
    assert plan is not None
    assert plan.note == note
    for seat in plan.result["assignments"]:
        desk.sees(plan.facts["people"][seat["person"]]["name"])
    return plan


def another_post(plan: MatchPlan) -> tuple[str, str]:
    """Give somebody with a post, and another post that nothing bars them from."""
    exchanges = {
        str(pk) for pk in Offer.objects.filter(direction="mutual").values_list("pk", flat=True)
    }
    for seat in plan.result["assignments"]:
        if str(seat["post"]) in exchanges:
            continue
        told = boards.explained(plan, seat["person"])
        for row in told.elsewhere:
            if row.kind != "barred" and row.fit:
                return str(seat["person"]), str(row.post)
    raise AssertionError("everybody is barred from every other post")


def decide(story: Story) -> None:
    """The head of the department records what the committee decided."""
    desk = story.desk.sit(story.lead, DECIDE)
    desk.open(reverse("selection:decision_record", args=[story.programme.pk]))
    desk.fill(body="中共云溪区委常委会", met_on=DECIDE, document_no="〔2026〕第5次")
    desk.send("document_no")
    decision = Decision.objects.get()
    assert decision.lines.count() == 5
    desk.sees("〔2026〕第5次", decision.lines.first().application.person.name)


def show_publicly(story: Story) -> None:
    """Five working days on the holiday table; an objection; it cannot be ended early."""
    desk = story.desk.sit(story.clerk, SHOW)
    desk.open(reverse("selection:publicity_post", args=[Decision.objects.get().pk]))
    desk.fill(contact="区委组织部干部科 0551-60000012").send("contact")
    notice = Publicity.objects.get()
    assert notice.working_days == 5
    line = notice.lines.select_related("application__person").first()
    desk.sees(line.application.person.name)
    desk.sit(story.clerk, notice.starts_on)
    desk.open(reverse("selection:objection_receive", args=[notice.pk]))
    desk.fill(
        application=line.application_id, source="来电", text="反映项目尚未结项",
        received_on=notice.starts_on,
    ).send("source")  # fmt: skip
    objection = PublicityObjection.objects.get()
    end = reverse("selection:publicity_close", args=[notice.pk])
    desk.sit(story.lead, notice.ends_on).open(end).submit(end)
    notice.refresh_from_db()
    assert notice.state == "posted", "the last day is not over"
    desk.open(reverse("selection:objection", args=[objection.pk]))
    desk.fill(is_upheld="no", finding="经核实，项目已移交，不影响选派").send("finding")
    desk.sit(story.lead, notice.ends_on + timedelta(days=1)).open(end).submit(end)
    notice.refresh_from_db()
    assert notice.state == "passed"
    assert Application.objects.filter(state="selected").count() == 5


def place_and_start(story: Story) -> None:
    """Point 6: placements, gaps, notice, roster, letters, start, arrival, relations."""
    make_placements(story)
    send_papers(story)
    start(story)
    arrive(story)


def make_placements(story: Story) -> None:
    """Turn the decision into placements, all three directions among them."""
    day = FIRST - timedelta(days=20)
    desk = story.desk.sit(story.clerk, day)
    desk.open(reverse("placement:papers", args=[story.programme.pk]))
    desk.submit(reverse("placement:make", args=[Decision.objects.get().pk]))
    assert set(Placement.objects.values_list("direction", flat=True)) == {"down", "up", "mutual"}
    assert Placement.objects.filter(state="proposed").count() == 5


def words_of(content: bytes) -> str:
    """Give everything a Word file says, tables included, without blanks (沈　辉)."""
    paper = Document(io.BytesIO(content))
    cells = [c.text for table in paper.tables for row in table.rows for c in row.cells]
    said = "\n".join([*(part.text for part in paper.paragraphs), *cells])
    return "".join(said.split())


def send_papers(story: Story) -> None:
    """Notice, roster and letters come out as Word and hold the names."""
    day = FIRST - timedelta(days=12)
    desk, programme = story.desk.sit(story.clerk, day), story.programme
    desk.open(reverse("placement:notice_new", args=[programme.pk]))
    desk.fill(
        code="云组通", serial=12, report_on=FIRST, report_to="接收单位", contact_name="陈思源"
    ).send("serial")
    names = list(Placement.objects.values_list("person__name", flat=True))
    notice = Notice.objects.get(kind="notice")
    text = words_of(desk.download(reverse("placement:notice_file", args=[notice.pk])))
    assert all(name in text for name in names)
    assert "云组通" in text
    roster = desk.download(reverse("placement:roster_file", args=[programme.pk, "docx"]))
    assert all(name in words_of(roster) for name in names)
    sheet = desk.download(reverse("placement:roster_file", args=[programme.pk, "xlsx"]))
    assert sheet[:2] == b"PK"
    letters = reverse("placement:letters_new", args=[programme.pk])
    desk.open(letters).fill(kind="administrative", code="云组介", serial=1, valid_days=30)
    desk.send("serial")
    desk.open(f"{letters}?kind=party")  # ticked: the members of the party
    desk.fill(kind="party", code="云组党介", serial=1, dues_until="2026-03").send("serial")
    assert Notice.objects.filter(kind="letter_administrative").count() == 5
    assert Notice.objects.filter(kind="letter_party").exists()
    letter = Notice.objects.filter(kind="letter_administrative").first()
    assert letter is not None
    plain = words_of(desk.download(reverse("placement:notice_file", args=[letter.pk])))
    assert letter.placement.person.name in plain
    party = Notice.objects.filter(kind="letter_party").first()
    assert party is not None
    person = party.placement.person
    assert person.id_number.reveal() not in words_of(
        desk.download(reverse("placement:notice_file", args=[party.pk]))
    )
    printed = words_of(print_letter(story, party))
    assert person.name in printed
    assert person.id_number.reveal() in printed


def print_letter(story: Story, letter: Notice) -> bytes:
    """Print a letter with the person's number, by the button that says so."""
    papers = reverse("placement:papers", args=[story.programme.pk])
    page = story.desk.open(f"{papers}?kind=letter_party").page
    form = page.locator(f'form[action="{reverse("placement:letter_print", args=[letter.pk])}"]')
    with page.expect_download() as waiting:
        form.first.locator("button").last.click()
    return bytes(waiting.value.path().read_bytes())


def start(story: Story) -> None:
    """Nobody starts while somebody who answers for them is missing; named, the term begins."""
    town, desk = story.ground.units["柳河镇"], story.desk
    Contact.objects.filter(organisation=town, kind=Contact.FIRST).delete()
    begin = reverse("placement:start", args=[story.programme.pk])
    day = FIRST - timedelta(days=1)
    desk.sit(story.clerk, day).open(reverse("placement:gaps", args=[story.programme.pk]))
    desk.sees("柳河镇", "第一责任人", "第十二条")
    papers = reverse("placement:papers", args=[story.programme.pk])
    desk.open(papers)
    assert not desk.page.locator(f'form[action="{begin}"]').count(), "a gap bars the start"
    with pytest.raises(Refusal, match="柳河镇"):
        flow.start_programme(story.programme.pk, by=story.clerk, today=day)
    desk.sit(story.ground.clerk(town, "receiver"), day)
    desk.open(reverse("organisations:contact_set", args=[town.pk, Contact.FIRST]))
    desk.fill(name="高建华", title="柳河镇党委书记", starts_on=day).send("name")
    desk.sit(story.clerk, FIRST).open(papers).submit(begin)
    assert story.programme.state == "running"


def arrive(story: Story) -> None:
    """The receiving unit confirms once; what stays and what moves; the department sees it."""
    row, desk = story.placement, story.desk
    desk.sit(story.host(row), FIRST + timedelta(days=1)).open(reverse("placement:arrivals"))
    desk.sees(row.person.name)
    page = reverse("placement:arrive", args=[row.pk])
    desk.open(page).fill(arrived_on=FIRST + timedelta(days=1)).send("arrived_on")
    desk.open(reverse("placement:placement", args=[row.pk])).sees("人事关系", "第十条")
    party = row.relations.get(kind="party")
    move = reverse("placement:relation", args=[row.pk, "party"])
    desk.sit(story.clerk, FIRST + timedelta(days=6)).open(move)
    desk.fill(moved_on=FIRST + timedelta(days=5)).send("moved_on")
    party.refresh_from_db()
    assert party.moved_on == FIRST + timedelta(days=5)
    assert set(row.relations.exclude(kind="party").values_list("moved_on", flat=True)) == {None}
    arrive_the_rest(story)


def arrive_the_rest(story: Story) -> None:
    """The others arrive by the same act."""
    from dunmiao.stages.placement.actions import confirm_arrival

    for other in story.others:
        confirm_arrival(other.pk, by=story.host(other), today=FIRST + timedelta(days=1))
