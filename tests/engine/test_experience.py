"""Experience is counted from the work record, each month once, with the entries it rests on."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunmiao.engine.codes import ORGANISATION, POST_CLASS
from dunmiao.engine.experience import (
    Service,
    grassroots,
    guess_post_class,
    guess_unit_kind,
    ladder,
    months_by_post_class,
    services,
    three_gates,
    work_kinds,
)
from dunmiao.engine.resume import STUDY, WORK, read_resume

TODAY = date(2026, 11, 23)


def read(text: str, unit_kinds: dict[str, str] | None = None) -> tuple[Service, ...]:
    """Give the services of a résumé, one entry in a line."""
    found = read_resume(text)
    assert found.problems == ()
    return services(found.entries, unit_kinds)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("某县青山镇党委委员、组织委员", "township"),
        ("某县白水乡政府科员", "township"),
        ("某县财政局科员", "county"),
        ("某区委组织部科员", "county"),
        ("某县乡村振兴局科员", "county"),
        ("某县农业农村局科员", "county"),
        ("某市委宣传部科员", "city"),
        ("某市发展和改革委员会科员", "city"),
        ("某省财政厅科员", "province"),
        ("某区东风街道党工委委员", "street"),
        ("某区东风街道和平社区党委书记", "community"),
        ("某县青山镇李家村第一书记", "village"),
        ("某县驻村工作队队员", "village"),
        ("某市经济技术开发区管委会科员", "zone"),
        ("某县第一中学教师", "institution"),
        ("某市城市建设集团有限公司职员", "enterprise"),
        ("镇江市财政局科员", "city"),
        ("镇远县财政局科员", "county"),
        ("某自治区党委组织部干部", "province"),
        ("某自治区某市某县财政局科员", "county"),
        ("国家税务总局某司科员", "central"),
        ("某某", ""),
    ],
)
def test_kind_of_unit_from_the_words(text: str, kind: str) -> None:
    assert guess_unit_kind(text) == kind
    assert kind == "" or kind in ORGANISATION


def test_kinds_guessed_are_marked_and_a_choice_wins() -> None:
    text = "2016.07--2019.07  某县财政局科员\n2019.07--2020.07  某某"
    guessed, unknown = read(text)
    assert (guessed.unit_kind, guessed.is_guessed) == ("county", True)
    assert (unknown.unit_kind, unknown.is_guessed) == ("", True)
    _, chosen = read(text, {"某某": "village"})
    assert (chosen.unit_kind, chosen.is_guessed) == ("village", False)


def test_grassroots_months_and_what_they_rest_on() -> None:
    person = read(
        "2008.09--2012.07  某某乡中心小学学习\n"
        "2012.07--2014.07  某县青山镇科员\n"
        "2014.07--2020.01  某县财政局科员（其间：2018.03--2019.03在某县白水乡挂职任副乡长）\n"
        "2026.05--         某区东风街道办事处副主任"
    )
    tally = grassroots(person, today=TODAY)
    assert tally.months == 24 + 12 + 6
    assert [reason.facts["months"] for reason in tally.because] == [24, 12, 6]
    assert "青山镇" in str(tally.because[0])
    assert grassroots(person, today=TODAY, kinds={"street"}).months == 6
    assert grassroots(person, today=date(2013, 1, 1)).months == 6


def test_borrowed_upward_is_not_the_grass_roots() -> None:
    person = read(
        "2012.07--2014.07  某县青山镇科员（其间：2013.01--2013.07借调到某县委组织部工作；"
        "2013.09--2014.01在某县委党校学习）"
    )
    assert grassroots(person, today=TODAY).months == 24 - 6


def test_birth_in_a_village_counts_for_nothing() -> None:
    # 003-48: there is no way to tell this function where a person was born.
    assert grassroots(read("2016.07-- 某县财政局科员"), today=TODAY).months == 0


@pytest.mark.parametrize(
    ("text", "is_so"),
    [
        ("2012.09--2016.07 某大学学习\n2016.07-- 某县财政局科员", True),
        ("2012.09--2016.07 某大学学习\n2016.07--2018.07 某镇科员\n2018.07-- 某县财政局科员", False),
        ("2012.09--2016.07 某大学学习\n2016.07--2018.07 某某公司职员\n2018.07-- 某县财政局", False),
        ("2016.07-- 某县财政局科员（其间：2020.01--2021.01在某镇挂职锻炼）", False),
        ("2012.09--2016.07 某大学学习\n2016.07--2018.07 某某\n2018.07-- 某县财政局科员", None),
        ("2012.09--2016.07 某大学学习", None),
    ],
)
def test_three_gates(text: str, is_so: bool | None) -> None:
    found = three_gates(read(text), today=TODAY)
    assert found.is_so is is_so
    assert found.because
    assert all("%(" not in str(reason) for reason in found.because)


def test_a_short_stay_may_not_clear_the_flag() -> None:
    person = read("2016.07-- 某县财政局科员（其间：2020.01--2020.04在某镇挂职锻炼）")
    assert three_gates(person, today=TODAY).is_so is False
    assert three_gates(person, today=TODAY, at_least=12).is_so is True


def test_post_classes() -> None:
    person = read(
        "2020.01--2021.01 某镇党政综合办公室科员\n2021.01--2023.01 某镇乡村振兴办公室科员"
    )
    tallies = months_by_post_class(person, today=TODAY)
    held = {code: tally.months for code, tally in tallies.items()}
    assert held == {row.code: 0 for row in POST_CLASS} | {"general": 12, "rural": 24}
    assert guess_post_class("某某") == ""


def test_the_ladder_runs_across_programmes() -> None:
    past = read("2012.09--2016.07 某大学学习\n2016.07--2024.01 某县财政局科员")
    placement = Service(
        date(2025, 3, 1), date(2026, 3, 1), "青山镇挂职副镇长", unit_kind="township", rank="142"
    )
    later = Service(date(2027, 3, 1), None, "某街道", unit_kind="street")
    rungs = ladder([later, placement, *past], today=TODAY)
    assert [(rung.service.text, rung.months) for rung in rungs] == [
        ("某县财政局科员", 90),
        ("青山镇挂职副镇长", 12),
    ]


months = st.builds(date, st.integers(2000, 2030), st.integers(1, 12), st.just(1))


def make(one: date, other: date, kind: str, unit_kind: str, is_within: bool) -> Service:
    """Give a service whose days are in order."""
    starts_on, ends_on = sorted((one, other))
    return Service(starts_on, ends_on, "某", kind, unit_kind, is_within=is_within)


some = st.builds(
    make,
    months,
    months,
    st.sampled_from([WORK, STUDY]),
    st.sampled_from(["township", "county", "village", ""]),
    st.booleans(),
)


@given(st.lists(some, max_size=8))
def test_no_month_counts_twice(person: list[Service]) -> None:
    tally = grassroots(person, today=TODAY)
    assert tally.months == sum(int(str(reason.facts["months"])) for reason in tally.because)
    whole = (TODAY.year - 2000) * 12 + TODAY.month
    assert 0 <= tally.months <= whole
    assert grassroots(list(reversed(person)), today=TODAY).months == tally.months
    assert grassroots(person + person, today=TODAY).months == tally.months


def test_kinds_of_work_name_the_records_they_rest_on() -> None:
    """001b-46: what was done, by which record; the rest is open. Nothing is counted."""
    found = work_kinds(
        {"land": "征地拆迁", "flood": "防汛", "grid": "网格化管理"}, {"grid"},
        ("协助抓征地拆迁", "协助抓征地拆迁", " ", "联系东柳片区"), noted="登记",
    )  # fmt: skip
    assert [(one.key, one.told) for one in found] == [
        ("land", ("协助抓征地拆迁",)), ("flood", ()), ("grid", ("登记",)),
    ]  # fmt: skip
