"""Every page in Chromium, Chinese on a desk and English on a phone: axe finds nothing serious,
and nothing lies beyond the right edge of a screen of 360 px."""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

from tests.asking import DOORS, REACH, lets_in, reached, send, shut, takes_row, urls_of
from tests.walking import rolled_back

pytestmark = [pytest.mark.django_db, pytest.mark.browser]

AXE = (Path(__file__).parents[1] / "assets" / "axe.min.js").read_text(encoding="utf-8")
HOST = "http://dunmiao.test"
WIDE, NARROW = 1280, 360
PAGES = sorted(name for name, door in DOORS.items() if door.get and not door.is_foreign)
RUN = """() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations
    .filter(one => ['serious', 'critical'].includes(one.impact))
    .flatMap(one => one.nodes.slice(0, 3).map(
        node => `${one.id}: ${node.target.join(' ')} | ${node.html.slice(0, 160)}`)))"""
BEYOND = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > innerWidth + 1)
    .filter(one => !one.closest('.table-scroll, svg, pre'))
    .slice(0, 4).map(one => one.outerHTML.slice(0, 160))
    .concat([`${document.documentElement.scrollWidth} px wide`])"""


def readers(name: str) -> Iterator[tuple[str, str]]:
    """Give each role with a relation it may open the page on, who sees most first."""
    door = DOORS[name]
    if door.get == "public":
        yield "visitor", "own"
    roles = ["organiser_lead", "organiser", *REACH]
    for role in dict.fromkeys(roles):
        if lets_in(door.get, role):
            for relation in reached(door, role) if takes_row(door) else ["own"]:
                yield role, relation


class Served:
    """Pages of the test's own world for a browser: no port, no second thread, no second world."""

    def __init__(self, cookies: dict[str, str]) -> None:
        """Keep everybody's cookies."""
        self.cookies, self.cookie = cookies, ""

    def answer(self, route: Any) -> None:
        """Give a page or a static file as the browser asks for it."""
        url = urlsplit(route.request.url)
        if url.path.startswith(settings.STATIC_URL):
            found = finders.find(url.path.removeprefix(settings.STATIC_URL))
            if found:
                kind = mimetypes.guess_type(str(found))[0] or "text/plain"
                route.fulfill(body=Path(str(found)).read_bytes(), content_type=kind)
            else:
                route.fulfill(status=404)
            return
        path = f"{url.path}?{url.query}" if url.query else url.path
        response = send(self.cookie, route.request.method, path)
        headers = {key: value for key, value in response.headers.items() if key != "Set-Cookie"}
        body = b"".join(response.streaming_content) if response.streaming else response.content
        route.fulfill(status=response.status_code, headers=headers, body=body)


@pytest.fixture(scope="module")
def served(cookies: dict[str, str], browser: Any) -> Iterator[tuple[Served, Any]]:
    """One tab for the whole module."""
    made = Served(cookies)
    context = browser.new_context(reduced_motion="reduce", locale="zh-CN")
    context.route("**/*", made.answer)
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield made, page
    context.close()


_seen: dict[str, tuple[str, str] | None] = {}


def shown(name: str, rows: Any, cookies: dict[str, str]) -> tuple[str, str] | None:
    """Give (cookie, address) of somebody to whom the page is shown; None for files and leads."""
    if name not in _seen:
        _seen[name] = _shown(name, rows, cookies)
    return _seen[name]


def _shown(name: str, rows: Any, cookies: dict[str, str]) -> tuple[str, str] | None:
    urls = urls_of(name, rows)
    for role, relation in readers(name):
        if relation not in urls:
            continue
        with rolled_back():
            response = send(cookies[role], "GET", urls[relation])
            shut(response)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        assert response.status_code < 500, f"{name} breaks for {role}"
        if response.status_code == 200 and is_page:
            return cookies[role], urls[relation]
    return None


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_within_reach_of_everybody(
    name: str, standing: Any, cookies: dict[str, str], served: Any
) -> None:
    found = shown(name, standing[1], cookies)
    if found is None:
        pytest.skip("a file, or a page that only leads to another")
    server, page = served
    faults = []
    for language, width in (("zh-hans", WIDE), ("en", NARROW)):
        server.cookie = f"{found[0]}; language={language}" if found[0] else f"language={language}"
        page.set_viewport_size({"width": width, "height": 900})
        with rolled_back():
            page.goto(HOST + found[1], wait_until="load")
        page.evaluate(AXE)
        faults += [f"{language} {fault}" for fault in page.evaluate(RUN)]
        page.set_viewport_size({"width": NARROW, "height": 900})
        faults += [f"{language} {NARROW} px: {fault}" for fault in page.evaluate(BEYOND)]
    assert not faults, f"{name} {found[1]}\n" + "\n".join(faults)


def test_nearly_every_page_is_looked_at(standing: Any, cookies: dict[str, str]) -> None:
    looked = [name for name in PAGES if shown(name, standing[1], cookies)]
    assert len(looked) >= 0.7 * len(PAGES)


def test_the_looks_bite(browser: Any) -> None:
    page = browser.new_page(viewport={"width": NARROW, "height": 900})
    page.set_content("<html lang=en><button></button><div style='width:600px'>wide</div>")
    page.evaluate(AXE)
    assert any(fault.startswith("button-name") for fault in page.evaluate(RUN))
    assert any("wide" in fault for fault in page.evaluate(BEYOND))
    page.close()
