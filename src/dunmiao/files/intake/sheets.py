"""One file to its sheets, whatever its format."""

from __future__ import annotations

from dunmiao.files.intake.cells import Sheet
from dunmiao.files.intake.csvfile import read_csv
from dunmiao.files.intake.headings import Vocabulary
from dunmiao.files.intake.kinds import Upload, check_kind
from dunmiao.files.intake.xls import read_xls
from dunmiao.files.intake.xlsx import read_xlsx
from dunmiao.files.limits import Budget, check_size


def read_sheets(upload: Upload, words: Vocabulary, budget: Budget | None = None) -> list[Sheet]:
    """Give the sheets of an .xlsx, .xls or .csv file; FileRefused past the limits.

    `words` tells headings from other texts, which decides the delimiter of a .csv.
    """
    check_size(upload.data)
    kind = check_kind(upload)
    budget = budget or Budget()
    if kind == ".xlsx":
        return read_xlsx(upload.data, budget)
    if kind == ".xls":
        return read_xls(upload.data, budget)
    return read_csv(upload.data, lambda text: bool(words.find(text)))
