"""The audit trail shows who did what and when, and nothing that personnel fields hold."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import translation

from dunmiao.stages.common.acts import ACTIONS, act, record
from dunmiao.stages.common.models import AuditEntry
from dunmiao.stages.organisations import actions
from dunmiao.web.trail_words import field_words
from tests.web.test_home import client_of
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def touch() -> Iterator[Callable[..., None]]:
    """Lend an act that no stage has, and take it back: all tests share one register of acts."""

    @act("test.touch")
    def touch(row: object, *, by: object) -> None:
        record("test.touch", row, by=by, changes={"major": ["经济学", "秘密专业"]})  # type: ignore[arg-type]

    yield touch
    del ACTIONS["test.touch"]


@pytest.fixture
def trail(world: World, touch: Callable[..., None]) -> World:
    actions.set_contact(world.units["town1"].pk, "clerk", by=world.user("receiver"),
                        today=world.today, name="李明", title="办事员")
    actions.give_grant(world.users["stranger"].pk, world.units["town2"].pk, "receiver",
                       by=world.user("security_admin"), today=world.today)
    touch(world.people["own"], by=world.user("organiser"))
    touch(world.people["foreign"], by=world.user("organiser_b"))
    return world


def test_fields_of_persons_are_named_and_their_content_is_not(trail: World) -> None:
    page = client_of(trail, "audit_admin").get("/audit/").content.decode()
    assert "所学专业" in page or "专业" in page
    for hidden in ("秘密专业", trail.people["own"].name, "ZQX-", "李明"):
        assert hidden not in page
    assert trail.units["town2"].name in page  # what a grant is over may be read


def test_the_trail_keeps_to_the_administrators_tree(trail: World) -> None:
    page = client_of(trail, "audit_admin").get("/audit/").content.decode()
    assert "乙县organiser" not in page


def test_it_is_filtered_by_act_actor_object_and_day(trail: World) -> None:
    client = client_of(trail, "audit_admin")
    person = trail.people["own"].pk
    for query, shown in (
        ("act=grant.give", 1), ("act=leave.ask", 0), ("actor=用户receiver", 1),
        (f"object=person&number={person}", 1), ("object=grant", 1), ("from=2199-01-01", 0),
        (f"from={trail.today}&to={trail.today}", 3), ("from=nonsense", 3),
    ):
        page = client.get(f"/audit/?{query}")
        assert page.context["listing"].count == shown, query


def test_only_the_audit_administrator_reads_it_and_nobody_changes_it(trail: World) -> None:
    for key in ("organiser", "system_admin", "security_admin", "cadre", "leader"):
        assert client_of(trail, key).get("/audit/").status_code == 403
    client = client_of(trail, "audit_admin")
    assert client.post("/audit/", {"submission_key": "k" * 9}).status_code == 405
    assert AuditEntry.objects.filter(act="test.touch").count() == 2
    answer = client_of(trail, "audit_admin").get("/audit/?export=xlsx")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].endswith("sheet")


def _recorded() -> set[str]:
    """Collect the fields that acts name when they record."""
    found = set()
    for path in (Path(__file__).parents[2] / "src" / "dunmiao" / "stages").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
                for keyword in node.keywords:
                    if keyword.arg == "changes" and isinstance(keyword.value, ast.Dict):
                        keys = keyword.value.keys
                        found |= {key.value for key in keys if isinstance(key, ast.Constant)}
    return found


def test_every_field_that_an_act_records_has_words() -> None:
    recorded = _recorded()
    assert len(recorded) > 50
    with translation.override("zh-hans"):
        bare = {field for field in recorded if field_words("", field).isascii()}
    assert bare == set(), "say in web/trail_words.py what these are called"
