"""The pages of the term: what they show, refuse and keep, and who may read what."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from dunmiao.stages.development import actions as development
from dunmiao.stages.development.models import Mentorship, Plan
from dunmiao.stages.placement.models import Placement
from dunmiao.stages.supervision import actions
from dunmiao.stages.supervision.models import Leave, LogEntry, Presence, Report, Talk
from dunmiao.web.once import FIELD
from tests.rows.supervision import rows as make_rows
from tests.world import World, token


def enter(w: World, role: str, language: str = "zh-hans") -> Client:
    client = Client()
    client.force_login(w.users[role])
    client.cookies["language"] = language
    return client


def post(client: Client, url: str, **data: Any) -> Any:
    key = f"key-{abs(hash((url, str(data))))}"[:40].ljust(12, "0")
    return client.post(url, {FIELD: key, **data})


def at(w: World, name: str, *more: Any) -> str:
    return reverse(name, args=[w.placements["own"].pk, *more])


def text(response: Any) -> str:
    return response.content.decode()


def test_the_ledger_names_owner_day_clause_and_form(world: World) -> None:
    page = text(enter(world, "receiver").get(at(world, "supervision:ledger")))
    for words in ("介绍四个差别", "第十三条", "柳河镇", "逾期", "去办理"):
        assert words in page
    assert at(world, "supervision:step", "orientation.given") in page
    looking_on = text(enter(world, "sender").get(at(world, "supervision:ledger")))
    assert at(world, "supervision:step", "orientation.given") not in looking_on


def test_the_ledger_speaks_english(world: World) -> None:
    page = text(enter(world, "receiver", "en").get(at(world, "supervision:ledger")))
    assert "Explain the four differences" in page
    assert "Overdue" in page


def test_only_the_head_lets_a_duty_go(world: World) -> None:
    start = world.placements["own"].starts_on
    url = at(world, "supervision:waive", "plan", (start + timedelta(days=30)).isoformat())
    assert enter(world, "organiser").get(url).status_code == 403
    lead = enter(world, "organiser_lead")
    assert post(lead, url, reason="").status_code == 422
    assert post(lead, url, reason="沿用上期计划").status_code == 302
    page = text(lead.get(at(world, "supervision:ledger")))
    assert "沿用上期计划" in page
    assert post(lead, url, reason="再来一次").status_code == 409
    odd = at(world, "supervision:waive", "plan", "2026-13-40")
    assert lead.get(odd).status_code == 404


def test_mine_is_what_my_role_owes(world: World) -> None:
    host = text(enter(world, "receiver").get(reverse("supervision:my_duties")))
    assert "介绍四个差别" in host
    assert "组织部门谈心谈话" not in host
    everything = text(
        enter(world, "receiver").get(reverse("supervision:my_duties"), {"of": "all"})
    )
    assert "组织部门谈心谈话" in everything
    mentor = text(enter(world, "mentor").get(reverse("supervision:my_duties")))
    assert "帮带谈心谈话" in mentor
    assert "介绍四个差别" not in mentor


def test_duties_filter_sort_and_export(world: World) -> None:
    client = enter(world, "organiser")
    url = reverse("supervision:my_duties")
    some = text(client.get(url, {"of": "all", "role": "cadre"}))
    assert "向三方汇报" in some
    assert "介绍四个差别" not in some.split("<tbody>")[1]
    assert client.get(url, {"of": "all", "sort": "-due", "page": "99"}).status_code == 200
    nobody = text(client.get(url, {"of": "all", "q": "查无此人"}))
    assert "<tbody>" not in nobody
    book = client.get(url, {"of": "all", "export": "xlsx"})
    assert ZipFile(BytesIO(book.content)).namelist()


def test_the_board_adds_up_and_says_that_nothing_is_without_owner(world: World) -> None:
    client = enter(world, "leader")
    assert client.get(reverse("supervision:boards")).status_code == 302
    url = reverse("supervision:board", args=[world.programmes["a"].pk])
    response = client.get(url)
    figures, owners = response.context["figures"], response.context["owners"]
    assert figures["placements"] == 2
    assert figures["overdue"] == sum(owner.overdue for owner in owners)
    assert figures["open"] == sum(owner.overdue + owner.due for owner in owners)
    assert figures["orphans"] == 0
    assert "有且只有一个责任主体" in text(response)
    Mentorship.objects.all().delete()
    assert client.get(url).context["figures"]["orphans"] > 0


def test_the_board_shows_units_in_their_order_and_no_person_alone(world: World) -> None:
    client = enter(world, "organiser")
    url = reverse("supervision:board", args=[world.programmes["a"].pk])
    owners = client.get(url).context["owners"]
    hosts = [owner.unit for owner in owners if owner.role == "receiver"]
    assert hosts == ["柳河镇", "石桥镇"]
    assert all(name not in {owner.unit for owner in owners} for name in ("单雨桐", "马建国"))
    signs = client.get(url, {"signs": "1"})
    assert {line.line.duty.evidence[0].split(".")[0] for line in signs.context["rows"]} <= {
        "talk", "contact"
    }


def test_a_log_is_written_on_one_page_and_comes_out_as_a_book(world: World) -> None:
    cadre = enter(world, "cadre")
    assert cadre.get(reverse("supervision:my_log")).url == at(world, "supervision:log_write")
    url = at(world, "supervision:log_write")
    assert post(cadre, url, text="", on=world.today).status_code == 422
    kept = post(cadre, url, text="走访" * 300, on=world.today)
    assert kept.status_code == 422
    assert "走访走访" in text(kept)
    assert post(cadre, url, text="走访三户", result="修好水渠", on=world.today).status_code == 302
    page = text(enter(world, "mentor").get(at(world, "supervision:logs")))
    assert "修好水渠" in page
    assert enter(world, "sender").get(at(world, "supervision:logs")).status_code == 403
    book = enter(world, "receiver").get(at(world, "supervision:log_book"))
    assert "修好水渠" in ZipFile(BytesIO(book.content)).read("word/document.xml").decode()


def test_no_page_counts_the_logs(world: World) -> None:
    LogEntry.objects.bulk_create(
        LogEntry(placement=world.placements["own"], by=world.users["cadre"],
                 on=world.today, text=f"第{n}件事") for n in range(7)
    )
    page = text(enter(world, "organiser").get(at(world, "supervision:logs")))
    assert "7 条" not in page
    assert "共 7" not in page


def test_leave_from_the_asking_to_the_return(world: World) -> None:
    cadre, host = enter(world, "cadre"), enter(world, "receiver")
    url = at(world, "supervision:leave_ask")
    days = {"first_on": world.today, "last_on": world.today + timedelta(days=1)}
    wrong = post(cadre, url, kind="annual", first_on=world.today, last_on="2020-01-01")
    assert wrong.status_code == 409
    assert post(cadre, url, kind="annual", reason="看望父母", **days).status_code == 302
    row = Leave.objects.get()
    shown = text(host.get(reverse("supervision:leave", args=[row.pk])))
    assert "看望父母" not in shown
    told = post(host, reverse("supervision:leave_reveal", args=[row.pk]), purpose="审批")
    assert "看望父母" in text(told)
    decide = reverse("supervision:leave_decide", args=[row.pk])
    kept = post(host, decide, is_approved="no", answer="")
    assert kept.status_code == 409
    assert "请写明不同意的理由" in text(kept)
    assert post(host, decide, is_approved="yes").status_code == 302
    assert post(host, decide, is_approved="yes", answer="x").status_code == 409
    back = reverse("supervision:leave_return", args=[row.pk])
    assert post(host, back, returned_on=world.today).status_code == 302
    row.refresh_from_db()
    assert row.state == "returned"


def test_the_department_gets_a_long_leave_to_decide(world: World) -> None:
    first = world.today + timedelta(days=20)
    row = actions.ask_leave(
        world.placements["own"].pk, by=world.user("cadre"), today=world.today, kind="annual",
        first_on=first, last_on=first + timedelta(days=20),
    )
    assert "审批请假" in text(enter(world, "organiser").get("/"))
    assert "审批请假" not in text(enter(world, "receiver").get("/"))
    page = text(enter(world, "receiver").get(reverse("supervision:leave", args=[row.pk])))
    assert reverse("supervision:leave_decide", args=[row.pk]) not in page


def test_talks_are_read_by_those_entitled_alone(world: World) -> None:
    make_rows(world)
    secret = token("Talk", "own", "notes")
    url = at(world, "supervision:talks")
    for role, sees in (("organiser", True), ("mentor", True), ("cadre", True),
                       ("receiver", False), ("sender", False)):
        response = enter(world, role).get(url)
        assert response.status_code == 200, role
        assert (secret in text(response)) is sees, role
    host = enter(world, "receiver")
    assert at(world, "supervision:talk_write", "arrival") in text(host.get(url))
    assert at(world, "supervision:talk_write", "organiser") not in text(host.get(url))
    form = at(world, "supervision:talk_write", "arrival")
    assert post(host, form, on=world.today).status_code == 409
    assert post(host, form, on=world.today, h0="带他看了三个村").status_code == 302
    assert "带他看了三个村" in text(host.get(url))
    assert Talk.objects.filter(kind="arrival").count() == 1
    assert host.get(at(world, "supervision:talk_write", "nonsense")).status_code == 404


def test_a_report_is_written_once_and_read_by_three(world: World) -> None:
    cadre = enter(world, "cadre")
    actions.write_log(world.placements["own"].pk, by=world.user("cadre"), today=world.today,
                      text="协调征地", result="十二户签订", task="征地")
    url = at(world, "supervision:report_write", "three_party")
    assert "征地：十二户签订" in text(cadre.get(url))
    assert post(cadre, url, h0="完成两项", h1="学政策").status_code == 302
    draft = Report.objects.get()
    hidden = reverse("supervision:report", args=[draft.pk])
    assert enter(world, "receiver").get(hidden).status_code == 404
    assert post(cadre, url, h0="完成三项", submit="1").status_code == 302
    for role in ("organiser", "sender", "receiver"):
        client = enter(world, role)
        assert "完成三项" in text(client.get(hidden))
        read = reverse("supervision:report_acknowledge", args=[draft.pk])
        assert post(client, read, remark="已阅").status_code == 302
        assert post(client, read, remark="再阅").status_code == 409
    draft.refresh_from_db()
    assert draft.state == "acknowledged"


def test_borrowing_is_shown_to_whose_turn_it_is(world: World) -> None:
    sender = enter(world, "sender")
    url = at(world, "supervision:borrow_ask")
    first = world.today + timedelta(days=4)
    done = post(sender, url, first_on=first, last_on=first, matter="项目验收", hours=4)
    assert done.status_code == 302
    assert "对借回提出意见" in text(enter(world, "receiver").get("/"))
    row = world.placements["own"].borrow_set.get()
    opine = reverse("supervision:borrow_opine", args=[row.pk])
    assert post(enter(world, "receiver"), opine, agrees="yes", opinion="").status_code == 422
    assert post(enter(world, "receiver"), opine, agrees="yes", opinion="可以").status_code == 302
    decide = reverse("supervision:borrow_decide", args=[row.pk])
    assert post(enter(world, "organiser"), decide, is_approved="yes").status_code == 403
    assert post(enter(world, "organiser_lead"), decide, is_approved="yes").status_code == 302
    page = text(sender.get(at(world, "supervision:placement_borrows")))
    assert "项目验收" in page


def test_a_month_is_one_click(world: World) -> None:
    host = enter(world, "receiver")
    month = world.today.replace(day=1) - timedelta(days=1)
    url = reverse("supervision:presence")
    page = host.get(url, {"month": month.strftime("%Y-%m")})
    assert page.context["to_confirm"] == 1
    confirm = reverse("supervision:presence_confirm")
    assert post(host, confirm, month=month.strftime("%Y-%m")).status_code == 302
    assert Presence.objects.count() == 1
    again = host.get(url, {"month": month.strftime("%Y-%m")})
    assert again.context["to_confirm"] == 0


def test_help_goes_to_who_can_help_and_no_further(world: World) -> None:
    kept = make_rows(world)["supervision.SupportRequest"]["own"]
    handler = enter(world, "handler")
    url = reverse("supervision:support", args=[kept.pk])
    assert kept.matter in text(handler.get(url))
    assert handler.get(at(world, "supervision:ledger")).status_code == 403
    assert enter(world, "receiver").get(url).status_code == 403
    answer = reverse("supervision:support_answer", args=[kept.pk])
    assert post(handler, answer, answer="已拨付").status_code == 302
    assert "您的求助已有答复" in text(enter(world, "cadre").get("/"))
    close = reverse("supervision:support_close", args=[kept.pk])
    assert post(enter(world, "cadre"), close).status_code == 302


def test_entitlements_need_a_tick_or_a_word_each(world: World) -> None:
    sender = enter(world, "sender")
    url = at(world, "supervision:entitlement_confirm")
    assert post(sender, url, ok_pay="on").status_code == 422
    ticks = {f"ok_{key}": "on" for key in ("pay", "welfare", "insurance")}
    assert post(sender, url, open_subsidy="补贴待发", **ticks).status_code == 302
    assert "补贴待发" in text(enter(world, "cadre").get(at(world, "supervision:care")))


def test_a_change_of_term_moves_the_term(world: World) -> None:
    asked = post(
        enter(world, "receiver"), at(world, "supervision:change_ask"), kind="early_return",
        takes_effect_on=world.today + timedelta(days=10), reason="机构调整",
    )
    assert asked.status_code == 302
    row = world.placements["own"].changes.get()
    url = reverse("supervision:change_decide", args=[row.pk])
    lead = enter(world, "organiser_lead")
    kept = post(lead, url, is_approved="yes", answer="同意提前返回")
    assert kept.status_code == 409
    assert "同意提前返回" in text(kept)
    explain = reverse("supervision:change_explain", args=[row.pk])
    assert post(enter(world, "cadre"), explain, explanation="服从").status_code == 302
    assert post(lead, url, is_approved="yes", answer="同意提前返回").status_code == 302
    assert Placement.objects.get(pk=world.placements["own"].pk).state == "ended"


def test_the_plan_from_draft_to_paper(world: World) -> None:
    host, cadre = enter(world, "receiver"), enter(world, "cadre")
    url = at(world, "development:plan_edit")
    assert "分管项目建设" in text(host.get(url, {"from": "post"}))
    fields = dict.fromkeys(("aims", "responsibilities", "tasks", "results", "standards"), "写明")
    assert post(host, url, **{**fields, "aims": "独当一面"}).status_code == 302
    plan = Plan.objects.get()
    agree = reverse("development:plan_agree", args=[plan.pk])
    assert post(cadre, agree).status_code == 409
    assert post(host, reverse("development:plan_propose", args=[plan.pk])).status_code == 302
    back = reverse("development:plan_return", args=[plan.pk])
    assert post(cadre, back, remark="").status_code == 422
    assert post(cadre, agree).status_code == 302
    assert post(host, agree, n=2).status_code == 302
    plan.refresh_from_db()
    assert plan.state == "agreed"
    paper = cadre.get(reverse("development:plan_paper", args=[plan.pk]))
    assert "独当一面" in ZipFile(BytesIO(paper.content)).read("word/document.xml").decode()


def test_another_plan_is_a_starting_point_of_the_same_unit_only(world: World) -> None:
    fields = {"aims": "别处的计划"}
    Plan.objects.create(placement=world.placements["other"], state="agreed", fields=fields,
                        written_by=world.users["receiver_other"])
    page = enter(world, "receiver").get(at(world, "development:plan_edit"))
    assert "别处的计划" not in text(page)
    assert page.context["others"] == []


def test_a_mentor_with_many_is_warned_of(world: World) -> None:
    world.mentorships["own"].delete()
    host = enter(world, "receiver")
    url = at(world, "development:mentor_appoint")
    last = world.placements["own"].ends_on
    days = {"starts_on": world.today, "ends_on": last, "kind": "contact"}
    nobody = post(host, url, login="nobody.here", name="甲", title="乙", **days)
    assert nobody.status_code == 409
    made = post(host, url, login="liaison", title="镇党委委员", **days)
    assert made.status_code == 302
    assert Mentorship.objects.filter(user=world.users["liaison"], name="用户liaison").exists()
    outside = {**days, "ends_on": last + timedelta(days=40)}
    assert post(host, url, name="丙", title="丁", **outside).status_code == 409


def test_feedback_is_confirmed_by_each_for_itself(world: World) -> None:
    row = development.give_feedback(
        world.placements["own"].pk, by=world.user("organiser"), today=world.today, source="gap",
        text="缺现场经历", to_unit="receiver",
    )
    url = reverse("development:feedback_acknowledge", args=[row.pk])
    assert "阅看反馈意见" in text(enter(world, "receiver").get("/"))
    assert post(enter(world, "receiver"), url).status_code == 302
    assert post(enter(world, "cadre"), url).status_code == 302
    assert post(enter(world, "sender"), url).status_code == 409
    assert "阅看反馈意见" not in text(enter(world, "receiver").get("/"))


@pytest.mark.parametrize("role", ["organiser", "receiver", "sender", "mentor", "cadre", "leader"])
def test_the_placements_page_shows_its_ledger(world: World, role: str) -> None:
    response = enter(world, role).get(reverse("placement:placement",
                                              args=[world.placements["own"].pk]))
    assert response.status_code == 200
    assert at(world, "supervision:ledger") in text(response)
