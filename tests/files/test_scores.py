"""Score sheets and other small lists."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dunmiao.files.intake import Upload, read_scores, read_table
from dunmiao.files.limits import FileRefused
from tests.files.making import TODAY, Styled, csv_bytes, number_of, xls, xlsx

HEADINGS = ("序号", "准考证号", "姓名", "身份证号", "笔试成绩", "是否缺考")


def scores(rows, make=xlsx):
    name = {xlsx: "a.xlsx", xls: "a.xls", csv_bytes: "a.csv"}[make]
    return read_scores(Upload(name, make([["成绩表"], HEADINGS, *rows])), today=TODAY)


@pytest.mark.parametrize("make", [xlsx, xls, csv_bytes])
def test_scores_and_absences_are_read(make):
    intake = scores(
        [
            (1, "001", "张  三", number_of(1), 86.5, None),
            (2, "002", "李四", number_of(2), "７９", "否"),
            (3, "003", "王五", number_of(3), "缺考", None),
            (4, "004", "赵六", number_of(4), None, "√"),
            (5, "005", "孙七", number_of(5), 0, "是"),
            ("合计", None, "5人"),
        ],
        make,
    )
    assert not intake.errors
    assert [(r.row, r.name, r.ticket, r.score, r.is_absent) for r in intake.rows] == [
        (3, "张三", "001", Decimal("86.5"), False),
        (4, "李四", "002", Decimal(79), False),
        (5, "王五", "003", None, True),
        (6, "赵六", "004", None, True),
        (7, "孙七", "005", None, True),
    ]


@pytest.mark.parametrize(
    ("row", "column", "rule"),
    [
        ((1, "1", None, number_of(1), 80, None), "姓名", "name_missing"),
        ((1, "1", "张三", number_of(1), None, None), "笔试成绩", "score_missing"),
        ((1, "1", "张三", number_of(1), "优", None), "笔试成绩", "score_unreadable"),
        ((1, "1", "张三", number_of(1), 101, None), "笔试成绩", "score_range"),
        ((1, "1", "张三", number_of(1), -1, None), "笔试成绩", "score_range"),
        ((1, "1", "张三", number_of(1), "NaN", None), "笔试成绩", "score_range"),
        ((1, "1", "张三", number_of(1), 80, "是"), "笔试成绩", "score_of_absent"),
        ((1, "1", "张三", "123", 80, None), "身份证号", "identity_length"),
        (
            (1, "1", "张三", Styled(420106199007150016.0, "0"), 80, None),
            "身份证号",
            "identity_rounded",
        ),
    ],
)
def test_an_error_names_row_and_column(row, column, rule):
    intake = scores([(9, "9", "好人", number_of(9), 60, None), row])
    assert [(p.row, p.column, p.reason.rule) for p in intake.errors] == [(4, column, rule)]
    assert [r.name for r in intake.rows] == ["好人"]


def test_the_later_row_of_one_person_is_the_error():
    row = (1, "1", "张三", number_of(1), 80, None)
    intake = scores([row, row])
    assert [(p.row, p.column) for p in intake.errors] == [(4, "身份证号")]


def test_a_list_without_the_column_is_refused():
    data = csv_bytes([("姓名", "单位"), ("张三", "甲")])
    with pytest.raises(FileRefused) as refused:
        read_scores(Upload("a.csv", data), today=TODAY)
    assert "成绩" in str(refused.value)
    with pytest.raises(FileRefused):
        read_scores(Upload("a.lrmx", data), today=TODAY)


def test_any_list_can_be_read_by_its_own_words():
    data = csv_bytes([("岗位名称", "接收单位", "名额"), ("镇长助理", "甲镇", "２")])
    words = {"post": ("岗位", "岗位名称"), "unit": ("接收单位",), "places": ("名额", "人数")}
    table = read_table(Upload("a.csv", data), words, key="post", required=("unit",))
    row = table.rows[0]
    assert (row.row, row.text("post"), row.text("unit"), row.text("places")) == (
        2,
        "镇长助理",
        "甲镇",
        "2",
    )
