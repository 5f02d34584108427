"""Importing people from the files of strangers: checked, taken in as one act, taken back whole."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _

from dunmiao.files.intake import Intake, Known, Problem, Upload, read_people
from dunmiao.files.limits import FileRefused
from dunmiao.stages.accounts.models import User
from dunmiao.stages.charter.models import Programme
from dunmiao.stages.charter.rules import rules_of
from dunmiao.stages.common.acts import act, record
from dunmiao.stages.common.clock import now
from dunmiao.stages.common.models import AuditEntry
from dunmiao.stages.common.moves import kept, move, say, unkept
from dunmiao.stages.common.refusal import Refusal
from dunmiao.stages.selection.applications import refuse_closed
from dunmiao.stages.selection.import_before import put_back
from dunmiao.stages.selection.import_rows import Taking
from dunmiao.stages.selection.import_undo import what_hangs
from dunmiao.stages.selection.import_units import Units
from dunmiao.stages.selection.models import ImportBatch

Source = Path | Upload
KEPT_DAYS = 30  # how long a checked file may wait


class RowsRefused(Refusal):
    """Rows with errors, and nobody asked for the good ones only; `intake` says which and why."""

    def __init__(self, intake: Intake) -> None:
        """Say how many rows are wrong."""
        bad = len(intake.rows) + intake.unread - len(intake.accepted)
        super().__init__(
            _("%(bad)d rows have errors, so nothing was taken in; %(good)d rows are good.")
            % {"bad": bad, "good": len(intake.accepted)}
        )
        self.intake = intake


@dataclass(frozen=True)
class _Options:
    create_units: Collection[str] | None
    unit_for: Mapping[str, int]
    accept_good: bool
    without_applying: str = ""  # why no application can be made
    into: str = "selection"  # or "pool"


class _Undo(Exception):
    """Rolls a trial back."""


def digest_of(source: Source) -> str:
    """Give the digest by which the same file, or folder of files, is known again."""
    whole = hashlib.sha256()
    if isinstance(source, Upload):
        whole.update(source.data + source.picture)
    elif source.is_dir():
        for path in sorted(path for path in source.rglob("*") if path.is_file()):
            whole.update(path.relative_to(source).as_posix().encode() + path.read_bytes())
    else:
        whole.update(source.read_bytes())
    return whole.hexdigest()


def try_people(
    programme_id: int,
    source: Source,
    *,
    by: User | None,
    today: date,
    create_units: Collection[str] | None = None,
    unit_for: Mapping[str, int] | None = None,
    even_closed: bool = False,
    into: str = "selection",
) -> Intake:
    """Give what an import would say: the real import of the good rows, rolled back.

    Raises Refusal where the file as a whole is not read, or the call takes no applications;
    `even_closed` tries the persons alone then, with a warning. `into` "pool" tries the way into
    the pool, which needs no open call.
    """
    programme = Programme.objects.select_related("owner").get(pk=programme_id)
    closed = "" if into == "pool" else _why_closed(programme, today)
    if closed and not even_closed:
        raise Refusal(closed)
    options = _Options(create_units, unit_for or {}, True, without_applying=closed, into=into)
    intake = Intake()
    try:
        with transaction.atomic():
            batch = ImportBatch.objects.create(
                programme=programme, imported_at=now(), by=by, into=into
            )
            intake, _made = _take(batch, source, by, today, options)
            raise _Undo
    except _Undo:
        return intake


def _why_closed(programme: Programme, today: date) -> str:
    try:
        refuse_closed(programme, today)
    except Refusal as closed:
        return str(closed)
    return ""


def _take(
    batch: ImportBatch, source: Source, by: User | None, today: date, options: _Options
) -> tuple[Intake, list[list[Any]]]:
    """Read the file and enter its good rows, unless a row is wrong and all were asked for."""
    units = Units(batch.programme.owner)
    intake = _read(source, Known(today=today, units=units.names))
    units.choose(options.unit_for)
    taking = Taking(batch, intake, units, options.create_units, by, today)
    if options.without_applying:
        taking.skip_applying(options.without_applying)
    for row in intake.accepted:
        taking.take(row)
    if intake.errors and not options.accept_good:
        raise RowsRefused(intake)
    return intake, taking.made


def _read(source: Source, known: Known) -> Intake:
    try:
        return read_people(source, known=known)
    except FileRefused as refused:
        raise Refusal(say(refused.reason), field="files") from refused


@act("import.check")
def check_import(
    programme_id: int, source: Upload, *, by: User, today: date, into: str = "selection"
) -> ImportBatch:
    """Try a file without taking anything in; keep it, sealed, with the report for the next step.

    `source`: the upload (a .zip where there were several files). `into`: the selection, or the
    pool of those who may be sent (003-06). Refused where the call takes no applications, where
    the file as a whole is not read, and where it was taken in already.
    """
    programme = Programme.objects.lock(programme_id)
    digest = digest_of(source)
    _refuse_again(programme, digest)
    _refuse_no_pool(programme, into, today)
    intake = try_people(programme_id, source, by=by, today=today, into=into)
    _forget_old(programme)
    batch = ImportBatch.objects.create(
        programme=programme,
        into=into,
        file_name=source.label[:200],
        digest=digest,
        content=base64.b64encode(source.data).decode(),
        imported_at=now(),
        by=by,
        **_figures(intake),
    )
    record("import.check", batch, by=by, changes={"rows": batch.rows, "good": batch.accepted})
    return batch


def _figures(intake: Intake) -> dict[str, Any]:
    return {
        "rows": len(intake.rows) + intake.unread,
        "accepted": len(intake.accepted),
        "report": report_of(intake),
    }


def report_of(intake: Intake) -> dict[str, Any]:
    """Give a reading as JSON for the batch: problems with their reasons, the good rows, units."""

    def problem(found: Problem) -> dict[str, Any]:
        return {
            "row": found.row,
            "column": " ".join(found.column.split()),
            "sheet": found.sheet,
            "file": found.file,
            "name": found.name,
            "reason": kept(found.reason),
        }

    return {
        "errors": [problem(found) for found in intake.errors],
        "warnings": [problem(found) for found in intake.warnings],
        "good": [{**row.as_json(), "unit": row.facts.unit} for row in intake.accepted],
        "units": intake.unknown_units,
    }


def upload_of(batch: Any) -> Upload:
    """Give the file a checked batch keeps. Raises Refusal once it is no longer kept."""
    if not batch.content:
        raise Refusal(_("The file is no longer kept; send it again."))
    return Upload(batch.file_name, base64.b64decode(batch.content.reveal()))


def intake_of(batch: ImportBatch, today: date) -> Intake:
    """Give the reading of a kept file again, with what taking it found, for the error sheet."""
    units = Units(batch.programme.owner)
    intake = _read(upload_of(batch), Known(today=today, units=units.names))
    seen = {(p.file, p.sheet, p.row, p.reason.rule) for p in (*intake.errors, *intake.warnings)}
    for into, rows in ((intake.errors, "errors"), (intake.warnings, "warnings")):
        for row in batch.report.get(rows, ()):
            found = _problem_of(row)
            if (found.file, found.sheet, found.row, found.reason.rule) not in seen:
                into.append(found)
    return intake


def _problem_of(row: Mapping[str, Any]) -> Problem:
    reason = unkept(row["reason"])
    return Problem(row["row"], row["column"], reason, row["sheet"], row["file"], row["name"])


def _refuse_again(programme: Programme, digest: str) -> None:
    done = ImportBatch.objects.filter(programme=programme, digest=digest, state="done").first()
    if done is not None:
        raise Refusal(
            _("This file was taken in on %(day)s (import %(id)s). Undo that import first.")
            % {"day": done.imported_at.date().isoformat(), "id": done.pk},
            field="files",
        )


def _refuse_no_pool(programme: Programme, into: str, today: date) -> None:
    if into == "pool" and not rules_of(programme, today).selection.pool:
        raise Refusal(_("This charter keeps no pool."))


def _forget_old(programme: Programme) -> None:
    """Let go of files that waited too long: they hold what nobody has asked to keep."""
    old = ImportBatch.objects.filter(
        programme=programme, imported_at__lt=now() - timedelta(days=KEPT_DAYS)
    ).exclude(content="")
    old.update(content="")


@act("import.people")
def import_people(
    programme_id: int,
    source: Source | None = None,
    *,
    by: User | None,
    today: date,
    accept_good: bool = False,
    create_units: Collection[str] | None = (),
    unit_for: Mapping[str, int] | None = None,
    checked_id: int | None = None,
) -> ImportBatch:
    """Take people in: each sound row becomes a person and an application, as if submitted one
    by one (004-54).

    `source`: a file, a folder of forms, or an upload; None with `checked_id`, the batch a check
    made. `accept_good`: take the good rows where others have errors, else RowsRefused (its
    `intake` says which). `create_units`: names of unknown units to enter below the organiser,
    None for all; `unit_for`: name in the file -> id of the unit meant. Refused where the call is
    not open, the file was taken in already, or no row is good. `by` is None for the command line.
    """
    programme = Programme.objects.lock(programme_id)
    batch = _batch_for(programme, source, checked_id, by)
    if batch.into != "pool":
        refuse_closed(programme, today)
    source = source if source is not None else upload_of(batch)
    options = _Options(create_units, unit_for or {}, accept_good)
    intake, made = _take(batch, source, by, today, options)
    if not intake.accepted:
        raise RowsRefused(intake)
    for name, value in _figures(intake).items():
        setattr(batch, name, value)
    batch.made, batch.by, batch.imported_at = made, by, now()
    if batch.accepted == batch.rows:
        batch.content = ""
    move(batch, "import", "done")
    batch.save()
    record(
        "import.people", batch, by=by,
        changes={"file": batch.file_name, "rows": batch.rows, "accepted": batch.accepted},
    )  # fmt: skip
    batch.last_entry = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True)[0]
    batch.save(update_fields=["last_entry"])
    batch.intake = intake
    return batch


def _batch_for(
    programme: Programme, source: Source | None, checked_id: int | None, by: User | None
) -> Any:
    if checked_id is not None:
        batch = ImportBatch.objects.lock(checked_id)
        if batch.programme_id != programme.pk:
            raise Refusal(_("This file was checked for another programme."))
        if batch.state != "checked":
            raise Refusal(_("This file has been dealt with already."))
        _refuse_again(programme, batch.digest)
        return batch
    if source is None:
        raise TypeError("name a source, or the id of a checked import")
    digest = _digest_or_refuse(source)
    _refuse_again(programme, digest)
    name = source.label if isinstance(source, Upload) else source.name
    return ImportBatch.objects.create(
        programme=programme, file_name=name[:200], digest=digest, imported_at=now(), by=by
    )


def _digest_or_refuse(source: Source) -> str:
    try:
        return digest_of(source)
    except OSError as problem:
        raise Refusal(
            _("“%(file)s” cannot be opened; look whether it exists.") % {"file": str(source)}
        ) from problem


@act("import.discard")
def discard_import(batch_id: int, *, by: User, today: date) -> ImportBatch:
    """Let a checked file go without taking it in."""
    batch = ImportBatch.objects.lock(batch_id)
    move(batch, "import", "discarded")
    batch.content = ""
    batch.report = {}
    batch.save(update_fields=["state", "content", "report"])
    record("import.discard", batch, by=by, changes={"state": "discarded"})
    return batch


@act("import.undo")
def undo_import(batch_id: int, *, by: User | None, today: date, reason: str = "") -> ImportBatch:
    """Take one import back whole: its applications, persons and units go, changed persons get
    back what was held before. Refused, naming it, where something hangs on one of them by now.
    """
    batch = ImportBatch.objects.lock(batch_id)
    move(batch, "import", "undone")
    if hanging := what_hangs(batch):
        raise Refusal(
            _("The import cannot be taken back: %(what)s.") % {"what": "；".join(hanging)}
        )
    for label, pk, before in reversed(batch.made):
        _REVERSE[label](apps.get_model(label), pk, before)
    batch.content = ""
    batch.save(update_fields=["state", "content"])
    record("import.undo", batch, by=by, changes={"state": "undone"}, note=reason)
    return batch


def _take_back(model: Any, pk: int, before: Mapping[str, Any] | None) -> None:
    row = model.objects.get(pk=pk)
    if before is None:
        row.delete()
    else:
        put_back(row, before)


_REVERSE: Mapping[str, Callable[[Any, int, Mapping[str, Any] | None], None]] = {
    "selection.application": _take_back,
    "selection.poolmember": _take_back,
    "people.person": _take_back,
    "organisations.organisation": _take_back,
}
