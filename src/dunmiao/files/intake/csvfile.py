"""Reads .csv as the office programs of China write it: UTF-8, GB18030 or UTF-16; , ; or tab."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable
from typing import Final

from dunmiao.engine.reasons import gettext_noop
from dunmiao.files.intake.cells import Cell, Sheet
from dunmiao.files.limits import MAX_ROWS, refuse

_DELIMITERS: Final = (",", ";", "\t")
_LOOK_AHEAD: Final = 30
_LOOK_AT: Final = 2**16
_MAX_LINE: Final = 2**20

_ENCODING: Final = gettext_noop(
    "The text is neither UTF-8 nor GB18030 (byte %(place)s); save the list as .xlsx instead."
)
_LINE: Final = gettext_noop(
    "Line %(line)s has more than a million characters and cannot be a list of people; save the "
    "list as .xlsx instead."
)
_LINES: Final = gettext_noop(
    "The text has more than %(limit)s lines, blank ones included; delete the blank lines."
)
_BROKEN: Final = gettext_noop(
    "Record %(row)s of the text file is broken, usually by a quotation mark that is never closed; "
    "save the list as .xlsx instead."
)
_BINARY: Final = gettext_noop(
    "The file is called .csv but is no text; save the list as .csv or .xlsx and send that."
)


def read_csv(data: bytes, is_heading: Callable[[str], bool]) -> list[Sheet]:
    """Give the one sheet of a text file; rows are records from 1, blank ones counted.

    The delimiter is the one under which most cells of the first records pass `is_heading`.
    FileRefused for binary content, other encodings, endless lines and broken quoting.
    """
    text = decode(data)
    _check_lines(text)
    sheet = Sheet("")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, is_heading))
    row = 0
    try:
        for row, record in enumerate(reader, start=1):
            for column, value in enumerate(record):
                if value:
                    sheet.put(row, column, Cell(value))
    except csv.Error as error:
        raise refuse(_BROKEN, {"row": row + 1}, "csv_broken") from error
    return [sheet]


def _check_lines(text: str) -> None:
    # Blank lines cost as much as filled ones, so their number has a limit too.
    if text.count("\n") > MAX_ROWS * 10:
        raise refuse(_LINES, {"limit": MAX_ROWS * 10}, "sheet_rows")
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > _MAX_LINE:
            raise refuse(_LINE, {"line": number}, "csv_line")


def decode(data: bytes) -> str:
    """Give the text of bytes in UTF-8, GB18030 or marked UTF-16; FileRefused for others."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decoded(data, "utf-16")
    sample = data[:4096]
    if sample.count(0) * 20 > len(sample):
        raise refuse(_BINARY, rule="file_kind")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decoded(data, "gb18030")


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise refuse(_ENCODING, {"place": error.start + 1}, "csv_encoding") from error


def _delimiter(text: str, is_heading: Callable[[str], bool]) -> str:
    head = "\n".join(text[:_LOOK_AT].split("\n", _LOOK_AHEAD)[:_LOOK_AHEAD])

    def found(delimiter: str) -> int:
        try:
            records = list(csv.reader(io.StringIO(head, newline=""), delimiter=delimiter))
        except csv.Error:
            return -1
        return max((sum(map(is_heading, record)) for record in records), default=0)

    return max(_DELIMITERS, key=found)
