"""Names are spelled once, read rightly and sorted by strokes as public lists are."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunmiao.engine.names import (
    clean_name,
    given_name,
    initials,
    pinyin,
    search_text,
    surname,
    syllables,
)
from dunmiao.engine.strokes import KEY_LENGTH, stroke_count, stroke_key, stroke_kinds


@pytest.mark.parametrize(
    ("written", "clean"),
    [
        ("张  三", "张三"),
        ("张\u3000三", "张三"),
        ("\ufeff张\u200b三\r\n", "张三"),
        ("阿卜杜热合曼•买买提", "阿卜杜热合曼·买买提"),
        ("阿卜杜热合曼 . 买买提", "阿卜杜热合曼·买买提"),
        ("阿卜杜热合曼．买买提", "阿卜杜热合曼·买买提"),
        ("ＪＯＨＮ　 Smith", "JOHN Smith"),
        ("䶮  堃", "䶮堃"),
        ("", ""),
    ],
)
def test_clean_name(written: str, clean: str) -> None:
    assert clean_name(written) == clean


@given(st.text(max_size=40))
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean_name(clean_name(text)) == clean_name(text)
    assert surname(text) + given_name(text) == clean_name(text)


@pytest.mark.parametrize(
    ("name", "reading"),
    [
        ("单雄信", "shan xiong xin"),
        ("仇英", "qiu ying"),
        ("曾国藩", "zeng guo fan"),
        ("解缙", "xie jin"),
        ("区志强", "ou zhi qiang"),
        ("查良镛", "zha liang yong"),
        ("任长霞", "ren chang xia"),
        ("盖叫天", "ge jiao tian"),
        ("朴明哲", "piao ming zhe"),
        ("冼星海", "xian xing hai"),
        ("缪荃孙", "miao quan sun"),
        ("尉迟恭", "yu chi gong"),
        ("尉健行", "wei jian xing"),
        ("长孙无忌", "zhang sun wu ji"),
        ("万俟卨", "mo qi xie"),
        ("诸葛亮", "zhu ge liang"),
        ("欧阳修", "ou yang xiu"),
        ("单于冒", "chan yu mao"),
        ("吕蒙", "lv meng"),
        ("张 三", "zhang san"),
        ("阿依古丽·艾山", "a yi gu li ai shan"),
        ("John Smith", "john smith"),
    ],
)
def test_readings(name: str, reading: str) -> None:
    assert " ".join(syllables(name)) == reading
    assert pinyin(name) == reading.replace(" ", "")
    assert initials(name) == "".join(word[0] for word in reading.split())


def test_search_text_holds_every_reading_in_use() -> None:
    assert search_text("单雄信") == "sxx shanxiongxin"
    assert search_text("覃某") == "qm qinmou tm tanmou"
    assert search_text("") == " "


@pytest.mark.parametrize(
    ("name", "family"),
    [("诸葛亮", "诸葛"), ("诸葛", "诸"), ("王安石", "王"), ("阿凡提·库尔班", ""), ("Ann Lee", "")],
)
def test_surname(name: str, family: str) -> None:
    assert surname(name) == family


@pytest.mark.parametrize(
    ("character", "count", "kinds"),
    [
        ("丁", 2, "12"),
        ("王", 4, "1121"),
        ("马", 3, "551"),
        ("喆", 12, "121251121251"),
        ("镕", 15, None),
        ("珺", 11, None),
        ("堃", 11, None),
        ("皙", 13, "1234331232511"),
        ("䶮", 9, ""),
        ("A", None, ""),
    ],
)
def test_strokes_of_characters(character: str, count: int | None, kinds: str | None) -> None:
    assert stroke_count(character) == count
    if kinds is not None:
        assert stroke_kinds(character) == kinds


def test_every_character_of_gb2312_has_a_count() -> None:
    rows = range(0xB0, 0xF8)
    columns = range(0xA1, 0xFF)
    pairs = (bytes([row, column]) for row in rows for column in columns)
    all_of_them = [pair.decode("gb2312", "ignore") for pair in pairs]
    known = [one for one in all_of_them if one]
    assert len(known) == 6763
    assert [one for one in known if stroke_count(one) is None] == []


def test_public_list_order() -> None:
    # The order of a published national list: by strokes, names of one character first.
    right = ["丁学东", "于会文", "万立骏", "习近平", "马飚", "马兴瑞", "王毅", "王小洪"]
    right += ["王沪宁", "尤权", "石泰峰", "李希", "李强", "李干杰", "欧阳修", "赵乐际", "诸葛亮"]
    shuffled = random.Random(4).sample(right, len(right))
    assert sorted(shuffled, key=stroke_key) == right


def test_same_strokes_start_decides() -> None:
    # All of five strokes: 石 starts 横, 田 竖, 白 撇, 冯 点, 司 折.
    assert sorted("司冯白田石", key=stroke_key) == list("石田白冯司")


@given(st.text(max_size=60))
def test_key_fits_a_column(text: str) -> None:
    key = stroke_key(text)
    assert len(key) <= KEY_LENGTH
    assert key.isascii()
    assert key.isalnum()
    assert key == key.lower()
