"""A draw is recomputed by anybody, whatever order its list comes in, and favours nobody."""

from __future__ import annotations

import hashlib
import hmac
import random
import shutil
import subprocess
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunmiao.engine.draw import commitment, digest, draw, listing, lot

SEED = "5e" * 32
CODES = [f"P{n:06d}" for n in range(1, 41)]
codes = st.lists(st.text("P0123456789", min_size=1, max_size=8), min_size=1, max_size=40)


def test_a_draw_written_down_once_comes_out_again() -> None:
    """The rule is published: if these words change, every draw ever made is in doubt."""
    assert draw(SEED, CODES, 3, "7 11 20") == ("P000032", "P000014", "P000024")
    assert commitment(SEED) == hashlib.sha256(SEED.encode()).hexdigest()
    assert listing(["b", "a", "b"]) == "a\nb\n"


def test_ten_lines_that_use_nothing_of_ours_come_to_the_same() -> None:
    lots = {
        code: hmac.new(SEED.encode(), f"7|{code}".encode(), hashlib.sha256).hexdigest()
        for code in CODES
    }
    assert draw(SEED, CODES, 5, "7") == tuple(sorted(CODES, key=lots.__getitem__)[:5])


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl here")
def test_the_recipe_on_the_page_gives_the_same_lot() -> None:
    words = ["openssl", "dgst", "-sha256", "-hmac", SEED]
    said = subprocess.run(words, input=b"7 11|P000007", capture_output=True, check=True)
    assert said.stdout.decode().split()[-1] == lot(SEED, "P000007", "7 11")


@given(codes, st.integers(1, 50), st.randoms())
def test_the_order_of_the_list_changes_nothing(
    listed: list[str], size: int, chance: random.Random
) -> None:
    mixed = listed + listed[:1]
    chance.shuffle(mixed)
    assert draw(SEED, mixed, size) == draw(SEED, listed, size)
    assert digest(mixed) == digest(listed)


@given(codes, st.integers(1, 50))
def test_as_many_as_asked_each_once_and_from_the_list(listed: list[str], size: int) -> None:
    drawn = draw(SEED, listed, size)
    assert len(drawn) == len(set(drawn)) == min(size, len(set(listed)))
    assert set(drawn) <= set(listed)
    assert draw(SEED, listed, size + 1)[:size] == drawn, "more drawn keeps those drawn before"


def test_everybody_is_as_likely() -> None:
    """2000 seeds, 10 of 40 each: five hundred times each, give or take five deviations."""
    met = Counter(code for n in range(2000) for code in draw(f"{n:064x}", CODES, 10))
    deviation = (2000 * 0.25 * 0.75) ** 0.5
    assert all(abs(met[code] - 500) < 5 * deviation for code in CODES)


def test_another_seed_another_list_another_value() -> None:
    assert draw(SEED, CODES, 5) != draw("00" * 32, CODES, 5)
    assert draw(SEED, CODES, 5, "1") != draw(SEED, CODES, 5, "2")
    assert digest(CODES) != digest(CODES[1:])
    assert commitment(SEED) != commitment(SEED.upper())


def test_drawing_nobody_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="draw of 0"):
        draw(SEED, CODES, 0)
