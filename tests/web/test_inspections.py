"""Pages of inspections: planned, drawn and proved through the browser; absences heard first."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from django.test import Client
from django.urls import reverse

from dunmiao.engine import draw as lots
from dunmiao.stages.appraisal.models import Appraisal
from dunmiao.stages.supervision import actions
from dunmiao.stages.supervision.models import Absence, Check, Finding, Inspection
from dunmiao.web.once import FIELD
from tests.world import World


def enter(w: World, role: str, language: str = "zh-hans") -> Client:
    client = Client()
    client.force_login(w.users[role])
    client.cookies["language"] = language
    return client


def post(client: Client, url: str, **data: Any) -> Any:
    key = f"key-{abs(hash((url, str(data))))}"[:40].ljust(12, "0")
    return client.post(url, {FIELD: key, **data})


def url(name: str, row: Any) -> str:
    return reverse(f"supervision:{name}", args=[getattr(row, "pk", row)])


def text(response: Any) -> str:
    return response.content.decode()


def by(w: World, user: str, **more: Any) -> dict[str, Any]:
    return {"by": w.user(user), "today": w.today, **more}


def planned(w: World, **more: Any) -> Inspection:
    given = {"method": "random", "title": "查看在岗情况", "size": 2, "first_on": w.today,
             "last_on": w.today + timedelta(days=4), **more}  # fmt: skip
    row: Inspection = actions.plan_inspection(w.programmes["a"].pk, **by(w, "organiser", **given))
    return row


def test_a_random_check_from_plan_to_proof(world: World) -> None:
    """001c-36: every step is a page; before the report nobody but the inspectors knows whom."""
    desk, cadre = enter(world, "organiser"), enter(world, "cadre")
    start = desk.get(reverse("supervision:inspection_programmes"))
    assert start.headers["Location"] == url("inspection_plan", world.programmes["a"])
    form = {"title": "查看在岗情况", "method": "random", "first_on": world.today,
            "last_on": world.today + timedelta(days=3)}  # fmt: skip
    missing = post(desk, url("inspection_plan", world.programmes["a"]), **form)
    assert missing.status_code == 409
    assert "抽取人数" in text(missing)
    assert "查看在岗情况" in text(missing), "what was typed is kept"
    done = post(desk, url("inspection_plan", world.programmes["a"]), **form, size="2")
    row = Inspection.objects.get()
    assert done.headers["Location"] == url("inspection", row)
    proof = url("draw", row)
    assert row.commitment in text(cadre.get(proof)), "committed to in the sight of all"
    assert post(desk, url("inspection_freeze", row)).status_code == 302
    assert post(desk, url("inspection_draw", row)).status_code == 302
    page = text(desk.get(url("inspection", row)))
    assert world.people["own"].name in page
    assert "记录走访" in page
    told = text(cadre.get(proof))
    assert f"P{world.placements['own'].pk:06d}" in told, "one's own code"
    assert "当场复算" not in told
    assert row.seed.reveal() not in told, "a check that is announced is no check"
    check = row.checks.get(placement=world.placements["own"])
    visit = post(desk, url("check_write", check), result="present", on=world.today)
    assert visit.status_code == 302
    assert post(desk, url("inspection_report", row), report="均在岗").status_code == 302
    row.refresh_from_db()
    told = text(cadre.get(proof))
    for words in (row.revealed, "种子与承诺一致", "名单与冻结时一致", "抽出的人一致"):
        assert words in told
    listed = cadre.get(url("draw_list", row))
    assert lots.digest(text(listed).split()) == row.digest


def test_a_proof_that_does_not_hold_says_so(world: World) -> None:
    row = planned(world, size=1)
    actions.freeze_list(row.pk, **by(world, "organiser"))
    actions.draw_lots(row.pk, **by(world, "organiser"))
    actions.report_inspection(row.pk, **by(world, "organiser", report="均在岗"))
    Check.objects.filter(inspection=row).update(is_drawn=False)
    Check.objects.filter(inspection=row, placement=world.placements["own"]).update(code="P999999")
    page = text(enter(world, "sender").get(url("draw", row)))
    assert "名单与冻结时不一致" in page
    assert "抽出的人不一致" in page


def test_who_is_away_with_leave_is_shown_before_the_visit(world: World) -> None:
    leave = actions.ask_leave(
        world.placements["own"].pk,
        **by(world, "cadre", kind="annual", first_on=world.today, last_on=world.today),
    )  # fmt: skip
    given = by(world, "receiver", is_approved=True, role="receiver")
    actions.decide_leave(leave.pk, **given)
    row = planned(world, method="visit", size=None)
    desk = enter(world, "organiser")
    chosen = post(desk, url("inspection_choose", row), placements=[world.placements["own"].pk])
    assert chosen.status_code == 302
    assert "已批准请假" in text(desk.get(url("inspection", row)))
    check = row.checks.get()
    assert "已批准请假" in text(desk.get(url("check_write", check)))
    refused = post(desk, url("check_write", check), result="absent", on=world.today, note="不在")
    assert refused.status_code == 409


def test_choosing_looks_for_a_name_and_refuses_nobody(world: World) -> None:
    row = planned(world, method="visit", size=None)
    desk = enter(world, "organiser")
    page = text(desk.get(url("inspection_choose", row), {"q": world.people["other"].name}))
    assert world.people["other"].name in page
    assert world.people["own"].name not in page
    assert post(desk, url("inspection_choose", row)).status_code == 409


def test_an_absence_is_explained_and_concluded_on_its_page(world: World) -> None:
    """001c-14: told by the host, on the person's first page at once, concluded after."""
    day = world.today - timedelta(days=8)
    host, cadre = enter(world, "receiver"), enter(world, "cadre")
    form = {"first_on": day, "last_on": day, "matter": "未到岗，未请假"}
    assert post(host, url("absence_report", world.placements["own"]), **form).status_code == 302
    row = Absence.objects.get()
    assert url("absence", row) in text(cadre.get("/"))
    early = post(host, url("absence_settle", row), is_excused="no", answer="未请假")
    assert early.status_code == 409
    said = post(cadre, url("absence_explain", row), explanation="送老人就医，未及请假")
    assert said.status_code == 302
    assert url("absence", row) in text(host.get("/"))
    settled = post(host, url("absence_settle", row), is_excused="yes", answer="已补假条")
    assert settled.status_code == 302
    page = text(cadre.get(url("placement_absences", world.placements["own"])))
    assert "有正当理由" in page


