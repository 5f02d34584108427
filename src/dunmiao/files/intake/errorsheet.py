"""The workbook a clerk gets back: each row as written, with what is wrong beside it."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dunmiao.engine.reasons import Reason, gettext_noop
from dunmiao.files.intake.results import Intake, PersonRow, Problem, Say

_ROW: Final = gettext_noop("Row")
_FILE: Final = gettext_noop("File")
_SHEET: Final = gettext_noop("Sheet")
_NAME: Final = gettext_noop("Name")
_RESULT: Final = gettext_noop("Check result")
_PROBLEMS: Final = gettext_noop("Problems")
_GOOD: Final = gettext_noop("Good")
_NOTICE: Final = gettext_noop("Good, with a notice")
_BAD: Final = gettext_noop("To be corrected")
_TITLE: Final = gettext_noop("Check of the import")
_WHOLE: Final = gettext_noop("whole sheet or file")

_MAX_TEXT: Final = 32_000
_WIDTHS: Final = (14, 14, 6, 12, 14, 60)


def error_sheet(intake: Intake, say: Say) -> bytes:
    """Give an .xlsx with every row: where, name, verdict, problems, then all as written.

    `say` translates each sentence. Texts are stored as texts, whatever they begin with, so that
    no spreadsheet runs them as formulas.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False}  # fmt: skip
    with xlsxwriter.Workbook(out, options) as book:
        writer = _Writer(intake, say, book)
        writer.write(book.add_worksheet(say(Reason(_TITLE))[:31]))
    return out.getvalue()


class _Writer:
    def __init__(self, intake: Intake, say: Say, book: xlsxwriter.Workbook) -> None:
        self._intake = intake
        self._say = say
        base = {"text_wrap": True, "valign": "top", "num_format": "@", "border": 1}
        self._plain = book.add_format(base)
        self._head = book.add_format({**base, "bold": True, "bg_color": "#E7ECF2"})
        self._tints = {
            _GOOD: book.add_format({**base, "bg_color": "#E6F4EA"}),
            _NOTICE: book.add_format({**base, "bg_color": "#FFF4D6"}),
            _BAD: book.add_format({**base, "bg_color": "#FBE3E1"}),
        }
        self._line = 0

    def write(self, page: Worksheet) -> None:
        headings = list(dict.fromkeys(key for row in self._intake.rows for key in row.raw))
        own = [self._say(Reason(text)) for text in (_FILE, _SHEET, _ROW, _NAME, _RESULT, _PROBLEMS)]
        self._put(page, [*own, *headings], self._head)
        for column, width in enumerate(_WIDTHS):
            page.set_column(column, column, width)
        page.set_column(len(_WIDTHS), len(_WIDTHS) + max(len(headings) - 1, 0), 16)
        errors, warnings = _by_place(self._intake.errors), _by_place(self._intake.warnings)
        places = {row.place for row in self._intake.rows}
        for problem in (*self._intake.errors, *self._intake.warnings):
            if _place(problem) not in places:
                self._write_whole(page, problem, problem in self._intake.errors)
        for row in self._intake.rows:
            self._write_row(
                page, row, headings, errors.get(row.place, []), warnings.get(row.place, [])
            )
        page.freeze_panes(1, 4)
        page.autofilter(0, 0, max(self._line - 1, 0), len(own) + len(headings) - 1)

    def _write_whole(self, page: Worksheet, problem: Problem, is_error: bool) -> None:
        verdict = _BAD if is_error else _NOTICE
        where = self._say(Reason(_WHOLE))
        texts = [problem.file, problem.sheet, "", where, self._say(Reason(verdict))]
        self._put(page, [*texts, self._say(problem.reason)], self._tints[verdict])

    def _write_row(
        self, page: Worksheet, row: PersonRow, headings: list[str],
        errors: list[Problem], warnings: list[Problem],
    ) -> None:  # fmt: skip
        verdict = _BAD if errors else _NOTICE if warnings else _GOOD
        said = [self._sentence(problem) for problem in (*errors, *warnings)]
        texts = [row.file, row.sheet, str(row.row), row.facts.name, self._say(Reason(verdict))]
        line = self._line
        self._put(page, [*texts, "\n".join(said), *(row.raw.get(key, "") for key in headings)])
        for column in (4, 5):
            text = texts[4] if column == 4 else "\n".join(said)
            page.write_string(line, column, text[:_MAX_TEXT], self._tints[verdict])

    def _sentence(self, problem: Problem) -> str:
        said = self._say(problem.reason)
        column = " ".join(problem.column.split())
        return f"【{column}】{said}" if column else said

    def _put(self, page: Worksheet, texts: Iterable[str], look: Format | None = None) -> None:
        for column, text in enumerate(texts):
            page.write_string(self._line, column, text[:_MAX_TEXT], look or self._plain)
        self._line += 1


def _place(problem: Problem) -> tuple[str, str, int]:
    return problem.file, problem.sheet, problem.row


def _by_place(problems: Iterable[Problem]) -> dict[tuple[str, str, int], list[Problem]]:
    found: dict[tuple[str, str, int], list[Problem]] = {}
    for problem in problems:
        found.setdefault(_place(problem), []).append(problem)
    return found
