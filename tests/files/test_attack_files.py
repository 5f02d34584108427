"""Files made to harm: each is refused in one sentence, or read to a safe result.

Nothing is timed: what is counted is how much was unpacked and kept before the refusal.
"""

from __future__ import annotations

import socket
import tracemalloc

import pytest

from dunmiao.files import limits
from dunmiao.files.intake import Upload, read_people
from dunmiao.files.limits import FileRefused
from tests.files.attack_makers import MIB
from tests.files.attacks_refused import REFUSED
from tests.files.attacks_safe import SAFE
from tests.files.making import HEADINGS, KNOWN, good_xlsx, lrm, lrmx, person, with_sheet, xls


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    def refuse(*args, **kwargs):
        raise AssertionError("a file opened a socket")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)


@pytest.fixture
def unpacked(monkeypatch) -> list[int]:
    """The bytes unpacked so far, piece by piece."""
    pieces: list[int] = []
    spend = limits.Budget.spend

    def counted(self, size):
        pieces.append(size)
        spend(self, size)

    monkeypatch.setattr(limits.Budget, "spend", counted)
    return pieces


def test_the_corpus_is_large_enough():
    assert len(REFUSED) + len(SAFE) >= 60


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_in_one_sentence(case, unpacked):
    name, make, rule = REFUSED[case]
    data = make()
    with pytest.raises(FileRefused) as refused:
        read_people(Upload(name, data), known=KNOWN)
    reason = refused.value.reason
    assert reason.rule == rule
    sentence = str(reason)
    assert sentence.endswith(".")
    assert 30 < len(sentence) < 260
    assert "%(" not in sentence
    assert sum(unpacked) <= limits.MAX_INFLATED + 65_536


@pytest.mark.parametrize("case", SAFE)
def test_it_is_read_to_a_safe_result(case, unpacked):
    name, make, is_safe = SAFE[case]
    assert is_safe(read_people(Upload(name, make()), known=KNOWN))
    assert sum(unpacked) <= limits.MAX_INFLATED + 65_536


@pytest.mark.parametrize(
    ("name", "make"),
    [(name, make) for name, make, rule in REFUSED.values() if rule in ("zip_ratio", "zip_members")],
)
def test_bombs_are_refused_before_anything_is_unpacked(name, make, unpacked):
    data = make()
    tracemalloc.start()
    try:
        with pytest.raises(FileRefused):
            read_people(Upload(name, data), known=KNOWN)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert not unpacked
    assert peak < 30 * MIB


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.xlsx", lambda: with_sheet("<c/>" * 20_000)),
        ("a.xls", lambda: xls([[1.5, "a"] * 50] * 120)),
    ],
)
def test_cells_are_counted_filled_or_not(name, make, monkeypatch):
    monkeypatch.setattr(limits, "MAX_ELEMENTS", 9_000)
    with pytest.raises(FileRefused) as refused:
        read_people(Upload(name, make()), known=KNOWN)
    assert refused.value.reason.rule == "file_elements"


def test_every_cut_of_a_workbook_is_refused_or_read():
    data = good_xlsx()
    for end in range(0, len(data), 97):
        with pytest.raises(FileRefused):
            read_people(Upload("a.xlsx", data[:end]), known=KNOWN)


def test_every_cut_of_an_old_workbook_is_refused_or_read():
    data = xls([HEADINGS, person()])
    for end in range(0, len(data), 61):
        try:
            read_people(Upload("a.xls", data[:end]), known=KNOWN)
        except FileRefused as refused:
            assert str(refused)


@pytest.mark.parametrize("make", [good_xlsx, lambda: xls([HEADINGS, person()]), lrmx, lrm])
def test_flipped_bytes_never_end_in_a_crash(make):
    data = make()
    name = {good_xlsx: "a.xlsx", lrmx: "a.lrmx", lrm: "a.lrm"}.get(make, "a.xls")
    for place in range(0, len(data), max(len(data) // 150, 1)):
        broken = data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]
        try:
            read_people(Upload(name, broken), known=KNOWN)
        except FileRefused as refused:
            assert str(refused)
