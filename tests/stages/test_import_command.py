"""`import people` and `import undo` on the command line, to the letter of its contract."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dunmiao import cli
from dunmiao.demo.sheets import applicants_workbook
from dunmiao.engine.identity import fake_number
from dunmiao.stages.people.models import Person
from dunmiao.stages.selection.models import Application, ImportBatch
from tests.stages.test_imports import applicants

pytestmark = pytest.mark.django_db
PROGRAMME = ["--programme", "two-way-secondment"]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    code = cli.main(["import", *arguments, "--json"])
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.xlsx"
    path.write_bytes(applicants_workbook(applicants()))
    return path


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    people = applicants()
    people[1]["ethnic"] = "火星"
    people[4]["id_number"] = people[0]["id_number"]
    path = tmp_path / "bad.xlsx"
    path.write_bytes(applicants_workbook(people))
    return path


def test_a_dry_run_lists_people_and_writes_nothing(
    bad: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, document = run(capsys, "people", str(bad), *PROGRAMME, "--dry-run")
    assert code == 1
    assert set(document) == {"rows", "accepted", "errors", "warnings", "people", "undo"}
    assert (document["rows"], document["accepted"], document["undo"]) == (6, 4, "")
    assert [(error["row"], error["column"], error["sheet"]) for error in document["errors"]] == [
        (7, "民族", "报名汇总"),
        (10, "身份证号码", "报名汇总"),
    ]
    assert document["people"][0] == {
        "row": 6, "sheet": "报名汇总", "file": "", "name": "陈一甲", "birth": "1990-07",
    }  # fmt: skip
    assert not Person.objects.exists()
    assert not ImportBatch.objects.exists()


def test_nothing_is_written_on_an_error_unless_asked(
    bad: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, document = run(capsys, "people", str(bad), *PROGRAMME)
    assert (code, document["undo"], Person.objects.count()) == (1, "", 0)
    assert "people" not in document
    code, document = run(capsys, "people", str(bad), *PROGRAMME, "--accept-good")
    assert (code, document["accepted"], Application.objects.count()) == (1, 4, 4)
    code, _undone = run(capsys, "undo", document["undo"])
    assert (code, Person.objects.count()) == (0, 0)


def test_an_empty_database_gets_its_first_programme(
    good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, document = run(capsys, "people", str(good), *PROGRAMME)
    assert (code, document["accepted"], document["errors"]) == (0, 6, [])
    assert {warning["name"] for warning in document["warnings"] if warning["row"]} == {
        f"陈一{mark}" for mark in "甲乙丙丁戊己"
    }
    code, again = run(capsys, "people", str(good), *PROGRAMME)
    assert (code, "error" in again) == (1, True)
    assert run(capsys, "undo", document["undo"])[0] == 0
    assert run(capsys, "undo", document["undo"])[0] == 1
    assert run(capsys, "undo", "4711")[0] == 1


def test_what_now_hangs_on_it_is_named(good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _code, document = run(capsys, "people", str(good), *PROGRAMME)
    Application.objects.filter(person__name="陈一丙").update(state="eligible")
    code, refused = run(capsys, "undo", document["undo"])
    assert code == 1
    assert "陈一丙" in refused["error"]
    assert Application.objects.count() == 6


def test_a_folder_of_forms_names_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from tests.files.making import lrmx

    for at, name in enumerate(("李一", "李二")):
        number = fake_number(at, born_on=date(1990, 7, 9), sex="1") if at else ""
        form = lrmx(XingMing=name, ShenFenZheng=number, XianRenZhiWu="区财政局科员")
        (tmp_path / f"{name}.lrmx").write_bytes(form)
    code, document = run(capsys, "people", str(tmp_path), *PROGRAMME, "--dry-run")
    assert (code, document["rows"], document["accepted"]) == (0, 2, 2)
    assert {warning["file"] for warning in document["warnings"]} == {"李一.lrmx", "李二.lrmx"}
    assert [row["file"] for row in document["people"]] == ["李一.lrmx", "李二.lrmx"]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["people", "nowhere.xlsx", *PROGRAMME], 1),
        (["people", __file__, *PROGRAMME], 1),
        (["people", __file__, "--programme", "nothing"], 1),
        (["undo", "x"], 2),
    ],
)
def test_refusals_are_one_document(
    arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    found, document = run(capsys, *arguments)
    assert found == code
    assert document["error"]


def test_a_closed_call_is_tried_but_takes_nobody(
    world: Any, good: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, document = run(capsys, "people", str(good), *PROGRAMME, "--dry-run")
    assert (code, document["accepted"]) == (0, 6)
    assert [warning["row"] for warning in document["warnings"]].count(0) >= 1
    before = Person.objects.count()
    code, document = run(capsys, "people", str(good), *PROGRAMME)
    assert (code, Person.objects.count()) == (1, before)
    assert document["error"]
