"""`import people` and `import undo`: people from a file or a folder of forms (cli.md)."""

from __future__ import annotations

import argparse
import os
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from dunmiao.commands.output import Stop, WrongUse, say, write, write_json

if TYPE_CHECKING:
    from dunmiao.files.intake import Intake, Problem
    from dunmiao.stages.charter.models import Programme


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Two verbs: people FILE --programme KEY, and undo ID."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    people = verbs.add_parser("people", help="read people from a file or a folder of cadre forms")
    people.add_argument("file", type=Path, metavar="FILE")
    people.add_argument(
        "--programme",
        required=True,
        metavar="KEY",
        help="the key of a charter, for its open call, or the number of a programme",
    )
    people.add_argument("--dry-run", action="store_true", help="try it, and write nothing")
    people.add_argument(
        "--accept-good", action="store_true", help="take the good rows where others have errors"
    )
    people.add_argument("--json", action="store_true", help="one JSON document on standard output")
    undo = verbs.add_parser("undo", help="take one import back whole")
    undo.add_argument("id", metavar="ID")
    undo.add_argument("--json", action="store_true", help="one JSON document on standard output")


def run(args: argparse.Namespace) -> int:
    """Do the verb; 1 when a row has an error or the whole is refused."""
    if args.verb == "undo" and not args.id.isdecimal():
        raise WrongUse(f"{args.id!r} is no number of an import: take the one `undo` said")
    if args.verb == "people" and not args.file.exists():
        raise Stop(f"{args.file}: there is no such file or folder")
    from dunmiao.commands.database import ready_database

    ready_database()
    from django.utils import translation

    from dunmiao.stages.common.refusal import Refusal

    with translation.override(_language()):
        try:
            return _undo(args) if args.verb == "undo" else _people(args)
        except Refusal as refused:
            raise Stop(str(refused)) from refused


def _language() -> str:
    """Give the language of the sentences: Chinese where the terminal speaks it, else English."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "zh-hans" if spoken.lower().startswith("zh") else "en"


def _people(args: argparse.Namespace) -> int:
    from django.db import transaction

    from dunmiao.stages.common.clock import today

    on = today()
    with transaction.atomic():
        programme = _programme(args.programme, on, may_be_closed=args.dry_run)
        intake, undo = _taken(args, programme, on)
        if args.dry_run or not undo:
            transaction.set_rollback(True)
    _tell(args, intake, undo)
    return 1 if intake.errors else 0


def _taken(args: argparse.Namespace, programme: Programme, on: date) -> tuple[Intake, str]:
    """Give what was read, and the number of the import where one was made."""
    from dunmiao.stages.selection.imports import RowsRefused, import_people, try_people

    if args.dry_run:
        return try_people(programme.pk, args.file, by=None, today=on, even_closed=True), ""
    try:
        batch = import_people(
            programme.pk, args.file, by=None, today=on,
            accept_good=args.accept_good, create_units=None,
        )  # fmt: skip
    except RowsRefused as refused:
        return refused.intake, ""
    return batch.intake, str(batch.pk)


def _programme(key: str, on: date, *, may_be_closed: bool) -> Programme:
    """Give the programme meant: by number, or the one of a charter that takes applications."""
    from dunmiao.stages.charter.models import Programme

    rows = Programme.objects.select_related("owner", "charter")
    if key.isdecimal():
        found = rows.filter(pk=int(key)).first()
        if found is None:
            raise Stop(f"there is no programme {key}")
        return found
    under = list(rows.filter(charter__key=key))
    calls = [row for row in under if row.state == "open"]
    if len(calls) == 1:
        return calls[0]
    if calls:
        named = "; ".join(f"{row.pk} {row.name}" for row in calls)
        raise Stop(f"several calls under {key} are open; name one by its number: {named}")
    if under and may_be_closed:
        return under[0]
    if under:
        raise Stop(f"no call under {key} is open for applications; open one first")
    return _first_programme(key, on)


def _first_programme(key: str, on: date) -> Programme:
    """Make a trial programme in an empty database, so that a county can begin with its list."""
    from dunmiao.engine.charter import read_charter, shipped
    from dunmiao.stages.charter.actions import adopt_charter, create_programme, open_programme
    from dunmiao.stages.charter.models import Programme
    from dunmiao.stages.organisations.actions.units import found_tree

    path = next((path for path in shipped() if path.stem == key), None)
    if path is None or Programme.objects.exists():
        known = sorted(set(Programme.objects.values_list("charter__key", flat=True)))
        known = known or [path.stem for path in shipped()]
        raise Stop(f"there is no programme under {key}; known are {', '.join(known)}")
    charter = read_charter(path)
    body = charter.on(on).basis.approving_body or charter.name
    owner = found_tree(by=None, today=on, name=body, kind="city")
    version = adopt_charter(owner.pk, path.read_text("utf-8"), by=None, today=on)
    programme = create_programme(
        version.pk, by=None, today=on, name=f"{charter.name}（试用）", approving_body=body,
        approved_on=on, basis_title="试用", basis_no="试用", leading_person="试用",
        closes_on=on + timedelta(days=365), starts_on=on + timedelta(days=366),
    )  # fmt: skip
    say(f"there was no programme yet: made “{programme.name}” of {owner} for a trial")
    return open_programme(programme.pk, by=None, today=on)


def _tell(args: argparse.Namespace, intake: Intake, undo: str) -> None:
    from dunmiao.stages.common.moves import say as sentence

    document = intake.as_json(sentence, with_people=args.dry_run) | {"undo": undo}
    if args.json:
        write_json(document)
        return
    write(f"{document['rows']} rows, {document['accepted']} without an error")
    for problem in intake.errors:
        write(f"error   {_where(problem)}{sentence(problem.reason)}")
    for problem in intake.warnings:
        write(f"warning {_where(problem)}{sentence(problem.reason)}")
    if undo:
        write(f"taken in; to take it back: ./dunmiao import undo {undo}")
    elif args.dry_run:
        write("tried only: nothing was written")
    elif intake.accepted:
        write("nothing was written; --accept-good takes the rows without an error")


def _where(problem: Problem) -> str:
    parts = [problem.file, problem.sheet, f"row {problem.row}" if problem.row else ""]
    parts += [problem.name, " ".join(problem.column.split())]
    said = ", ".join(part for part in parts if part)
    return f"{said}: " if said else ""


def _undo(args: argparse.Namespace) -> int:
    from dunmiao.stages.common.clock import today
    from dunmiao.stages.selection.imports import undo_import
    from dunmiao.stages.selection.models import ImportBatch

    if not ImportBatch.objects.filter(pk=int(args.id)).exists():
        raise Stop(f"there is no import {args.id}")
    batch = undo_import(int(args.id), by=None, today=today())
    if args.json:
        write_json({"undone": args.id, "file": batch.file_name, "rows": batch.accepted})
    else:
        write(f"import {args.id} ({batch.file_name}) is taken back: {batch.accepted} rows")
    return 0
