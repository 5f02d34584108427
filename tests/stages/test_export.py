"""`export dossier`: one PDF or a zip of its parts, a sentence where it cannot be (cli.md)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dunmiao import cli
from dunmiao.commands import database
from tests.stages.appraisal_world import approved
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def same_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command looks at the test's database, which is there already."""
    monkeypatch.setattr(database, "ready_database", lambda: None)


def export(*arguments: str) -> int:
    return cli.main(["export", "dossier", *arguments])


def test_pdf_and_zip(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    approved(world)
    number = str(world.placements["own"].pk)
    for name, head in (("a.pdf", b"%PDF"), ("a.zip", b"PK")):
        assert export("--placement", number, "--out", str(tmp_path / name)) == 0
        assert (tmp_path / name).read_bytes().startswith(head)
    said = capsys.readouterr()
    assert "单雨桐" in said.out and "选派通知" in said.err
    out = str(tmp_path / "b.pdf")
    assert export("--placement", number, "--out", out, "--json") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["person"] == "单雨桐" and "半年考核表" in document["parts"]
    assert len(document["digest"]) == 64 and "选派通知" in document["missing"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.pdf", "a.zip", "b.pdf"]


@pytest.mark.parametrize(
    ("placement", "out", "code"),
    [
        ("999999", "a.pdf", 1),
        ("9" * 40, "a.pdf", 1),
        ("own", "a.pdf", 2),
        ("1", "a.txt", 2),
        ("1", "a", 2),
        ("1", "nowhere/a.pdf", 1),
    ],
)
def test_what_cannot_be_is_said(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], placement: str, out: str,
    code: int,
) -> None:  # fmt: skip
    assert export("--placement", placement, "--out", str(tmp_path / out), "--json") == code
    said = capsys.readouterr()
    assert json.loads(said.out)["error"] and said.err
    assert list(tmp_path.iterdir()) == []