def test_a_finding_goes_to_its_unit_and_back(world: World) -> None:
    """001b-39: the unit finds it among its things to do, with its day."""
    row = planned(world, size=1)
    actions.freeze_list(row.pk, **by(world, "organiser"))
    actions.draw_lots(row.pk, **by(world, "organiser"))
    desk, host = enter(world, "organiser"), enter(world, "receiver")
    made = post(desk, url("finding_write", row), unit=world.units["town1"].pk,
                text="食宿未落实", due_on=world.today + timedelta(days=7))  # fmt: skip
    assert made.status_code == 302
    finding = Finding.objects.get()
    assert url("finding", finding) in text(host.get("/"))
    assert "食宿未落实" in text(host.get(reverse("supervision:findings")))
    assert enter(world, "sender").get(url("finding", finding)).status_code == 404
    page = text(host.get(url("finding", finding)))
    assert url("inspection", row) not in page, "no link to where the unit may not go"
    assert post(host, url("finding_answer", finding), answer="已落实").status_code == 302
    assert url("finding", finding) in text(desk.get("/"))
    assert post(desk, url("finding_close", finding), is_mended="no").status_code == 409
    assert post(desk, url("finding_close", finding), is_mended="yes").status_code == 302


def test_another_inspection_in_these_days_is_named_to_be_combined(world: World) -> None:
    """001b-39: combined to spare the base."""
    planned(world, title="查看食宿条件")
    page = text(enter(world, "organiser").get(url("inspection_plan", world.programmes["a"])))
    assert "查看食宿条件" in page
    assert "合并" in page


def test_an_inspector_sees_the_next_step_first(world: World) -> None:
    row = planned(world)
    desk = enter(world, "organiser")
    assert "冻结抽签名单" in text(desk.get("/"))
    actions.freeze_list(row.pk, **by(world, "organiser"))
    actions.draw_lots(row.pk, **by(world, "organiser"))
    assert re.search(r"检查走访还有 2 人", text(desk.get("/")))


def test_the_pages_speak_english(world: World) -> None:
    row = planned(world)
    desk = enter(world, "organiser", "en")
    assert "Freeze the list" in text(desk.get(url("inspection", row)))
    assert "Before anything else the SHA-256" in text(desk.get(url("draw", row)))


def test_what_was_seen_feeds_the_appraisal_for_the_department_alone(world: World) -> None:
    """001b-47, 002-29: an attributed sentence with its fact, never a number."""
    at = world.placements["own"]
    desk = enter(world, "organiser")
    form = {"kind": "observation", "heard_from": "现场察看", "text": "遇事先问群众，处置果断",
            "on": world.today}  # fmt: skip
    assert post(desk, url("visit_write", at), **form).status_code == 409
    done = post(desk, url("visit_write", at), **form, fact="塌方当夜带人转移八户")
    assert done.status_code == 302
    row = Appraisal.objects.create(
        placement=at, kind="half", due_on=world.today
    )
    page = reverse("appraisal:appraisal", args=[row.pk])
    shown = text(desk.get(page))
    for words in ("遇事先问群众，处置果断", "塌方当夜带人转移八户", "用户organiser"):
        assert words in shown
    assert "遇事先问群众" not in text(enter(world, "receiver").get(page))
    assert "遇事先问群众" not in text(enter(world, "cadre").get(page))


def test_the_month_shows_its_exceptions_and_where_to_tell_one(world: World) -> None:
    """001c-14: presence by exception on the page where the month is confirmed."""
    at = world.placements["own"]
    first = (world.today.replace(day=1) - timedelta(days=1)).replace(day=1)
    month = {"month": f"{first:%Y-%m}"}
    page = reverse("supervision:presence")
    host = enter(world, "receiver")
    assert url("absence_report", at) in text(host.get(page, month))
    day = first + timedelta(days=9)
    row = actions.report_absence(
        at.pk, **by(world, "receiver", first_on=day, last_on=day, matter="未到岗")
    )
    assert url("absence", row) in text(host.get(page, month))
    looking_on = text(enter(world, "sender").get(page, month))
    assert url("absence", row) in looking_on
    assert url("absence_report", at) not in looking_on
    assert url("absence", row) not in text(enter(world, "liaison").get(page, month))
