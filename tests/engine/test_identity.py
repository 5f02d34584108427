"""Identity numbers and credit codes: what is sound passes, every slip is named."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunmiao.engine.identity import (
    FEMALE,
    MALE,
    Identity,
    check_character,
    contradictions,
    credit_check_character,
    fake_credit_code,
    fake_number,
    mask_number,
    read_credit_code,
    read_identity,
)
from dunmiao.engine.reasons import Reason

TODAY = date(2026, 11, 23)
births = st.dates(date(1940, 1, 1), TODAY)
serials = st.integers(0, 4_999_999)
fakes = st.builds(
    lambda serial, born_on, sex: fake_number(serial, born_on=born_on, sex=sex),
    serials,
    births,
    st.sampled_from([MALE, FEMALE]),
)


def rule_of(text: str, *, may_be_fake: bool = True) -> str:
    """Give the rule of the refusal, or "" when the number is sound."""
    found = read_identity(text, today=TODAY, may_be_fake=may_be_fake)
    return found.rule if isinstance(found, Reason) else ""


def test_the_example_of_the_standard() -> None:
    # GB 11643 prints 11010519491231002X.
    found = read_identity("11010519491231002X", today=TODAY)
    assert found == Identity("11010519491231002X", "110105", date(1949, 12, 31), FEMALE)
    assert not found.is_fake


@given(serials, births, st.sampled_from([MALE, FEMALE]))
def test_fakes_are_sound_and_mean_nobody(serial: int, born_on: date, sex: str) -> None:
    number = fake_number(serial, born_on=born_on, sex=sex)
    found = read_identity(number, today=TODAY)
    assert isinstance(found, Identity)
    assert (found.born_on, found.sex, found.is_fake) == (born_on, sex, True)
    assert rule_of(number, may_be_fake=False) == "identity_region"


@given(serials, serials, births)
def test_different_serials_give_different_fakes(one: int, other: int, born_on: date) -> None:
    same = fake_number(one, born_on=born_on, sex=MALE) == fake_number(
        other, born_on=born_on, sex=MALE
    )
    assert same == (one == other)


@given(fakes, st.integers(0, 16), st.integers(1, 9))
def test_any_single_digit_change_is_caught(number: str, place: int, shift: int) -> None:
    digit = str((int(number[place]) + shift) % 10)
    assert rule_of(number[:place] + digit + number[place + 1 :])


@given(fakes, st.sampled_from("0123456789X"))
def test_any_other_check_character_is_caught(number: str, last: str) -> None:
    assert bool(rule_of(number[:17] + last)) == (last != number[17])


@given(fakes, st.integers(0, 15))
def test_two_neighbours_swapped_are_caught(number: str, place: int) -> None:
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert bool(rule_of(swapped)) == (number != swapped)


@pytest.mark.parametrize(
    "written",
    [
        "１１０１０５１９４９１２３１００２Ｘ",
        " 110105 19491231 002x ",
        "'11010519491231002X",
        "110105-19491231-002X",
        "\ufeff11010519491231002X\u200b",
    ],
)
def test_ways_of_writing(written: str) -> None:
    found = read_identity(written, today=TODAY)
    assert isinstance(found, Identity)
    assert found.number == "11010519491231002X"


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("", "identity_missing"),
        ("  ", "identity_missing"),
        ("110105491231002", "identity_old"),
        ("1.10105194912E+17", "identity_rounded"),
        ("1101051949123100", "identity_length"),
        ("11010519491231002Y", "identity_shape"),
        ("1101051949123I002X", "identity_shape"),
        ("11010519491231²02X", "identity_check"),
        ("00010519491231002X", "identity_region"),
        ("110105194902310025", "identity_birth"),
        ("110105209912310025", "identity_birth"),
        ("110105194912310021", "identity_check"),
    ],
)
def test_slips_are_named(written: str, rule: str) -> None:
    found = read_identity(written, today=TODAY)
    assert isinstance(found, Reason)
    assert found.rule == rule
    assert "%(" not in str(found)
    assert not written.strip() or written not in str(found)


@given(st.text(max_size=30))
def test_any_text_gets_an_answer(text: str) -> None:
    assert isinstance(read_identity(text, today=TODAY), Identity | Reason)
    assert isinstance(read_credit_code(text), str | Reason)


def test_contradictions() -> None:
    held = read_identity("11010519491231002X", today=TODAY)
    assert isinstance(held, Identity)
    assert contradictions(held, born_on=date(1949, 12, 31), sex=FEMALE) == ()
    assert contradictions(held, born_on=date(1949, 12, 1), sex="") == ()
    both = contradictions(held, born_on=date(1949, 11, 1), sex=MALE)
    assert [reason.rule for reason in both] == ["identity_birth_differs", "identity_sex_differs"]


@given(fakes)
def test_mask_hides_the_birth(number: str) -> None:
    masked = mask_number(number)
    assert masked == number[:4] + "*" * 10 + number[14:]
    assert mask_number(number[:15]) == "*" * 15


def test_fake_serials_have_an_end() -> None:
    for serial in (-1, 5_000_000):
        with pytest.raises(ValueError, match="outside"):
            fake_number(serial, born_on=TODAY, sex=MALE)
    assert check_character("11010519491231002") == "X"


@given(
    st.integers(0, 10**9 - 1),
    st.integers(0, 17),
    st.sampled_from("0123456789ABCDEFGHJKLMNPQRTUWXY"),
)
def test_credit_codes(serial: int, place: int, character: str) -> None:
    code = fake_credit_code(serial)
    assert read_credit_code(f" {code.lower()} ") == code
    changed = code[:place] + character + code[place + 1 :]
    assert isinstance(read_credit_code(changed), Reason) == (changed != code)


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("", "credit_missing"),
        ("123", "credit_length"),
        ("9135010010000O1234", "credit_shape"),
        ("91350100M000100Y44", "credit_check"),
    ],
)
def test_credit_code_slips(written: str, rule: str) -> None:
    found = read_credit_code(written)
    assert isinstance(found, Reason)
    assert found.rule == rule


def test_credit_code_of_the_standard() -> None:
    # GB 32100 prints 91350100M000100Y43.
    assert read_credit_code("91350100M000100Y43") == "91350100M000100Y43"
    assert credit_check_character("91350100M000100Y4") == "3"
