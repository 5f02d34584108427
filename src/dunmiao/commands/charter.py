"""`charter check` and `charter duties`: charters as data, looked at without a database (cli.md)."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from dunmiao.commands.output import WrongUse, say, write, write_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Two verbs: check FILE…, and duties FILE with a term."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    check = verbs.add_parser("check", help="all errors of a charter, each with its remedy")
    check.add_argument("files", nargs="+", type=Path, metavar="FILE")
    check.add_argument("--json", action="store_true", help="one JSON document on standard output")
    duties = verbs.add_parser("duties", help="every duty one full-term placement owes")
    duties.add_argument("file", type=Path, metavar="FILE")
    duties.add_argument("--start", type=_day, required=True, metavar="DATE")
    duties.add_argument("--end", type=_day, required=True, metavar="DATE")
    duties.add_argument("--json", action="store_true", help="one JSON document on standard output")


def run(args: argparse.Namespace) -> int:
    """Do the verb; 1 when a charter has errors."""
    return _check(args) if args.verb == "check" else _duties(args)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no date: write it as YYYY-MM-DD, such as 2026-03-01"
        ) from None


def _check(args: argparse.Namespace) -> int:
    reports = [_report(path) for path in args.files]
    if args.json:
        write_json(reports)
    else:
        for report in reports:
            _tell(report)
    return 1 if any(report["errors"] for report in reports) else 0


def _tell(report: dict) -> None:
    for found in report["errors"]:
        write(_line(found))
    for found in report["warnings"]:
        write(f"{_line(found)} (a warning)")
    if not report["errors"]:
        write(f"{report['file']}: {_verdict(report)}")


def _report(path: Path) -> dict:
    """Give what one file holds: its errors, its warnings and what nobody has confirmed yet."""
    from dunmiao.engine.charter import CharterErrors, read_charter

    report: dict = {"file": str(path), "errors": [], "warnings": [], "unconfirmed": []}
    try:
        charter = read_charter(path)
    except CharterErrors as found:
        return {**report, "adoptable": False, "errors": [_plain(error) for error in found.errors]}
    except OSError as problem:
        return {**report, "adoptable": False, "errors": [_unreadable(path, problem)]}
    return {
        **report,
        "adoptable": charter.adoptable,
        "warnings": [_plain(warning) for warning in charter.warnings],
        "unconfirmed": list(charter.unconfirmed),
    }


def _plain(error) -> dict[str, str]:
    return {
        "file": str(error.file),
        "key_path": str(error.key_path),
        "message": str(error.message),
        "remedy": str(error.remedy),
    }


def _unreadable(path: Path, problem: OSError) -> dict[str, str]:
    return {
        "file": str(path),
        "key_path": "file",
        "message": f"cannot be read: {problem.strerror}",
        "remedy": "name a charter file (.toml) that you may read",
    }


def _line(found: dict[str, str]) -> str:
    return f"{found['file']}: {found['key_path']}: {found['message']} → {found['remedy']}"


def _verdict(report: dict) -> str:
    if report["adoptable"]:
        return "correct"
    number = len(report["unconfirmed"])
    return (
        f"correct, but not to be adopted yet: the source of {number} values is unconfirmed (待核): "
        f"{', '.join(report['unconfirmed'])}"
    )


def _duties(args: argparse.Namespace) -> int:
    if args.end < args.start:
        raise WrongUse(f"the term ends on {args.end}, before it starts on {args.start}")
    from dunmiao.engine.charter import CharterErrors, NotInForceError, read_charter
    from dunmiao.engine.duties import duties

    try:
        owed = duties(read_charter(args.file), args.start, args.end)
    except CharterErrors as found:
        return _stop([_line(_plain(error)) for error in found.errors], args.json)
    except OSError as problem:
        return _stop([_line(_unreadable(args.file, problem))], args.json)
    except NotInForceError as problem:
        return _stop([f"{args.file}: {problem}"], args.json)
    rows = sorted((duty.as_json() for duty in owed), key=lambda row: (row["due_on"], row["duty"]))
    if args.json:
        write_json(rows)
    else:
        for row in rows:
            write(
                f"{row['due_on']}  {row['duty']}: {row['owed_by']} → {row['owed_to']} "
                f"(from {row['opens_on']}, {row['clause']})"
            )
    return 0


def _stop(lines: list[str], is_json: bool) -> int:
    if is_json:
        write_json({"error": "\n".join(lines)})
    for line in lines:
        say(line)
    return 1
