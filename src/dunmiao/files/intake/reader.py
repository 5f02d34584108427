"""Reads people from a sheet, a cadre form, a folder or an archive of them: the way in."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Final

from dunmiao.engine.reasons import Reason, gettext_noop
from dunmiao.files.images import Photo
from dunmiao.files.intake.cells import Cell, Line, Sheet
from dunmiao.files.intake.headings import people_words
from dunmiao.files.intake.kinds import BUNDLE, FORMS, SHEETS, Upload, check_kind
from dunmiao.files.intake.layout import Table, continues, data_lines, find_table, is_one_person
from dunmiao.files.intake.persons import Reading, Source, read_person
from dunmiao.files.intake.results import Intake, Known, PersonRow, Problem
from dunmiao.files.intake.sheets import read_sheets
from dunmiao.files.intake.values import split_school, tidy_text
from dunmiao.files.limits import (
    MAX_BUNDLE_BYTES,
    MAX_FILE_BYTES,
    MAX_MEMBERS,
    MAX_ROWS,
    Archive,
    Budget,
    FileRefused,
    check_size,
    refuse,
    safe_label,
)
from dunmiao.files.lrm import read_lrm
from dunmiao.files.lrmx import FIELDS, CadreForm, form_photo, read_lrmx
from dunmiao.files.people import PersonFacts

PHOTO_LABEL: Final = "照片"

_HIDDEN: Final = gettext_noop(
    "The sheet “%(sheet)s” is hidden and was not read; unhide it if needed."
)
_NO_LIST: Final = gettext_noop(
    "The sheet “%(sheet)s” holds no list of people (no heading 姓名) and was not read."
)
_ONE_PERSON: Final = gettext_noop(
    "The sheet “%(sheet)s” is the form of one person, not a list; send the cadre form as .lrmx, or "
    "copy the facts into a list with one heading line."
)
_NO_TABLE: Final = gettext_noop(
    "No sheet holds a list of people: a heading line with 姓名 and further columns is needed."
)
_DUPLICATE: Final = gettext_noop(
    "The same ID number stands in row %(row)s already (%(name)s); delete one of the two rows."
)
_DUPLICATE_IN: Final = gettext_noop(
    "The same ID number stands in %(place)s, row %(row)s, already (%(name)s); delete "
    "one of the two."
)
_OTHER_FILE: Final = gettext_noop(
    "“%(file)s” is of a kind that is not read inside a folder or archive and was left out."
)
_NO_FILES: Final = gettext_noop(
    "The folder or archive holds no .lrmx, .lrm, .xlsx, .xls or .csv file; send the forms."
)
_MANY_FILES: Final = gettext_noop("The folder holds more than %(limit)s files; split it.")
_MANY_ROWS: Final = gettext_noop("The files hold more than %(limit)s people; split them.")
_UNREADABLE: Final = gettext_noop(
    "“%(file)s” cannot be opened; look whether it exists and is a file."
)

_JUNK: Final = re.compile(
    r"(?:^|/)(?:\.[^./]|~\$|__MACOSX/|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE
)
_UNIT_LINE: Final = re.compile(
    r"(?:填报|报送|推荐|选派|派出|报名|呈报)?单位(?:名称)?\s*(?:[（(]\s*盖?章?公?章?\s*[)）])?\s*[:：]\s*"
    r"([^:：\s（(]{2,60})"
)


def read_people(source: Path | Upload, *, known: Known) -> Intake:
    """Give the people of a file, a folder of forms, or a zip of them, with all problems.

    Nothing is written anywhere. Raises FileRefused, one sentence, when the whole is not read;
    inside a folder a refused file is an error of its own and the rest is read.
    """
    gathering = _Gathering(known)
    if isinstance(source, Path) and source.is_dir():
        gathering.take_bundle(_folder_files(source))
        return gathering.intake
    upload = source if isinstance(source, Upload) else _opened(source)
    if upload.kind == BUNDLE:
        check_size(upload.data, MAX_BUNDLE_BYTES)
        check_kind(upload)
        budget = Budget()
        gathering.take_bundle(_zip_files(upload, budget), budget)
    else:
        gathering.take_file(upload, "", Budget())
    return gathering.intake


def _opened(path: Path, label: str = "") -> Upload:
    beside = path.with_suffix(".pic")
    try:
        limit = MAX_BUNDLE_BYTES if path.suffix.lower() == BUNDLE else MAX_FILE_BYTES
        picture = b""
        if path.suffix.lower() == ".lrm" and beside.is_file() and not beside.is_symlink():
            picture = _read_up_to(beside, MAX_FILE_BYTES)
        return Upload(label or path.name, _read_up_to(path, limit), picture)
    except OSError as error:
        raise refuse(_UNREADABLE, {"file": safe_label(path.name)}, "file_unreadable") from error


def _read_up_to(path: Path, limit: int) -> bytes:
    with path.open("rb") as opened:
        return opened.read(limit + 1)


def _folder_files(folder: Path) -> Iterator[Upload]:
    found: list[Path] = []
    for top, folders, names in os.walk(folder):  # does not follow links to folders
        folders.sort()
        found.extend(Path(top, name) for name in sorted(names))
        if len(found) > MAX_MEMBERS:
            raise refuse(_MANY_FILES, {"limit": MAX_MEMBERS}, "folder_files")
    for path in found:
        label = path.relative_to(folder).as_posix()
        is_read = not _JUNK.search(label) and path.suffix.lower() != ".pic"
        if is_read and path.is_file() and not path.is_symlink():
            yield (
                _opened(path, label)
                if path.suffix.lower() in (*SHEETS, *FORMS)
                else Upload(label, b"")
            )


def _zip_files(upload: Upload, budget: Budget) -> Iterator[Upload]:
    archive = Archive(upload.data, budget)
    pictures = {
        name.casefold().removesuffix(".pic"): name
        for name in archive.names
        if name.casefold().endswith(".pic")
    }
    for name in sorted(archive.names):
        kind = PurePath(name.casefold()).suffix
        if _JUNK.search(name) or not archive.is_plain(name) or kind == ".pic":
            continue
        label = archive.shown_name(name)
        if kind not in (*SHEETS, *FORMS):
            yield Upload(label, b"")
            continue
        picture = pictures.get(name.casefold().removesuffix(".lrm")) if kind == ".lrm" else None
        yield Upload(label, archive.read(name), archive.read(picture) if picture else b"")


class _Gathering:
    """Collects rows in order and remembers ID numbers, so that the later of two is the error."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._seen: dict[str, PersonRow] = {}
        self._last: Table | None = None
        self.intake = Intake()

    def take_bundle(self, uploads: Iterator[Upload], budget: Budget | None = None) -> None:
        count = 0
        for upload in uploads:
            if upload.kind not in (*SHEETS, *FORMS):
                reason = Reason(_OTHER_FILE, {"file": upload.label}, rule="file_kind")
                self.intake.warnings.append(Problem(0, "", reason, file=upload.label))
                continue
            count += 1
            self._last = None
            try:
                self.take_file(upload, upload.label, budget or Budget())
            except FileRefused as refused:
                if refused.reason.rule in ("file_inflates", "rows_many"):
                    raise
                self.intake.unread += 1
                self.intake.errors.append(Problem(1, "", refused.reason, file=upload.label))
        if not count:
            raise refuse(_NO_FILES, rule="folder_empty")

    def take_file(self, upload: Upload, file: str, budget: Budget) -> None:
        if upload.kind in FORMS:
            self._take_form(upload, file)
            return
        sheets = read_sheets(upload, people_words(), budget)
        found = [self._take_sheet(sheet, file) for sheet in sheets]
        if not any(found):
            raise refuse(_NO_TABLE, rule="no_list")

    def _take_sheet(self, sheet: Sheet, file: str) -> bool:
        if sheet.is_hidden:
            self._warn_sheet(_HIDDEN, "sheet_hidden", sheet, file)
            return False
        table = find_table(sheet, people_words())
        if table is None and self._last is not None:
            table = continues(sheet, self._last)
        if table is not None and is_one_person(table, people_words()):
            raise refuse(_ONE_PERSON, {"sheet": sheet.name}, "form_in_sheet")
        if table is None or "relation" in table.fields:
            if sheet.rows:
                self._warn_sheet(_NO_LIST, "sheet_no_list", sheet, file)
            return False
        self._last = table
        unit = _unit_of_sheet(table)
        for row, line in data_lines(table):
            self._take(read_person(_source(table, row, line, file, unit), self._known))
        return True

    def _warn_sheet(self, text: str, rule: str, sheet: Sheet, file: str) -> None:
        reason = Reason(text, {"sheet": sheet.name}, rule=rule)
        self.intake.warnings.append(Problem(0, "", reason, sheet.name, file))

    def _take(self, reading: Reading) -> None:
        intake = self.intake
        person = reading.person
        intake.rows.append(person)
        if len(intake.rows) > MAX_ROWS:
            raise refuse(_MANY_ROWS, {"limit": MAX_ROWS}, "rows_many")
        intake.errors.extend(reading.errors)
        intake.warnings.extend(reading.warnings)
        number = person.facts.id_number
        if not number:
            return
        first = self._seen.setdefault(number, person)
        if first is not person:
            intake.errors.append(_duplicate(first, person))

    def _take_form(self, upload: Upload, file: str) -> None:
        check_kind(upload)
        is_new = upload.kind == ".lrmx"
        form = read_lrmx(upload.data) if is_new else read_lrm(upload.data, upload.picture)
        reading = read_person(_form_source(form, file), self._known)
        photo = form_photo(form)
        facts = replace(
            reading.person.facts,
            family=tuple(form.family),
            photo=photo if isinstance(photo, Photo) else None,
        )
        reading = replace(reading, person=replace(reading.person, facts=_with_later_major(facts)))
        if isinstance(photo, Reason):
            problem = Problem(1, PHOTO_LABEL, photo, "", file, facts.name)
            reading = replace(reading, warnings=(*reading.warnings, problem))
        self._take(reading)


