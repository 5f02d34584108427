"""Résumés are read as people write them and written as the form wants them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunmiao.engine.reasons import Reason
from dunmiao.engine.resume import (
    OTHER,
    STUDY,
    WORK,
    Entry,
    during,
    fit_resume,
    gaps,
    kind_of,
    read_resume,
    width_of,
    write_resume,
)

months = st.builds(date, st.integers(1950, 2026), st.integers(1, 12), st.just(1))
words = st.text(
    st.sampled_from("某省县镇村委科员学习（）()，。、；：其间1985.10--1988.07 abc第一书记“”"),
    min_size=1,
    max_size=120,
)
# Entries of real résumés begin with a word: a date there would be read as the entry's own.
texts = st.builds(lambda text: "某" + " ".join(text.split()), words)


def make_entry(one: date, other: date, text: str, is_open: bool) -> Entry:
    """Give an entry whose days are in order."""
    starts_on, ends_on = sorted((one, other))
    return Entry(starts_on, None if is_open else ends_on, text, kind_of(text))


entries = st.builds(make_entry, months, months, texts, st.booleans())
closed = entries.filter(lambda entry: entry.text.count("其间") == 0)


@given(st.lists(closed, max_size=6), st.integers(30, 90))
def test_what_is_written_is_read_back(written: list[Entry], columns: int) -> None:
    assert read_resume(write_resume(written)).entries == tuple(written)
    wrapped = write_resume(written, columns=columns)
    assert read_resume(wrapped).entries == tuple(written)
    assert read_resume(wrapped).problems == ()


@given(entries, st.integers(30, 90))
def test_brackets_survive_the_wrap(entry: Entry, columns: int) -> None:
    assert read_resume(write_resume([entry], columns=columns)).entries == (entry,)


@given(entries, st.integers(40, 90))
def test_lines_keep_to_their_columns(entry: Entry, columns: int) -> None:
    lines = write_resume([entry], columns=columns).split("\n")
    assert all(width_of(line) <= columns for line in lines)
    assert all(line.startswith(" " * 18) for line in lines[1:])


def test_the_layout_of_the_form() -> None:
    text = "某某县青山镇党委委员、组织委员（其间：2019.03--2021.05在某省委党校在职研究生班学习）"
    written = write_resume(
        [
            Entry(date(2012, 9, 1), date(2016, 7, 1), "某某大学法学专业学习", STUDY),
            Entry(date(2016, 7, 1), None, text, WORK),
        ],
        columns=60,
    )
    assert written.split("\n") == [
        "2012.09--2016.07  某某大学法学专业学习",
        "2016.07--         某某县青山镇党委委员、组织委员（其间：",
        "                  2019.03--2021.05在某省委党校在职研究生班学",
        "                  习）",
    ]
    read = read_resume(written)
    assert [entry.kind for entry in read.entries] == [STUDY, WORK]
    (beside,) = during(read.entries[1])
    assert beside == Entry(
        date(2019, 3, 1), date(2021, 5, 1), "在某省委党校在职研究生班学习", STUDY
    )


@pytest.mark.parametrize(
    "written",
    [
        "1990.07--1995.08  某县财政局科员",
        "1990.07—1995.08某县财政局科员",
        "1990．07－－1995．08　　某县财政局科员",
        "1990年7月至1995年8月，某县财政局科员",
        "1990.7-1995.8 某县财政局科员",
        "199007-199508 某县财政局科员",
        "1990.07.15--1995.08.01 某县财政局科员",
        "1990-07-1995-08 某县财政局科员",
        "1990年7月15日至1995年8月1日 某县财政局科员",
        "１９９０.０７──１９９５.０８  某县财政局科员",
        "1990/07 ~ 1995/08 某县财政局\r\n    科员",
        "\ufeff1990.07--1995.08  某县财政\n                  局科员\n\n",
    ],
)
def test_free_forms(written: str) -> None:
    read = read_resume(written)
    assert read.problems == ()
    assert read.entries == (Entry(date(1990, 7, 1), date(1995, 8, 1), "某县财政局科员", WORK),)


@pytest.mark.parametrize("end", ["--", "--       ", "—至今", "-今", "至现在"])
def test_open_ends(end: str) -> None:
    (entry,) = read_resume(f"2023.10{end}  现任某局局长").entries
    assert (entry.ends_on, entry.text) == (None, "现任某局局长")


def test_a_bracket_broken_before_its_dates_stays_one_entry() -> None:
    read = read_resume(
        "1984.07--1990.08 某厂工人（其间：\n1985.10--1988.07在电大学习）\n1990.08-- 某局"
    )
    assert [entry.text for entry in read.entries] == [
        "某厂工人（其间：1985.10--1988.07在电大学习）",
        "某局",
    ]


def test_two_entries_in_one_bracket() -> None:
    text = "某局科员（其间：2001.03--2003.07在某校学习；2004.05--2005.05在某镇挂职）"
    found = during(Entry(date(2000, 7, 1), None, text))
    assert [(entry.text, entry.kind) for entry in found] == [
        ("在某校学习", STUDY),
        ("在某镇挂职", WORK),
    ]


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("某县财政局科员", "resume_dates"),
        ("1990年7月参加工作", "resume_dates"),
        ("1990年7月到某镇", "resume_dates"),
        ("1990.13--1995.08 某局", "resume_month"),
        ("1995.08--1990.07 某局", "resume_backwards"),
    ],
)
def test_bad_lines_are_named(written: str, rule: str) -> None:
    read = read_resume("\n" + written)
    assert read.entries == ()
    (problem,) = read.problems
    assert problem.rule == rule
    assert "Line 2" in str(problem)


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text: str) -> None:
    read = read_resume(text)
    for entry in read.entries:
        during(entry)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("某大学中文系汉语言文学专业学习", STUDY),
        ("某大学本科", STUDY),
        ("某师范学院学生", STUDY),
        ("某中学教师", WORK),
        ("某大学学生工作处科员", WORK),
        ("某局科员（其间：2001.03--2003.07在某校学习）", WORK),
        ("待业", OTHER),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert kind_of(text) == kind


def test_gaps() -> None:
    text = "2000.09--2004.07 某校学习\n2004.08--2006.01 某局\n2006.05--2008.01 某局\n2007.01-- 某局"
    (gap,) = gaps(read_resume(text).entries)
    assert gap.facts == {"ends": "2006.01", "starts": "2006.05"}
    assert gaps([]) == ()


def test_the_fitting_ladder() -> None:
    line = Entry(date(2000, 1, 1), date(2001, 1, 1), "某" * 12)
    for number, size in ((1, 14), (25, 14), (26, 12), (31, 11), (47, 5)):
        found = fit_resume([line] * number)
        assert not isinstance(found, Reason)
        assert found[0] == size
    refused = fit_resume([line] * 48)
    assert isinstance(refused, Reason)
    assert "48 lines" in str(refused)
    with pytest.raises(ValueError, match="26"):
        write_resume([line], columns=20)
