"""The first run in the browser and on the command line."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from dunmiao import cli
from dunmiao.stages.accounts.models import User
from dunmiao.stages.common.clock import now, today
from dunmiao.stages.common.models import Holiday
from dunmiao.stages.organisations.actions.setup import begin_setup
from dunmiao.stages.organisations.models import Organisation
from dunmiao.stages.organisations.roles import ADMINS
from dunmiao.web.home import setup as page_module
from tests.world import World

pytestmark = pytest.mark.django_db
WORDS = ("lantern-river-quiet-7", "copper-meadow-slow-8", "window-barley-north-9")


def begin() -> str:
    token: str = begin_setup(by=None, today=today(), at=now())
    return token


def typed(**changes: str) -> dict[str, str]:
    data = {"name": "北山县", "short_name": "北山", "kind": "county"}
    for role, name, password in zip(ADMINS, ("赵一", "钱二", "孙三"), WORDS, strict=True):
        data |= {f"{role}_name": name, f"{role}_username": role.replace("_", "."),
                 f"{role}_password": password, f"{role}_again": password}
    return data | changes


def test_before_anybody_is_there_every_way_in_says_how_to_begin() -> None:
    for path in ("/", "/sign-in/"):
        answer = Client().get(path)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "./dunmiao init" in page
        assert 'type="password"' not in page


def test_the_page_makes_the_three_and_dies() -> None:
    client, path = Client(), f"/setup/{begin()}/"
    page = client.get(path)
    assert page.status_code == 200 and page.content.decode().count('type="password"') == 6
    answer = client.post(path, typed())
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/")
    assert Organisation.objects.get().name == "北山县"
    for method in (client.get, client.post):
        assert method(path, typed()).status_code == 404
    assert User.objects.count() == 3
    right = {"login": "security.admin", "password": WORDS[1]}
    assert client.post("/account/login/", right).status_code == 302


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"system_admin_again": "other"}, 422, "两次输入"),
        ({"kind": "nothing"}, 422, ""),
        ({"audit_admin_password": "short", "audit_admin_again": "short"}, 409, "12"),
        ({"audit_admin_name": "赵一"}, 409, "三名"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    changes: dict[str, str], status: int, sentence: str
) -> None:
    path = f"/setup/{begin()}/"
    answer = Client().post(path, typed(**changes))
    page = answer.content.decode()
    assert answer.status_code == status
    assert sentence in page
    assert "北山县" in page and not any(word in page for word in WORDS)
    assert not User.objects.exists()


def test_the_page_dies_with_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"/setup/{begin()}/"
    late = now() + timedelta(minutes=31)
    monkeypatch.setattr(page_module, "now", lambda: late)
    assert Client().get(path).status_code == 404
    assert Client().post(path, typed()).status_code == 404
    assert not User.objects.exists()


def test_the_command_fills_the_holidays_and_prints_an_address_that_opens(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.main(["init", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["holidays"] == Holiday.objects.count() > 100
    path = said["address"].partition("8000")[2]
    assert path == f"/setup/{said['token']}/"
    assert Client().get(path).status_code == 200
    assert cli.main(["init"]) == 0
    printed = capsys.readouterr().out
    assert said["token"] not in printed and "/setup/" in printed
    assert Client().get(path).status_code == 404


def test_the_command_refuses_where_administrators_are(
    world: World, capsys: Any
) -> None:
    assert cli.main(["init"]) == 1
    assert "/setup/" not in capsys.readouterr().out
    assert "./dunmiao init" not in Client().get("/").content.decode()
