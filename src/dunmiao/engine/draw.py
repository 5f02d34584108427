"""A random draw that anybody can recompute: a seed committed to before, a list frozen before.

The rule in three lines. Before: publish SHA-256 of a secret seed, then freeze the list of codes and
publish its SHA-256. Drawing: each code gets HMAC-SHA256(seed, "beacon|code"); the smallest come
first, the first k are drawn. After: publish the seed. The beacon is a public value that nobody
knew when the list was frozen (the numbers of a lottery on a named day); it may be left empty.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable


def commitment(seed: str) -> str:
    """Give what is published before the draw: the SHA-256 of the seed's text, 64 hex digits."""
    return hashlib.sha256(seed.encode()).hexdigest()


def listing(codes: Iterable[str]) -> str:
    """Give the frozen list as text: each code once, in the order of the codes, a line each."""
    return "".join(f"{code}\n" for code in sorted(set(codes)))


def digest(codes: Iterable[str]) -> str:
    """Give the SHA-256 of the frozen list, whatever order the codes come in."""
    return hashlib.sha256(listing(codes).encode()).hexdigest()


def lot(seed: str, code: str, beacon: str = "") -> str:
    """Give the lot of one code: 64 hex digits that nobody can foretell without the seed."""
    return hmac.new(seed.encode(), f"{beacon}|{code}".encode(), hashlib.sha256).hexdigest()


def draw(seed: str, codes: Iterable[str], size: int, beacon: str = "") -> tuple[str, ...]:
    """Give the `size` codes with the smallest lots, in the order of their lots.

    The order in which the codes come changes nothing; fewer codes than `size` are all drawn.
    ValueError: `size` is less than one.
    """
    if size < 1:
        raise ValueError(f"a draw of {size}")
    lots = sorted((lot(seed, code, beacon), code) for code in set(codes))
    return tuple(code for _lot, code in lots[:size])
