"""Check digits: citizen identity numbers (GB 11643) and unified social credit codes (GB 32100)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

from dunmiao.engine.reasons import Reason, gettext_noop

MALE: Final = "1"
FEMALE: Final = "2"

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_PROVINCES: Final = frozenset(
    str(number)
    for first, last in (
        (11, 15),
        (21, 23),
        (31, 37),
        (41, 46),
        (50, 54),
        (61, 65),
        (71, 71),
        (81, 83),
    )
    for number in range(first, last + 1)
)
# No province has this number, so a number that starts with it can mean nobody.
_FAKE_PROVINCE: Final = "99"
_FAKES_PER_REGION: Final = 500
_CREDIT_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_NOISE: Final = re.compile(r"[\s\u200b-\u200f\ufeff'’‘`\-‐-―−_.]+")
_SCIENTIFIC: Final = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)
_CENTURY_START: Final = date(1900, 1, 1)

_EMPTY: Final = gettext_noop(
    "The identity number is missing; write the 18 characters printed on the card."
)
_ROUNDED: Final = gettext_noop(
    "The spreadsheet has rounded the identity number; format the column as text and type the "
    "number again, since its last digits are lost."
)
_OLD: Final = gettext_noop(
    "This is an old identity number of 15 digits; ask for the number of 18 on the present card."
)
_LENGTH: Final = gettext_noop(
    "The identity number has %(length)s characters instead of 18; compare it with the card."
)
_SHAPE: Final = gettext_noop(
    "An identity number is 17 digits and a last digit or X, but character %(place)s is "
    "“%(character)s”; compare it with the card."
)
_REGION: Final = gettext_noop(
    "No identity number starts with %(region)s; compare the first two digits with the card."
)
_BIRTH: Final = gettext_noop(
    "Characters 7 to 14 of the identity number are not a possible day of birth; compare them "
    "with the card."
)
_CHECK: Final = gettext_noop(
    "The last character of the identity number does not fit the others (it is “%(given)s”, the "
    "others call for “%(expected)s”); one of the 18 is mistyped, compare them with the card."
)
_BORN_OTHERWISE: Final = gettext_noop(
    "The day of birth %(stated)s is not the one in the identity number (%(held)s); correct one."
)
_SEX_OTHERWISE: Final = gettext_noop(
    "The sex stated is not the one in the identity number; correct one of them."
)
_CREDIT_EMPTY: Final = gettext_noop(
    "The unified social credit code is missing; write the 18 characters of the certificate."
)
_CREDIT_LENGTH: Final = gettext_noop(
    "The unified social credit code has %(length)s characters instead of 18; compare it with the "
    "certificate."
)
_CREDIT_SHAPE: Final = gettext_noop(
    "A unified social credit code holds digits and capital letters without I, O, S, V and Z, but "
    "character %(place)s is “%(character)s”; compare it with the certificate."
)
_CREDIT_CHECK: Final = gettext_noop(
    "The last character of the unified social credit code does not fit the others (it is "
    "“%(given)s”, the others call for “%(expected)s”); compare it with the certificate."
)


@dataclass(frozen=True, slots=True)
class Identity:
    """A sound identity number and what it says: division code, day of birth, sex (GB/T 2261.1)."""

    number: str
    region: str
    born_on: date
    sex: str

    @property
    def is_fake(self) -> bool:
        """Say whether the number was made for a demonstration and can belong to nobody."""
        return self.region.startswith(_FAKE_PROVINCE)


def tidy_number(text: str) -> str:
    """Give the number in half-width capitals without blanks, hyphens and apostrophes."""
    plain = unicodedata.normalize("NFKC", text).replace("×", "X")
    return _NOISE.sub("", plain).upper()


def check_character(first_17: str) -> str:
    """Give the eighteenth character that belongs to seventeen digits (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(first_17, _WEIGHTS, strict=True))
    return _CHECKS[total % 11]


def read_identity(text: str, *, today: date, may_be_fake: bool = True) -> Identity | Reason:
    """Give the parsed number, or the Reason that says what is wrong and how to mend it.

    Full-width characters, blanks and a small x are accepted; 15-digit numbers are refused.
    Numbers made by `fake_number` pass unless `may_be_fake` is false. Reasons never quote the
    number itself.
    """
    if _SCIENTIFIC.fullmatch(unicodedata.normalize("NFKC", text).strip()):
        return Reason(_ROUNDED, rule="identity_rounded")
    number = tidy_number(text)
    return _shape_fault(number) or _read_parts(number, today, may_be_fake)


