"""What all tests share: the marks that choose databases, the data folder, and the browser."""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

USES_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup", "admin_client"}
USES_BROWSER = {"browser", "new_page"}


def pytest_configure(config: pytest.Config) -> None:
    """Pages are tested in the words that people read: compiled before Django reads them."""
    from dunmiao.config.catalogues import compile_all

    compile_all()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only",
        action="store_true",
        help="run only the tests that use the database",
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if uses_database(item):
            item.add_marker(pytest.mark.database)
        if USES_BROWSER & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
    if config.getoption("--database-only"):
        kept = [item for item in items if item.get_closest_marker("database")]
        dropped = [item for item in items if not item.get_closest_marker("database")]
        config.hook.pytest_deselected(items=dropped)
        items[:] = kept


def uses_database(item: pytest.Item) -> bool:
    """Tell by fixtures, mark or base class whether a test needs a database."""
    if item.get_closest_marker("django_db") or item.get_closest_marker("database"):
        return True
    if USES_DATABASE & set(getattr(item, "fixturenames", ())):
        return True
    case = getattr(item, "cls", None)
    return inspect.isclass(case) and any(
        base.__module__ == "django.test.testcases" and base.__name__ == "TransactionTestCase"
        for base in case.__mro__
    )


@pytest.fixture(scope="session", autouse=True)
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tests neither see nor touch the data of this machine."""
    from django.conf import settings

    folder = tmp_path_factory.mktemp("data")
    settings.DATA = folder
    settings.STATIC_ROOT = folder / "static"
    settings.STATIC_ROOT.mkdir()
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The distribution's Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    from dunmiao.commands.machine import chromium

    program = chromium()
    if not program:
        pytest.fail("Chromium is missing: run ./dunmiao test, or apt-get install chromium")
    # Playwright's loop runs in the thread of the test, which alone uses the database there.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def new_page(browser: Any) -> Iterator[Any]:
    """Open pages of a given width, each person in a context of their own."""
    contexts = []

    def open_page(width: int = 1280, height: int = 900, locale: str = "zh-CN") -> Any:
        context = browser.new_context(
            viewport={"width": width, "height": height}, locale=locale, reduced_motion="reduce"
        )
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the repository."""
    return Path(__file__).resolve().parents[1]


@pytest.fixture
def english() -> Iterator[None]:
    """Let sentences come in English, as the code says them."""
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.fixture
def world(db: None) -> Any:
    """Two counties, a user per role, one placement of each relation (tests/world.py)."""
    from tests.world import build_world

    return build_world()


@pytest.fixture(scope="module")
def standing(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """One world and its rows for a whole module; each test takes back what it changed."""
    from django.db import transaction

    from tests.walking import all_rows
    from tests.world import build_world

    with django_db_blocker.unblock(), transaction.atomic():
        world = build_world()
        yield world, all_rows(world)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def cookies(standing: Any) -> dict[str, str]:
    """Everybody of the standing world, signed in once."""
    from tests.asking import sign_everybody_in

    return sign_everybody_in(standing[0])
