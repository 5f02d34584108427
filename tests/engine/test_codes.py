"""Code tables are complete, unambiguous and forgiving of what clerks write."""

import pytest

from dunmiao.engine import codes
from dunmiao.engine.codes import TABLES, Table, tidy
from dunmiao.engine.reasons import Reason


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_every_word_means_one_row(table: Table) -> None:
    seen: dict[str, str] = {}
    for row in table:
        for word in {tidy(word) for word in (row.code, row.name, row.name_en, *row.variants)}:
            assert seen.setdefault(word, row.code) == row.code, (table.key, word)
            assert table.find(word) is row


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_rows_have_both_names_and_an_order(table: Table) -> None:
    assert [row.order for row in table] == list(range(len(table.codes)))
    assert all(row.name and row.name_en.isascii() for row in table)
    assert len({row.code for row in table}) == len(table.codes)
    assert all(len(row.code) <= 20 for row in table)


def test_sizes_of_the_national_tables() -> None:
    assert [row.code for row in codes.ETHNIC] == [f"{n:02}" for n in range(1, 59)]
    assert len(codes.ETHNIC.group("minority")) == 55
    assert [row.code for row in codes.POLITICAL] == [f"{n:02}" for n in range(1, 14)]
    assert [row.code for row in codes.SEX] == ["0", "1", "2", "9"]
    assert len(codes.POST_CLASS.codes) == 6
    assert len([row for row in codes.RANK if row.code.startswith("R")]) == 12
    assert len(codes.RANK.group("leading")) == 10
    assert len({row.variants[0] for row in codes.ETHNIC if row.code < "57"}) == 56


@pytest.mark.parametrize(
    ("table", "written", "code"),
    [
        (codes.SEX, " 男 ", "1"),
        (codes.ETHNIC, "汉", "01"),
        (codes.ETHNIC, "1", "01"),
        (codes.ETHNIC, "UG", "05"),
        (codes.ETHNIC, "维吾尔", "05"),
        (codes.ETHNIC, "布 依 族", "09"),
        (codes.POLITICAL, "党员", "01"),
        (codes.POLITICAL, "中共预备党员", "02"),
        (codes.POLITICAL, "团员", "03"),
        (codes.POLITICAL, "１３", "13"),
        (codes.EDUCATION, "研究生", "10"),
        (codes.EDUCATION, "省委党校研究生", "10"),
        (codes.EDUCATION, "全日制本科", "21"),
        (codes.EDUCATION, "大学", "21"),
        (codes.EDUCATION, "大专", "31"),
        (codes.DEGREE, "公共管理硕士", "3"),
        (codes.DEGREE, "法学硕士", "303"),
        (codes.RANK, "正科级", "141"),
        (codes.RANK, "四级主任科员", "R10"),
        (codes.PERSONNEL, "参公", "reference"),
        (codes.ORGANISATION, "县(区)级机关", "county"),
        (codes.KIN, "岳 父", "spouse_parent"),
    ],
)
def test_common_variants(table: Table, written: str, code: str) -> None:
    found = table.find(written)
    assert found is not None
    assert found.code == code


def test_a_school_is_not_an_education() -> None:
    assert codes.EDUCATION.find("北京大学") is None


def test_unknown_word_gives_a_sentence() -> None:
    why = codes.POLITICAL.read("红领巾")
    assert isinstance(why, Reason)
    assert "红领巾" in str(why)
    assert "政治面貌" in str(why)
    with pytest.raises(KeyError, match="political"):
        codes.POLITICAL["99"]


def test_ranks_sort_from_high_to_low() -> None:
    words = [
        "县处级正职",
        "一级调研员",
        "县处级副职",
        "四级调研员",
        "一级主任科员",
        "一级科员",
        "未定级",
    ]
    rows = [codes.RANK.find(word) for word in words]
    orders = [codes.RANK.order(row.code) for row in rows if row]
    assert orders == sorted(orders)
    assert len(orders) == len(words)
    assert codes.RANK.order("") == len(codes.RANK.codes)
    levels = [row.level for row in codes.RANK if row.level]
    assert levels == sorted(levels, reverse=True)


def test_education_levels() -> None:
    assert codes.has_education("21", "bachelor")
    assert codes.has_education("10", "master")
    assert not codes.has_education("23", "bachelor")
    assert codes.has_education("23", "college")
    assert not codes.has_education("", "primary")


def test_kin_classes_of_the_law() -> None:
    assert {row.group for row in codes.KIN} == {"spouse", "lineal", "collateral", "affinity", ""}
    assert "other" not in codes.BARRED_KIN
    assert "township" in codes.GRASSROOTS
    assert "county" not in codes.GRASSROOTS
