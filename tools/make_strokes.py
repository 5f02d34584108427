"""Make the table of characters in stroke order (src/dunmiao/engine/data/strokes.txt).

Inputs, both given as local files:
- the minified script of the npm package "cnchar-order" (MIT): the strokes of 6,939 characters;
- the files of the Unicode Character Database's Unihan part that hold kTotalStrokes and kTGH
  (Unicode licence), plain or bz2: stroke counts, and each character's number in the national
  table of 8,105 characters (通用规范汉字表), whose three parts are each in stroke order.

A character whose strokes are not known but which the national table lists is put right behind its
neighbour there; any other is put last among the characters of its stroke count. The tool stops when
the strokes contradict the national table.

    python tools/make_strokes.py --order cnchar.order.min.js --unihan Unihan_*.txt --out strokes.txt
"""

from __future__ import annotations

import argparse
import bz2
import json
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

# The kinds of strokes: 1 横 (with 提), 2 竖 (with 竖钩), 3 撇, 4 点 (with 捺), 5 折.
KINDS = {**dict.fromkeys("ij", "1"), **dict.fromkeys("fg", "2"), "s": "3"}
KINDS |= {**dict.fromkeys("dkl", "4"), **dict.fromkeys("abcehmnopqrtuvwxyz", "5")}
# Where the national table shows the source to lack a stroke.
MENDED = {"皙": "1234331232511"}
PARTS = ((1, 3500), (3501, 6500), (6501, 8105))
COUNTED = range(0x4E00, 0xA000)
HEADER = """\
# Characters in stroke order: strokes (1 横 2 竖 3 撇 4 点 5 折) or ?count, a tab, characters.
# Made by tools/make_strokes.py; licences of the sources: strokes.LICENCE.txt. Do not edit by hand.
"""

Key = tuple[int, str, int, int]


def read_orders(path: Path) -> dict[str, str]:
    """Give the strokes of each character as digits."""
    script = path.read_text("utf-8")
    tables = [json.loads(found) for found in re.findall(r"JSON\.parse\('(\{.*?\})'\)", script)]
    letters = next(table for table in tables if "一" in table)
    orders = {one: "".join(KINDS[kind] for kind in kinds) for one, kinds in letters.items()}
    return orders | MENDED


def read_unihan(paths: list[Path]) -> tuple[dict[str, int], dict[int, str]]:
    """Give the stroke count of each character and the characters of the national table."""
    counts: dict[str, int] = {}
    national: dict[int, str] = {}
    for path in paths:
        raw = path.read_bytes()
        text = (bz2.decompress(raw) if path.suffix == ".bz2" else raw).decode("utf-8")
        for place, field, value in re.findall(
            r"^U\+(\w+)\t(kTotalStrokes|kTGH)\t(\S+)", text, re.M
        ):
            character = chr(int(place, 16))
            if field == "kTotalStrokes":
                counts[character] = int(value)
            else:
                national[int(value.split(":")[1])] = character
    return counts, national


def contradictions(orders: dict[str, str], national: dict[int, str]) -> list[tuple[str, str]]:
    """Give neighbours of the national table that the strokes put the other way round."""
    found = []
    for first, last in PARTS:
        known = [national[n] for n in range(first, last + 1) if national[n] in orders]
        keyed = [(len(orders[one]), orders[one], one) for one in known]
        found += [(a[2], b[2]) for a, b in pairwise(keyed) if a[:2] > b[:2]]
    return found


def keys(
    orders: dict[str, str], counts: dict[str, int], national: dict[int, str]
) -> Iterator[tuple[Key, str, str]]:
    """Give sort key, label and character for every character of the table."""
    numbers = {character: number for number, character in national.items()}
    for character, strokes in orders.items():
        number = numbers.get(character, 99_999)
        yield (len(strokes), strokes, number, ord(character)), strokes, character
    behind = ""
    for number in sorted(national):
        character = national[number]
        if character in orders:
            behind = orders[character]
            continue
        count = counts[character]
        place = behind if len(behind) == count else ""
        yield (count, place, number, ord(character)), f"?{count}", character
    for character in (chr(place) for place in COUNTED):
        if character in counts and character not in orders and character not in numbers:
            count = counts[character]
            yield (count, "6", 99_999, ord(character)), f"?{count}", character


def lines(rows: list[tuple[Key, str, str]]) -> Iterator[str]:
    """Give the lines of the table, characters with the same label together."""
    label, together = "", ""
    for _, next_label, character in sorted(rows):
        if next_label != label and together:
            yield f"{label}\t{together}\n"
            together = ""
        label, together = next_label, together + character
    yield f"{label}\t{together}\n"


def main() -> None:
    """Read the two sources, check them against each other, write the table."""
    parser = argparse.ArgumentParser(description="Make the table of characters in stroke order.")
    parser.add_argument("--order", type=Path, required=True)
    parser.add_argument("--unihan", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    orders = read_orders(given.order)
    counts, national = read_unihan(given.unihan)
    if wrong := contradictions(orders, national):
        sys.exit(f"the strokes contradict the national table at {wrong}; mend them in MENDED")
    rows = list(keys(orders, counts, national))
    given.out.write_text(HEADER + "".join(lines(rows)), "utf-8")


if __name__ == "__main__":
    main()
