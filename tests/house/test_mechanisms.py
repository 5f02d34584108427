"""docs/MECHANISMS.md is true: every row once, states as agreed, named tests exist."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from pathlib import Path

import pytest

CAPABILITIES = {"main job", "ledger", "field", "appraisal and papers"}
IDS = Path(__file__).with_name("mechanism_ids.txt").read_text().split()
# 004-01…19, 21…34, 36…38 and 41…59: the main job does not stand without them
REQUIRED = {f"004-{n:02d}" for n in (*range(1, 20), *range(21, 35), *range(36, 39), *range(41, 60))}


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    id: str
    term: str
    capability: str
    state: str
    where: str
    test: str


@pytest.fixture(scope="module")
def table(root: Path) -> list[Row]:
    """The rows of the page, in its order."""
    lines = (root / "docs" / "MECHANISMS.md").read_text().splitlines()
    cells = [
        [cell.strip() for cell in line.strip("|").split(" | ")]
        for line in lines
        if line.startswith("| 00")
    ]
    return [Row(*row) for row in cells]


def test_every_row_stands_there_once(table: list[Row]) -> None:
    assert len(IDS) == len(set(IDS)) == 324
    assert [row.id for row in table] == IDS


def test_every_row_has_its_capability_and_state(table: list[Row]) -> None:
    for row in table:
        assert row.term
        assert row.capability in CAPABILITIES, row
        assert row.state in {"works", "not yet"} or row.state.startswith("text only: "), row


def test_what_works_says_where_and_names_its_test(table: list[Row]) -> None:
    for row in table:
        named = row.where not in {"", "—"} and row.test not in {"", "—"}
        assert named == (row.state == "works"), row


def test_named_tests_exist(table: list[Row], root: Path) -> None:
    missing = []
    for row in table:
        if row.state == "works":
            path, _, name = row.test.strip("`").partition("::")
            if name not in defined_in(root / path):
                missing.append(f"{row.id}: {row.test}")
    assert missing == []


def test_the_main_job_works(table: list[Row]) -> None:
    main = {row.id for row in table if row.capability == "main job"}
    assert main >= REQUIRED
    assert {row.id for row in table if row.id in main | REQUIRED and row.state != "works"} == set()


def defined_in(path: Path) -> set[str]:
    """Name the tests of a file by reading it, without running it."""
    if not path.is_file():
        return set()
    tree = ast.parse(path.read_text())
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
