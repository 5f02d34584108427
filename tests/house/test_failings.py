"""The failings the sources complain of: each on its page, with a test that exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.test_mechanisms import IDS, defined_in

# the sources' own list, in its order
FAILINGS = [
    "看不见管不到、不愿管管不严",
    "两头兼顾",
    "两头落空",
    "督导检查不到位",
    "特点掌握不全面",
    "到岗不好",
    "镀金过水",
    "机关化",
    "舍不得派优秀干部",
    "嫁出去的女儿",
    "职数已满、怕生根",
    "等待提拔的优越感",
    "重视不够",
]


@pytest.fixture(scope="module")
def table(root: Path) -> list[list[str]]:
    """The rows of the page: failing, source, what went wrong, where it shows, test."""
    lines = (root / "docs" / "FAILINGS.md").read_text().splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]
    return [row for row in rows if len(row) == 5 and "00" in row[1]]


def test_every_failing_stands_there_once(table: list[list[str]]) -> None:
    assert [row[0] for row in table] == FAILINGS


def test_every_failing_names_its_rows_in_the_mechanisms(table: list[list[str]]) -> None:
    for row in table:
        assert set(row[1].split(", ")) <= set(IDS), row


def test_every_failing_has_a_page_and_a_test_that_exists(
    table: list[list[str]], root: Path
) -> None:
    missing = []
    for row in table:
        path, _, name = row[4].strip("`").partition("::")
        if not row[3] or name not in defined_in(root / path):
            missing.append(f"{row[0]}: {row[4]}")
    assert missing == []
