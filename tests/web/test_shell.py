"""The shell of every page: banners, menu, language, policy; and the parts in a browser."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.world import World

pytestmark = pytest.mark.django_db
AXE = Path(__file__).parents[1] / "assets" / "axe.min.js"
STATIC = Path(__file__).parents[2] / "src" / "dunmiao" / "web" / "static"


def _client(world: World, key: str) -> Client:
    client = Client()
    client.force_login(world.users[key])
    return client


def test_every_page_says_that_secrets_stay_out_and_where_to_complain(world: World) -> None:
    for path in ("/", "/organisations/", "/nowhere/"):
        page = _client(world, "organiser").get(path).content.decode()
        assert "本系统不得处理涉密信息" in page
        assert f"/complaints/send/?page={path.replace('/', '%2F')}" in page


def test_the_policy_lets_only_our_own_scripts_and_styles_in(world: World) -> None:
    answer = _client(world, "organiser").get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "'unsafe" not in policy
    (nonce,) = set(re.findall(r'nonce="([^"]+)"', answer.content.decode()))
    assert f"'nonce-{nonce}'" in policy


def test_htmx_neither_evaluates_nor_keeps_pages(world: World) -> None:
    page = _client(world, "organiser").get("/").content.decode()
    found = re.search(r"name=\"htmx-config\" content='([^']+)'", page)
    assert found
    config = json.loads(found[1])
    assert config["historyCacheSize"] == 0
    assert config["selfRequestsOnly"]
    assert not (config["allowEval"] or config["allowScriptTags"])
    assert not config["includeIndicatorStyles"]


def test_the_menu_shows_what_the_role_may_open(world: World) -> None:
    shown = {key: _client(world, key).get("/").content.decode()
             for key in ("organiser", "system_admin", "security_admin", "audit_admin", "cadre")}
    pages = {"/organisations/holidays/": {"organiser"}, "/audit/": {"audit_admin"},
             "/organisations/accounts/": {"system_admin", "security_admin"},
             "/organisations/grants/": {"security_admin"}}
    for href, roles in pages.items():
        assert {key for key, page in shown.items() if f'href="{href}"' in page} == roles


def test_the_language_switches_and_stays(world: World) -> None:
    client = _client(world, "organiser")
    assert 'lang="zh-Hans"' in client.get("/").content.decode()
    sent = {"language": "en", "next": "/organisations/", "submission_key": "k" * 12}
    answer = client.post("/language/", sent)
    assert answer.headers["Location"] == "/organisations/"
    page = client.get("/organisations/").content.decode()
    assert '<html lang="en"' in page
    assert "<h1>Units</h1>" in page
    sent = {"language": "zh-hans", "next": "https://elsewhere.example/", "submission_key": "l" * 12}
    assert client.post("/language/", sent).headers["Location"] == "/"


def test_what_is_shipped_names_its_licence_and_no_host() -> None:
    for folder in ("htmx", "tabler", "echarts", "icons"):
        assert (STATIC / "vendor" / folder / "LICENSE").read_text()
    lock = (STATIC.parents[3] / "package-lock.json").read_text()
    assert '"resolved"' not in lock


@pytest.mark.parametrize("width", [1280, 360])
def test_the_parts_draw_without_a_breach_or_a_serious_finding(
    new_page: Any, live_server: Any, world: World, settings: Any, width: int
) -> None:
    settings.DEMO = True
    page = new_page(width)
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    page.on("pageerror", lambda fault: said.append(str(fault)))
    client = _client(world, "organiser")
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    for path in ("/parts/", "/", "/organisations/", "/delegations/give/", "/complaints/send/"):
        page.goto(live_server.url + path)
        if path == "/parts/":
            page.wait_for_selector("canvas")
        page.evaluate(AXE.read_text())
        found = page.evaluate("axe.run().then(r => r.violations)")
        serious = [one["id"] for one in found if one["impact"] in {"serious", "critical"}]
        assert not serious, (path, serious)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    assert not said


def test_a_phone_opens_the_menu_without_script(
    browser: Any, live_server: Any, world: World
) -> None:
    client = _client(world, "organiser")
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 700})
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value,
                          "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url)
    assert not page.locator("#menu").is_visible()
    page.locator("label.menu-button").click()
    assert page.locator("#menu").is_visible()
    context.close()


def test_our_own_fault_is_said_without_asking_the_database(
    world: World, django_assert_num_queries: Any
) -> None:
    from django.test import RequestFactory

    from dunmiao.web.errors import broken

    with django_assert_num_queries(0):
        answer = broken(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "出现故障" in answer.content.decode()


def test_our_words_go_before_those_of_the_libraries() -> None:
    from django.utils.translation import gettext, override

    with override("zh-hans"):
        assert gettext("Accounts") == "账号"
