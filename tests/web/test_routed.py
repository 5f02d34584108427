"""A complaint or suggestion put to a unit: never the one complained of, never with its text."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse

from dunmiao.stages.organisations.actions import send_complaint
from dunmiao.stages.organisations.models import Routed
from tests.web.test_inspections import enter, post, text
from tests.world import World


def test_a_suggestion_goes_to_a_unit_and_the_writer_gets_the_answer(world: World) -> None:
    """001a-13: routed with a question of the department's own, answered by a day, then answered."""
    row = send_complaint("会议太多，赵某总是迟到", by=world.user("cadre"), today=world.today)
    desk, host = enter(world, "organiser"), enter(world, "receiver")
    ask = reverse("home:complaint_route", args=[row.pk])
    due = world.today + timedelta(days=5)
    form = {"unit": world.units["town1"].name, "question": "每月会议能否减少", "due_on": due}
    assert post(desk, ask, **form).status_code == 302
    asked = Routed.objects.get()
    page = reverse("home:routed", args=[asked.pk])
    assert page in text(host.get("/"))
    shown = text(host.get(page))
    assert "每月会议能否减少" in shown
    assert "赵某" not in shown, "the unit reads the question alone"
    assert "用户cadre" not in shown
    assert post(host, page, words="由四次减为两次").status_code == 302
    assert post(host, page, words="再答一次").status_code == 409
    there = reverse("home:complaint", args=[row.pk])
    assert "由四次减为两次" in text(desk.get(there))
    assert "由四次减为两次" not in text(enter(world, "cadre").get(there))
    assert post(desk, there, answer="已商柳河镇，会议减半").status_code == 302
    assert post(desk, ask, **form, again="1").status_code in {409, 422}


def test_whoever_is_complained_of_is_not_asked(world: World) -> None:
    row = send_complaint(
        "宿舍漏雨无人管", by=world.user("cadre"), today=world.today, about=world.units["town1"]
    )
    desk = enter(world, "organiser")
    ask = reverse("home:complaint_route", args=[row.pk])
    for unit in ("town1", "village1"):
        refused = post(desk, ask, unit=world.units[unit].name, question="情况如何",
                       due_on=world.today)  # fmt: skip
        assert refused.status_code == 409
    fine = post(desk, ask, unit=world.units["handler"].name, question="能否安排维修资金",
                due_on=world.today)  # fmt: skip
    assert fine.status_code == 302
    page = reverse("home:routed", args=[Routed.objects.get().pk])
    assert enter(world, "handler").get(page).status_code == 200
    assert enter(world, "receiver").get(page).status_code == 404