def _shape_fault(number: str) -> Reason | None:
    if not number:
        return Reason(_EMPTY, rule="identity_missing")
    if len(number) == 15 and _is_digits(number):
        return Reason(_OLD, rule="identity_old")
    if len(number) != 18:
        return Reason(_LENGTH, {"length": len(number)}, rule="identity_length")
    allowed = ("0123456789",) * 17 + ("0123456789X",)
    for place, (character, known) in enumerate(zip(number, allowed, strict=True), start=1):
        if character not in known:
            facts = {"place": place, "character": character}
            return Reason(_SHAPE, facts, rule="identity_shape")
    return None


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _read_parts(number: str, today: date, may_be_fake: bool) -> Identity | Reason:
    province = number[:2]
    known = province in _PROVINCES or (may_be_fake and province == _FAKE_PROVINCE)
    if not known:
        return Reason(_REGION, {"region": province}, rule="identity_region")
    born_on = _birth(number, today)
    if born_on is None:
        return Reason(_BIRTH, rule="identity_birth")
    expected = check_character(number[:17])
    if number[17] != expected:
        facts = {"given": number[17], "expected": expected}
        return Reason(_CHECK, facts, rule="identity_check")
    return Identity(number, number[:6], born_on, MALE if int(number[16]) % 2 else FEMALE)


def _birth(number: str, today: date) -> date | None:
    try:
        born_on = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return born_on if _CENTURY_START <= born_on <= today else None


def contradictions(
    identity: Identity, *, born_on: date | None = None, sex: str = ""
) -> tuple[Reason, ...]:
    """Give a Reason for each stated fact (day of birth, sex code) the number contradicts.

    A day of birth known to the month only is stated as its first day: the first of a month is
    compared by month.
    """
    found = []
    if born_on is not None and not _same_birth(identity.born_on, born_on):
        facts = {"stated": born_on.isoformat(), "held": identity.born_on.isoformat()}
        found.append(Reason(_BORN_OTHERWISE, facts, rule="identity_birth_differs"))
    if sex in (MALE, FEMALE) and sex != identity.sex:
        found.append(Reason(_SEX_OTHERWISE, rule="identity_sex_differs"))
    return tuple(found)


def _same_birth(held: date, stated: date) -> bool:
    if stated.day == 1:
        return (held.year, held.month) == (stated.year, stated.month)
    return held == stated


def mask_number(number: str) -> str:
    """Hide the day of birth: "1101**********001X"; anything else but 18 characters whole."""
    if len(number) != 18:
        return "*" * len(number)
    return f"{number[:4]}{'*' * 10}{number[14:]}"


def fake_number(serial: int, *, born_on: date, sex: str) -> str:
    """Give a number for demonstrations: sound in form, of a division that does not exist.

    The same serial (0 to 4,999,999) always gives the same number, different serials different
    ones. Raises ValueError outside that range.
    """
    region, place = divmod(serial, _FAKES_PER_REGION)
    if not 0 <= region <= 9999:
        raise ValueError(f"serial {serial} is outside 0 to {10_000 * _FAKES_PER_REGION - 1}")
    sequence = place * 2 + (1 if sex == MALE else 0)
    first_17 = f"{_FAKE_PROVINCE}{region:04}{born_on:%Y%m%d}{sequence:03}"
    return first_17 + check_character(first_17)


def credit_check_character(first_17: str) -> str:
    """Give the eighteenth character that belongs to seventeen of a credit code (GB 32100)."""
    total = sum(
        _CREDIT_ALPHABET.index(character) * pow(3, place, 31)
        for place, character in enumerate(first_17)
    )
    return _CREDIT_ALPHABET[-total % 31]


def read_credit_code(text: str) -> str | Reason:
    """Give the tidy unified social credit code, or the Reason that says what is wrong."""
    code = tidy_number(text)
    if not code:
        return Reason(_CREDIT_EMPTY, rule="credit_missing")
    if len(code) != 18:
        return Reason(_CREDIT_LENGTH, {"length": len(code)}, rule="credit_length")
    for place, character in enumerate(code, start=1):
        if character not in _CREDIT_ALPHABET:
            facts = {"place": place, "character": character}
            return Reason(_CREDIT_SHAPE, facts, rule="credit_shape")
    expected = credit_check_character(code[:17])
    if code[17] != expected:
        given = {"given": code[17], "expected": expected}
        return Reason(_CREDIT_CHECK, given, rule="credit_check")
    return code


def fake_credit_code(serial: int) -> str:
    """Give a credit code of a division that does not exist, for a serial of 0 to 999,999,999."""
    if not 0 <= serial < 10**9:
        raise ValueError(f"serial {serial} is outside 0 to 999,999,999")
    first_17 = f"11{_FAKE_PROVINCE}0000{serial:09}"
    return first_17 + credit_check_character(first_17)
