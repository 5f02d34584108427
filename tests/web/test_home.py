"""Sign-in, the first page, complaints, delegations, and forms that arrive twice."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from dunmiao.stages.organisations.models import Complaint, Delegation
from dunmiao.stages.organisations.roles import acts
from dunmiao.web.act_words import NOUNS, VERBS
from dunmiao.web.home.first_page import folded
from dunmiao.web.home.todo import TodoItem, todo_for
from tests.world import World

pytestmark = pytest.mark.django_db
KEY = "0123456789abcdef"


def client_of(world: World, key: str) -> Client:
    client = Client()
    client.force_login(world.users[key])
    return client


def test_a_password_opens_the_first_page_and_a_wrong_one_does_not(world: World) -> None:
    user = world.users["organiser"]
    user.set_password("lantern-river-quiet-7")
    user.save()
    client = Client()
    page = client.get("/").content.decode()
    assert 'action="/account/login/"' in page
    wrong = client.post("/account/login/", {"login": "organiser", "password": "wrong"})
    assert wrong.status_code == 200
    assert "form-errors" in wrong.content.decode()
    right = {"login": "organiser", "password": "lantern-river-quiet-7"}
    assert client.post("/account/login/", right).headers["Location"] == "/"
    assert "现在该我办的" in client.get("/").content.decode()


def test_nobody_signs_up_and_unused_account_pages_are_not_there(world: World) -> None:
    answer = Client().get("/account/signup/")
    assert "账号由管理员开设" in answer.content.decode()
    for path in ("email/", "password/reset/", "login/code/confirm/"):
        assert Client().get(f"/account/{path}").status_code == 404


def test_second_factor_pages_open_after_the_password_is_given_again(world: World) -> None:
    user = world.users["organiser"]
    user.set_password("lantern-river-quiet-7")
    user.save()
    client = Client()
    client.post("/account/login/", {"login": "organiser", "password": "lantern-river-quiet-7"})
    assert client.get("/account/mfa/").status_code == 200
    page = client.get("/account/mfa/totp/activate/", follow=True)
    assert page.redirect_chain[0][0].startswith("/account/reauthenticate/")
    again = {"password": "lantern-river-quiet-7"}
    page = client.post(page.redirect_chain[0][0], again, follow=True)
    assert "data:image/svg" in page.content.decode()
    assert client.get("/account/password/change/").status_code == 200


def test_demo_buttons_are_for_the_demonstration_on_this_machine(
    world: World, settings: Any
) -> None:
    world.users["organiser"].demo_role = "organiser"
    world.users["organiser"].save()
    assert Client().post("/demo/organiser/").status_code == 404
    settings.DEMO = True
    assert Client(REMOTE_ADDR="10.0.0.9").post("/demo/organiser/").status_code == 404
    assert "demo-door" in Client().get("/sign-in/").content.decode()
    client = Client()
    assert client.post("/demo/organiser/").status_code == 302
    assert client.get("/organisations/").status_code == 200


def test_what_is_late_comes_first_then_by_day(world: World, monkeypatch: Any) -> None:
    day = world.today
    items = [
        TodoItem("no day"), TodoItem("later", due_on=day + timedelta(days=9)),
        TodoItem("soon", due_on=day), TodoItem("late", due_on=day, tone="late"),
    ]
    monkeypatch.setattr("dunmiao.web.home.todo.TODO", [lambda _request: items])
    assert [item.title for item in todo_for(None)] == ["late", "soon", "later", "no day"]


def test_the_first_page_says_when_nothing_waits(world: World) -> None:
    assert "目前没有待办事项" in client_of(world, "audit_admin").get("/").content.decode()


def _complain(client: Client, key: str = KEY, **fields: str) -> Any:
    sent = {"text": "镇里没有安排任务", "about": "柳河镇", "page": "/placements/", **fields}
    return client.post("/complaints/send/", {**sent, "submission_key": key})


def test_a_complaint_is_sent_answered_and_read_by_its_writer(world: World) -> None:
    client = client_of(world, "cadre")
    assert _complain(client).status_code == 302
    row = Complaint.objects.get()
    assert row.page == "/placements/"
    department = client_of(world, "organiser")
    assert f"/complaints/{row.pk}/" in department.get("/").content.decode()
    page = department.get(f"/complaints/{row.pk}/").content.decode()
    assert "未署名" in page
    assert world.users["cadre"].name not in page
    answer = {"answer": "已与镇里商定", "submission_key": KEY}
    assert department.post(f"/complaints/{row.pk}/", answer).status_code == 302
    assert "已与镇里商定" in client.get(f"/complaints/{row.pk}/").content.decode()
    for stranger in ("receiver", "organiser_b", "audit_admin"):
        assert client_of(world, stranger).get(f"/complaints/{row.pk}/").status_code == 404
    answer["submission_key"] = KEY * 2
    assert client.post(f"/complaints/{row.pk}/", answer).status_code in {403, 404}


def test_a_form_sent_twice_counts_once_and_other_content_is_refused(world: World) -> None:
    client = client_of(world, "cadre")
    first, second = _complain(client), _complain(client)
    assert first.headers["Location"] == second.headers["Location"]
    assert second.headers["Dunmiao-Replayed"] == "1"
    assert _complain(client, text="别的内容").status_code == 409
    assert Complaint.objects.count() == 1
    assert client.post("/complaints/send/", {"text": "无编号"}).status_code == 400


def test_what_was_typed_is_kept_when_it_is_refused_or_misfilled(world: World) -> None:
    client = client_of(world, "cadre")
    refused = _complain(client, about="云溪区")
    assert refused.status_code == 409
    assert "12380" in refused.content.decode()
    assert "镇里没有安排任务" in refused.content.decode()
    misfilled = _complain(client, about="没有的单位")
    assert misfilled.status_code == 422
    assert _complain(client, about="").status_code == 302


def _lend(client: Client, world: World, **fields: Any) -> Any:
    sent = {
        "delegate": "stranger", "acts": ["contact.set"], "reason": "年休假",
        "starts_on": world.today.isoformat(),
        "ends_on": (world.today + timedelta(days=9)).isoformat(), "submission_key": KEY, **fields,
    }
    return client.post("/delegations/give/", sent)


def test_acts_are_lent_used_under_a_banner_and_taken_back(world: World) -> None:
    receiver, stranger = client_of(world, "receiver"), client_of(world, "stranger")
    assert _lend(receiver, world).status_code == 302
    row = Delegation.objects.get(reason="年休假")
    assert set(row.acts) == {"contact.read", "contact.set", "placement.read"} & set(row.acts)
    assert "contact.set" in row.acts
    address = f"/organisations/{world.units['town1'].pk}/contact/clerk/"
    assert stranger.get(address).status_code == 403
    stranger.post("/acting/", {"delegation": row.pk, "submission_key": KEY})
    assert f"正在代 <strong>{world.users['receiver'].name}</strong> 办理" in (
        stranger.get("/").content.decode()
    )
    stranger.post("/acting/", {"submission_key": KEY + "1"})
    assert "正在代" not in stranger.get("/").content.decode()
    other = client_of(world, "sender")
    assert other.post(f"/delegations/{row.pk}/end/", {"submission_key": KEY}).status_code == 404
    assert other.post("/acting/", {"delegation": row.pk, "submission_key": KEY}).status_code == 404
    receiver.post(f"/delegations/{row.pk}/end/", {"submission_key": KEY + "2"})
    again = {"delegation": row.pk, "submission_key": KEY + "3"}
    assert stranger.post("/acting/", again).status_code == 404


def test_only_what_one_holds_is_offered_to_lend(world: World) -> None:
    receiver = client_of(world, "receiver")
    assert _lend(receiver, world, acts=["organisation.edit"]).status_code == 422
    assert _lend(receiver, world, delegate="nobody").status_code == 409
    assert client_of(world, "security_admin").get("/delegations/give/").status_code == 403


def test_the_parts_page_is_for_the_demonstration_and_the_system_administrator(
    world: World, settings: Any
) -> None:
    assert client_of(world, "organiser").get("/parts/").status_code == 403
    assert client_of(world, "system_admin").get("/parts/").status_code == 200
    settings.DEMO = True
    assert client_of(world, "organiser").get("/parts/").status_code == 200


def test_every_act_has_words() -> None:
    pairs = [code.split(".") for code in acts()]
    assert not {noun for noun, _verb in pairs} - set(NOUNS)
    assert not {verb for _noun, verb in pairs} - set(VERBS)


def test_the_menu_goes_from_choosing_to_using(world: World) -> None:
    """选 育 管 用: the groups stand in the order of the work (002-02)."""
    page = client_of(world, "organiser").get("/").content.decode()
    heads = re.findall(r'<h2 class="menu-head">([^<]+)</h2>', page)
    signs = "".join(head.partition(" · ")[0] for head in heads if " · " in head)
    assert signs == "选派育管用", heads


def test_many_alike_are_folded_and_none_is_lost() -> None:
    """Five of one kind: two stand open, three behind a click; a single one after them stays."""
    alike = [TodoItem(title="Rotate", detail=str(n)) for n in range(5)]
    items = [TodoItem(title="Answer"), *alike, TodoItem(title="Sign")]
    blocks = folded(items)
    assert [(len(shown), len(rest)) for shown, rest in blocks] == [(3, 3), (1, 0)]
    assert [item for shown, rest in blocks for item in shown + rest] == items
    many = [TodoItem(title=str(n)) for n in range(99)]
    assert [(len(shown), len(rest)) for shown, rest in folded(many)] == [(30, 0)]
