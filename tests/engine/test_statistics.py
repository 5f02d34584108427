"""Composition: every table adds up, and the speech's sentence says the same figures."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunmiao.engine.charter.names import COMPOSITION
from dunmiao.engine.facts import PersonFacts, Term
from dunmiao.engine.statistics import (
    Member,
    chinese_paragraph,
    composition,
    composition_paragraph,
    cumulative,
    cumulative_sentence,
    in_chinese,
    study_of,
)

TODAY = date(2026, 3, 1)
FRONTS = {
    "industry": Term("Industry", "产业发展一线"),
    "village": Term("Villages", "乡村振兴、基层一线"),
}


def person(name: str, born: int, **more: str) -> PersonFacts:
    return PersonFacts(name, name, birth_on=date(born, 6, 1), **more)


COHORT = [
    Member(person("张三", 1990, sex="1", ethnic="01", political="01", education="21"), "industry"),
    Member(person("李四", 1999, sex="2", ethnic="15", political="05", education="14"), "village"),
    Member(
        person("王五", 1985, sex="2", ethnic="01", political="02", education="11", degree="201"),
        "village",
    ),
]


def test_the_paragraph_reads_as_in_the_source() -> None:
    counts = composition(COHORT, TODAY, (30, 35), FRONTS)
    assert chinese_paragraph(counts) == (
        "此次共选派干部3人，其中30岁以下干部1人，35岁以下干部2人，年龄最小的李四26岁；"
        "女干部2人，少数民族干部1人，党外干部1人；"
        "博士1人，研究生学历的1人，大学学历的1人；"
        "到产业发展一线1人，到乡村振兴、基层一线2人。"
    )
    pieces = [piece for group in composition_paragraph(counts) for piece in group]
    assert str(pieces[0]) == "3 cadres are sent."
    assert str(pieces[3]) == "The youngest, 李四, is 26."


def test_a_count_of_nothing_is_left_out() -> None:
    assert chinese_paragraph(composition([], TODAY, (35,), FRONTS)) == "此次共选派干部0人。"
    counts = composition([Member(PersonFacts("p"))], TODAY, (), {})
    assert chinese_paragraph(counts) == "此次共选派干部1人。"
    assert counts.youngest is None


def test_every_word_of_the_charter_has_its_table() -> None:
    counts = composition(COHORT, TODAY, (30,), FRONTS)
    assert set(counts.tables) | {"youngest"} >= COMPOSITION


def test_a_limit_of_age_includes_the_age_itself() -> None:
    on_birthday = [Member(PersonFacts("p", birth_on=date(1991, 3, 1)))]
    counts = composition(on_birthday, TODAY, (30, 35), {})
    assert counts.up_to == ((30, 0), (35, 1))
    labels = [row.label.name for row in counts.tables["age_bands"]]
    assert labels == ["30岁以下", "31—35岁", "36岁以上"]
    with pytest.raises(ValueError, match="rise"):
        composition(on_birthday, TODAY, (35, 30), {})


def test_all_who_share_the_youngest_age_are_named() -> None:
    pair = [Member(person("甲", 1999)), Member(person("乙", 1999)), Member(person("丙", 1980))]
    youngest = composition(pair, TODAY, (), {}).youngest
    assert youngest is not None
    assert youngest.age == 26
    assert set(youngest.names) == {"甲", "乙"}


@pytest.mark.parametrize(
    ("education", "degree", "band"),
    [
        ("11", "", "doctor"),
        ("13", "", "graduate"),
        ("21", "201", "doctor"),
        ("21", "3", "bachelor"),
        ("10", "", "graduate"),
        ("31", "", "college"),
        ("61", "", "below"),
        ("", "", ""),
    ],
)
def test_each_person_is_counted_in_one_band_of_education(
    education: str, degree: str, band: str
) -> None:
    assert study_of(PersonFacts("p", education=education, degree=degree)) == band


members = st.builds(
    Member,
    person=st.builds(
        PersonFacts,
        id=st.text("abc", min_size=1, max_size=3),
        birth_on=st.none() | st.dates(date(1960, 1, 1), date(2004, 1, 1)),
        sex=st.sampled_from(["", "0", "1", "2", "9"]),
        ethnic=st.sampled_from(["", "01", "15", "57", "xx"]),
        political=st.sampled_from(["", "01", "02", "03", "05", "12", "13", "?"]),
        education=st.sampled_from(["", "10", "11", "13", "14", "21", "31", "61", "90", "?"]),
        degree=st.sampled_from(["", "0", "1", "2", "201", "3", "4"]),
        personnel_kind=st.sampled_from(["", "civil_servant", "novel"]),
        rank=st.sampled_from(["", "142", "R11"]),
    ),
    front=st.sampled_from(["", "industry", "village", "new"]),
    direction=st.sampled_from(["", "down", "up", "mutual"]),
    post_class=st.sampled_from(["", "rural"]),
    sending_unit=st.sampled_from(["", "u1", "u2"]),
    receiving_unit=st.sampled_from(["", "r1"]),
)


@given(st.lists(members, max_size=12), st.sets(st.integers(20, 60), max_size=4))
def test_every_table_adds_up_in_any_order(cohort: list[Member], cuts: set[int]) -> None:
    units = {"u1": Term("Unit one", "一单位")}
    counts = composition(cohort, TODAY, sorted(cuts), FRONTS, units)
    for name, rows in counts.tables.items():
        assert sum(row.number for row in rows) == len(cohort), name
        assert len({row.key for row in rows}) == len(rows)
    numbers = [number for _cut, number in counts.up_to]
    assert numbers == sorted(numbers)
    assert composition(cohort[::-1], TODAY, sorted(cuts), FRONTS, units) == counts
    for group in composition_paragraph(counts):
        assert all(in_chinese(piece) and str(piece) for piece in group)


def test_years_run_on_without_gaps() -> None:
    rows = cumulative({2013: 50, 2014: 52, 2016: 20})
    assert [(r.year, r.sent, r.total, r.change) for r in rows] == [
        (2013, 50, 50, None),
        (2014, 52, 102, 2),
        (2015, 0, 102, -52),
        (2016, 20, 122, 20),
    ]
    sentence = cumulative_sentence(rows)
    assert sentence is not None
    assert in_chinese(sentence) == "2013年以来累计选派干部122人"
    assert cumulative({}) == ()
    assert cumulative_sentence(()) is None
