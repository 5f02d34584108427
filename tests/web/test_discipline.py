"""Pages of conduct: who sees an incident and when, and what each party does about it."""

from __future__ import annotations

from django.urls import reverse

from dunmiao.stages.people.models import Kinship, Person
from dunmiao.stages.supervision.models import Incident, Measure, TermChange
from tests.stages.test_inspections import rewritten
from tests.web.secrets import text_of
from tests.web.test_inspections import enter, post, text, url
from tests.world import World

RULE = """[[notice]]
key = "conduct"
name = "不大吃大喝"
name_en = "No feasting"
text = "不搞特殊，不扰民，不大吃大喝，不给群众增加负担。"
when = "conduct"
clause = "第二十四条"

[[notice]]
key = "no_promise"
"""


def _tell(w: World) -> Incident:
    at = w.placements["own"]
    done = post(enter(w, "receiver"), url("incident_report", at), discipline="integrity",
                happened_on=w.today, matter="接受村里宴请一次")  # fmt: skip
    assert done.status_code == 302
    return Incident.objects.get()


def test_an_incident_goes_from_host_to_person_to_department_to_sender(world: World) -> None:
    """001c-33, 000-31: each sees it when it is theirs, on the first page."""
    row = _tell(world)
    page = url("incident", row)
    cadre, desk = enter(world, "cadre"), enter(world, "organiser")
    sender, host = enter(world, "sender"), enter(world, "receiver")
    assert page in text(cadre.get("/"))
    assert sender.get(page).status_code == 404, "told only of what is found true"
    assert enter(world, "mentor").get(page).status_code == 403
    assert post(desk, url("incident_settle", row), is_true="yes", answer="属实").status_code == 409
    said = post(cadre, url("incident_explain", row), explanation="不知情，事后已付餐费")
    assert said.status_code == 302
    assert page in text(desk.get("/"))
    settled = post(desk, url("incident_settle", row), is_true="yes", answer="属实，已付餐费")
    assert settled.status_code == 302
    assert page in text(sender.get("/")), "001c-33: 通报派出单位"
    assert "接受村里宴请一次" in text(sender.get(page))
    assert post(sender, url("incident_note", row)).status_code == 302
    assert page not in text(sender.get("/"))
    shown = text(host.get(page))
    assert "第一责任人" in shown, "004-05"
    assert "赵明" in shown


def test_kin_of_the_person_never_see_it(world: World) -> None:
    row = _tell(world)
    mine = Person.objects.create(
        unit=world.units["a"], name="经办人", user=world.users["organiser"], initials="jbr",
        pinyin="jingbanren", stroke_key="01", sex="1", kind="civil_servant",
    )  # fmt: skip
    Kinship.objects.create(person=mine, other=world.people["own"], relation="表兄妹")
    desk = enter(world, "organiser")
    assert desk.get(url("incident", row)).status_code == 404
    assert world.people["own"].name not in text(desk.get(reverse("supervision:incidents")))
    assert enter(world, "organiser_lead").get(url("incident", row)).status_code == 200


def test_the_ladder_through_its_pages(world: World) -> None:
    """004-08, 004-28: the steps with pages of their own are linked, the rest is proposed here."""
    at = world.placements["own"]
    host, cadre, lead = (enter(world, key) for key in ("receiver", "cadre", "organiser_lead"))
    page = text(host.get(url("measure_propose", at)))
    for name in ("reminder_give", "change_ask"):
        assert url(name, at) in page
    nothing = text(enter(world, "sender").get(url("measure_propose", at)))
    assert "由其他一方作出处理" in nothing
    done = post(host, url("measure_propose", at), step="criticise", reason="多次迟到")
    row = Measure.objects.get()
    assert done.headers["Location"] == url("measure", row)
    assert url("measure", row) in text(cadre.get("/"))
    early = post(host, url("measure_settle", row), is_taken="yes", answer="批评")
    assert early.status_code == 409
    assert post(cadre, url("measure_explain", row), explanation="今后改正").status_code == 302
    taken = post(host, url("measure_settle", row), is_taken="yes", answer="当面批评")
    assert taken.status_code == 302
    assert "不记入考核" in text(cadre.get(url("measure", row)))
    assert post(cadre, url("measure_appeal", row), appeal="有值班记录").status_code == 302
    assert url("measure", row) in text(lead.get("/"))
    answer = post(lead, url("measure_review", row), is_lifted="yes", review="予以撤销")
    assert answer.status_code == 302
    assert "申诉后撤销" in text(cadre.get(url("measure", row)))


def test_a_recall_decided_can_be_appealed_against(world: World) -> None:
    at = world.placements["own"]
    row = TermChange.objects.create(
        placement=at, kind="recall", reason="不适宜", asked_by=world.users["organiser"],
        asked_on=world.today, takes_effect_on=at.ends_on, state="approved", answer="同意",
        decided_on=world.today, decided_by=world.users["organiser_lead"],
    )  # fmt: skip
    cadre, lead = enter(world, "cadre"), enter(world, "organiser_lead")
    assert "您可以申诉" in text(cadre.get(url("change", row)))
    assert post(cadre, url("change_appeal", row), appeal="处理过重").status_code == 302
    assert url("change", row) in text(lead.get("/"))
    assert post(lead, url("change_review", row), review="维持原决定").status_code == 302
    assert "维持原决定" in text(cadre.get(url("change", row)))


def test_the_rules_of_conduct_are_shown_to_everybody_and_read_once(world: World) -> None:
    """001b-36, 001c-22: with the way to complain beside them."""
    rewritten(world, ('[[notice]]\nkey = "no_promise"\n', RULE))
    at = world.placements["own"]
    cadre = enter(world, "cadre")
    assert url("conduct", at) in text(cadre.get("/"))
    for role in ("cadre", "receiver", "sender", "mentor", "organiser"):
        page = text(enter(world, role).get(url("conduct", at)))
        assert "不给群众增加负担" in page
        assert reverse("home:complaint_send") in page
    said = {"own_rules": "不收土特产\n每月住村十天"}
    assert post(cadre, url("conduct_acknowledge", at), **said).status_code == 302
    paper = text_of(cadre.get(url("conduct_paper", at)).content)
    for line in ("承诺书", "不给群众增加负担", "不收土特产", "每月住村十天", "承诺人"):
        assert line in paper
    assert enter(world, "sender").get(url("conduct_paper", at)).status_code == 403
    assert "土特产" not in text(enter(world, "sender").get(url("conduct", at)))
    assert "阅读行为规范" not in text(cadre.get("/"))
    assert "已于" in text(enter(world, "receiver").get(url("conduct", at)))


def test_lists_are_for_those_who_act(world: World) -> None:
    _tell(world)
    for name in ("incidents", "measures"):
        where = reverse(f"supervision:{name}")
        assert enter(world, "organiser").get(where).status_code == 200
        assert enter(world, "cadre").get(where).status_code == 403
        assert enter(world, "organiser").get(where, {"export": "xlsx"}).status_code == 200