def _with_later_major(facts: PersonFacts) -> PersonFacts:
    school, major = split_school(facts.later_school) if facts.later_school else ("", "")
    return replace(facts, later_school=school, later_major=major)


def _duplicate(first: PersonRow, later: PersonRow) -> Problem:
    facts: dict[str, object] = {"row": first.row, "name": first.facts.name}
    text = _DUPLICATE
    if (first.file, first.sheet) != (later.file, later.sheet):
        facts["place"] = " ".join(part for part in (first.file, first.sheet) if part)
        text = _DUPLICATE_IN
    reason = Reason(text, facts, rule="identity_twice")
    column = later.fields.get("id_number", "")
    return Problem(later.row, column, reason, later.sheet, later.file, later.facts.name)


def _source(table: Table, row: int, line: Line, file: str, unit: str) -> Source:
    cells: dict[str, Cell] = {}
    raw: dict[str, str] = {}
    extras: dict[str, str] = {}
    for column in table.columns:
        cell = line.get(column.index)
        heading = (
            column.heading if column.heading not in raw else f"{column.heading} {column.index + 1}"
        )
        raw[heading] = cell.text if cell else ""
        if cell and column.field:
            cells[column.field] = cell
        elif cell:
            extras[heading] = cell.text
    headings = {column.field: column.heading for column in table.columns if column.field}
    return Source(row, cells, headings, table.sheet.name, file, raw, extras, unit_of_sheet=unit)


def _unit_of_sheet(table: Table) -> str:
    if table.fields & {"unit", "unit_and_post"}:
        return ""
    rows = (
        table.sheet.rows[row] for row in sorted(table.sheet.rows) if row < table.last_heading_row
    )
    for line in rows:
        for cell in line.values():
            if found := _UNIT_LINE.search(cell.text[:200]):
                return tidy_text(found.group(1))
    return ""


def _form_source(form: CadreForm, file: str) -> Source:
    cells = {
        FIELDS[tag][0]: Cell(text) for tag, text in form.texts.items() if tag in FIELDS and text
    }
    headings = dict(FIELDS.values())
    raw = {label: form.texts.get(tag, "") for tag, (_, label) in FIELDS.items()}
    return Source(1, cells, headings, "", file, raw, form.kept, is_form=True)
