"""Talks, the log book and summaries as the charters of other programmes ask for them."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from itertools import pairwise
from zipfile import ZipFile

from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.development.models import Plan
from dunmiao.stages.placement.papers import arrival_texts
from dunmiao.stages.supervision.actions import confirm_step, write_log
from dunmiao.stages.supervision.ledger import ledger
from tests.stages.test_mentors import as_, under
from tests.stages.test_plans import recruit
from tests.web.test_mentoring import at, enter, post, text
from tests.world import World

PASSES = ("政治关", "权力关", "交往关", "生活关", "亲情关")


def test_the_five_passes_are_the_headings_of_a_talk(world: World) -> None:
    """000-29: within thirty days, under five headings; one sentence under one is enough."""
    row = recruit(world)
    line = next(one for one in ledger(row, world.today).lines if one.duty.duty == "integrity_talk")
    assert (line.due_on - row.starts_on).days == 30
    client = enter(world, "receiver")
    url = at(world, "supervision:talk_write", "integrity")
    form = client.get(url).context["form"]
    assert tuple(form.headings.values()) == PASSES
    assert post(client, url, h3="不参加宴请", on=world.today.isoformat()).status_code == 302
    after = next(one for one in ledger(row, world.today).lines if one.duty.duty == line.duty.duty)
    assert after.state.value == "met"


def test_who_arrives_reads_of_three_disciplines(world: World) -> None:
    """000-31: the words stand in the pack of who arrives."""
    names = {one.name for one in arrival_texts(under(world, "new-recruits"))}
    assert {"政治纪律", "工作纪律", "生活纪律"} <= names


def test_the_mentor_asks_how_the_person_bears_it(world: World) -> None:
    """002-09: a heading of the mentor's talk, and a way to ask for help in confidence."""
    under(world, "selected-graduates")
    client = enter(world, "receiver")
    url = at(world, "supervision:talk_write", "wellbeing")
    form = client.get(url).context["form"]
    assert "心理状态和压力" in form.headings.values()
    assert enter(world, "cadre").get(at(world, "supervision:support_ask")).status_code == 200


def test_the_log_book_is_signed_at_the_end(world: World) -> None:
    """001c-39: light by default, printed as a book with the receiving unit's opinion."""
    row = under(world, "system-cadres")
    rules = rules_of(row)
    assert (rules.log.cadence, rules.log.signed_at_end) == ("optional", True)
    write_log(row.pk, text="随宣讲队进村", **as_(world, "cadre"))
    confirm_step(row.pk, "log.signed", note="记录真实，扎根一线", **as_(world, "receiver"))
    book = enter(world, "receiver").get(at(world, "supervision:log_book"))
    words = ZipFile(BytesIO(book.content)).read("word/document.xml").decode()
    assert "随宣讲队进村" in words and "记录真实，扎根一线" in words


def test_the_summary_is_drawn_from_plan_and_log_and_sent_once(world: World) -> None:
    """001c-41: every two months; the draft begins with what was recorded, the writer edits it."""
    row = under(world, "system-cadres")
    due = [one.due_on for one in ledger(row, world.today).lines if one.duty.duty == "summary"]
    assert all(40 < (later - first).days < 70 for first, later in pairwise(due))
    assert len(due) >= 3
    Plan.objects.create(
        placement=row, state="agreed", written_by=world.users["receiver"],
        tasks=[{"text": "办好乡村宣讲", "place": "field", "role": "lead"}],
    )
    write_log(
        row.pk, text="开了五场", task="宣讲", result="二百人到场",
        on=world.today - timedelta(days=3), **as_(world, "cadre"),
    )
    client = enter(world, "cadre")
    url = at(world, "supervision:report_write", "summary")
    page = text(client.get(url))
    assert "牵头：办好乡村宣讲" in page and "宣讲：二百人到场" in page
    sent = post(client, url, h0="办好了五场宣讲", submit="1")
    assert sent.status_code == 302
    assert "办好了五场宣讲" in text(client.get(sent.headers["Location"]))
