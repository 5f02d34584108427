"""`export dossier`: the dossier of one placement as one PDF or a zip of its parts (cli.md)."""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from dunmiao.commands.output import Stop, WrongUse, say, write, write_json

FORMS = {".pdf": "pdf", ".zip": "zip"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """One verb: dossier --placement ID --out FILE."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    dossier = verbs.add_parser("dossier", help="write the dossier of one placement")
    dossier.add_argument("--placement", required=True, metavar="ID")
    dossier.add_argument("--out", required=True, type=Path, metavar="FILE", help=".pdf or .zip")
    dossier.add_argument("--json", action="store_true", help="one JSON document on standard output")


def run(args: argparse.Namespace) -> int:
    """Write the file; 1 when there is no such placement or the file cannot be written."""
    form = FORMS.get(args.out.suffix.lower())
    if form is None:
        raise WrongUse(f"--out {args.out}: name the file .pdf (one paper) or .zip (its parts)")
    if not args.placement.isascii() or not args.placement.isdecimal():
        raise WrongUse(f"--placement {args.placement}: give the number of a placement")
    _writable(args.out)
    from dunmiao.commands.database import ready_database

    ready_database()
    from dunmiao.stages.common.clock import today
    from dunmiao.stages.outcomes.dossier import digest_of, dossier_file, dossier_of
    from dunmiao.stages.placement.models import Placement

    number = int(args.placement)
    row = Placement.objects.filter(pk=number).first() if number < 2**63 else None
    if row is None:
        raise Stop(f"there is no placement {args.placement}; its page shows the number")
    dossier = dossier_of(row, today())
    content = dossier_file(dossier, form)
    _write(args.out, content)
    document = {
        "file": str(args.out),
        "placement": number,
        "person": dossier.placement.person.name,
        "parts": [part.item.name for part in dossier.parts if not part.is_missing],
        "missing": [part.item.name for part in dossier.missing],
        "digest": digest_of(content),
    }
    if args.json:
        write_json(document)
        return 0
    write(f"{args.out}: {len(document['parts'])} parts of {document['person']}")
    if document["missing"]:
        say(f"missing, so not in it: {'、'.join(document['missing'])}")
    return 0


def _writable(path: Path) -> None:
    """Refuse a place that cannot be written before any work is done."""
    if path.is_dir():
        raise Stop(f"{path} is a folder; give the name of a file")
    if not path.parent.is_dir():
        raise Stop(f"{path.parent}: there is no such folder; make it first")
    if not os.access(path.parent, os.W_OK):
        raise Stop(f"{path.parent}: this folder cannot be written to")


def _write(path: Path, content: bytes) -> None:
    """Write whole or not at all, readable by its owner alone."""
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as draft:
            draft.write(content)
        Path(draft.name).replace(path)
    except OSError as fault:
        raise Stop(f"{path}: cannot be written ({fault.strerror})") from fault
