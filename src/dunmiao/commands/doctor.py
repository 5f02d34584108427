"""`doctor`: what is missing or misconfigured here, each with its remedy."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from importlib import metadata
from pathlib import Path

from dunmiao.commands import machine
from dunmiao.commands.output import write, write_json

ROOT = Path(__file__).resolve().parents[3]
OLDEST_PYTHON = (3, 11)
BREAKS, WARNS = "breaks", "warns"


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be: how bad, where, what, and how to mend it."""

    severity: str
    check: str
    message: str
    remedy: str


Check = Callable[[], Iterator[Finding]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Only the form of the answer can be chosen."""
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")


def run(args: argparse.Namespace) -> int:
    """Look at everything, tell everything; 1 when something breaks the product."""
    findings: list[Finding] = []
    for check in CHECKS:
        findings += _looked_at(check)
    breaks = any(finding.severity == BREAKS for finding in findings)
    if args.json:
        write_json({"healthy": not breaks, "findings": [asdict(found) for found in findings]})
        return int(breaks)
    for found in findings:
        mark = "✗" if found.severity == BREAKS else "!"
        write(f"{mark} {found.check}: {found.message}\n    → {found.remedy}")
    write(_verdict(findings))
    return int(breaks)


def _looked_at(check: Check) -> list[Finding]:
    """Keep looking when one check cannot be done: that too is a finding."""
    name = check.__name__.removeprefix("_").replace("_", " ")
    try:
        return list(check())
    except Exception as problem:  # noqa: BLE001 whatever it is, the other checks still count
        said = f"{type(problem).__name__}: {problem}"
        return [Finding(BREAKS, name, f"could not be looked at ({said})", "mend what it says")]


def _verdict(findings: list[Finding]) -> str:
    breaks = sum(found.severity == BREAKS for found in findings)
    if breaks:
        return f"{breaks} of {len(findings)} findings break the product."
    if findings:
        return f"Everything needed is there; {len(findings)} warnings."
    return "Everything is there and well."


def _python() -> Iterator[Finding]:
    if sys.version_info[:2] < OLDEST_PYTHON:  # an environment made by hand
        yield Finding(
            BREAKS,
            "python",
            f"this is Python {sys.version.split()[0]}, and 3.11 or newer is needed",
            "apt-get install python3 python3-venv, then run ./dunmiao again",
        )


def _packages() -> Iterator[Finding]:
    """Compare what is installed with the lock."""
    remedy = "remove the .venv folder and run ./dunmiao again"
    for name, version in _locked(ROOT / "requirements.lock"):
        try:
            there = metadata.version(name)
        except metadata.PackageNotFoundError:
            yield Finding(BREAKS, "packages", f"{name} {version} is not installed", remedy)
            continue
        if there != version:
            text = f"{name} is {there}, and the lock says {version}"
            yield Finding(WARNS, "packages", text, remedy)


def _locked(lock: Path) -> list[tuple[str, str]]:
    return re.findall(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", lock.read_text(), re.MULTILINE)


def _fonts() -> Iterator[Finding]:
    if not machine.has_chinese_font():
        yield Finding(
            WARNS,
            "fonts",
            "no open Chinese font is installed: papers as PDF would lack their characters",
            "apt-get install fonts-noto-cjk",
        )


def _catalogues() -> Iterator[Finding]:
    from dunmiao.config.catalogues import SOURCE, catalogues, is_stale

    if not catalogues():
        text = f"no message catalogue below {SOURCE}"
        yield Finding(WARNS, "catalogues", text, "get a complete copy of the product")
    for source in filter(is_stale, catalogues()):
        compiled = source.with_suffix(".mo")
        if not os.access(source.parent, os.W_OK):
            text = f"{compiled} is older than its source and its folder cannot be written"
            yield Finding(WARNS, "catalogues", text, "run ./dunmiao doctor once as its owner")
        else:
            from dunmiao.config.catalogues import compile_all

            compile_all()
            return


def _data_folder() -> Iterator[Finding]:
    from dunmiao.commands.database import start_django

    start_django()
    from django.conf import settings

    folder = settings.DATA
    if not folder.is_dir() or not os.access(folder, os.W_OK | os.X_OK):
        text = f"{folder} is no folder that can be written"
        yield Finding(BREAKS, "data folder", text, "make it and give it to this user (chown)")
        return
    for secret in folder.glob("*.secret"):
        if secret.stat().st_mode & 0o077:
            text = f"{secret} can be read by others"
            yield Finding(BREAKS, "data folder", text, f"chmod 600 {secret}")


def _secrets() -> Iterator[Finding]:
    from django.conf import settings

    if settings.DEMO and settings.SECURE_TLS:
        text = "a demonstration is meant for this machine alone, and TLS is set"
        yield Finding(BREAKS, "secrets", text, "unset DUNMIAO_DEMO on a real server")
    shared = bool(os.environ.get("DUNMIAO_DATABASE_URL"))
    for name in ("DUNMIAO_SECRET_KEY", "DUNMIAO_FIELD_KEY"):
        if shared and not os.environ.get(name):
            text = f"{name} is not set, and each node beside the shared database makes its own"
            remedy = "set one value of at least 32 random characters on every node"
            yield Finding(BREAKS, "secrets", text, remedy)


def _database() -> Iterator[Finding]:
    from django.conf import settings
    from django.db import connection

    from dunmiao.commands.database import pending_migrations

    if not _has_database():
        text = f"there is none in {settings.DATA} yet"
        yield Finding(WARNS, "database", text, "run ./dunmiao init, or ./dunmiao demo to try it")
        return
    if pending := pending_migrations():
        text = f"it is behind this version by {len(pending)} migrations, from {pending[0]}"
        yield Finding(BREAKS, "database", text, "run ./dunmiao init")
    if connection.vendor == "sqlite":
        yield from _embedded_database(connection)


def _has_database() -> bool:
    """Tell without connecting, which would make an empty file."""
    from django.conf import settings

    chosen = settings.DATABASES["default"]
    return "sqlite" not in chosen["ENGINE"] or Path(chosen["NAME"]).exists()


def _embedded_database(connection) -> Iterator[Finding]:
    wanted = (
        ("PRAGMA journal_mode", "wal", "set DUNMIAO_DATA to a folder on a local disk"),
        ("PRAGMA synchronous", 2, "undo the change to the settings: records must reach the disk"),
        ("PRAGMA quick_check", "ok", "stop the product and restore the newest backup"),
    )
    with connection.cursor() as cursor:
        for question, right, remedy in wanted:
            cursor.execute(question)
            answer = cursor.fetchone()[0]
            if answer != right:
                text = f"{question} says {answer}, not {right}"
                yield Finding(BREAKS, "database", text, remedy)


def _clock() -> Iterator[Finding]:
    from django.conf import settings

    from dunmiao.stages.common.clock import today

    if settings.REHEARSAL_DAY:
        text = f"a rehearsal day is set: everything happens on {settings.REHEARSAL_DAY}"
        yield Finding(WARNS, "clock", text, "unset DUNMIAO_TODAY when the rehearsal is over")
    if today() < date(2026, 1, 1):
        text = f"this machine thinks that today is {today()}"
        yield Finding(BREAKS, "clock", text, "set the clock (timedatectl set-ntp true)")
    if settings.TIME_ZONE != "Asia/Shanghai":
        text = f"days begin and end in the time zone {settings.TIME_ZONE}"
        yield Finding(WARNS, "clock", text, "unset DUNMIAO_TIME_ZONE for Beijing time")


def _holidays() -> Iterator[Finding]:
    """Working days need the table to reach into next year (domain.md 0.8)."""
    from django.db import connection

    from dunmiao.stages.common.clock import today
    from dunmiao.stages.common.models import Holiday

    if not _has_database() or Holiday._meta.db_table not in connection.introspection.table_names():
        return
    last = Holiday.objects.order_by("-day").values_list("day", flat=True).first()
    year = today().year
    remedy = "enter the days of the State Council's notice under Holidays"
    if last is None or last.year < year:
        yield Finding(BREAKS, "holidays", f"the table holds no day of {year}", remedy)
    elif last.year == year and today().month >= 11:
        text = f"the table ends on {last}: periods that reach into {year + 1} count plain weeks"
        yield Finding(WARNS, "holidays", text, remedy)


def _charters() -> Iterator[Finding]:
    from dunmiao.engine.charter import CharterErrors, read_charter, shipped

    for path in shipped():
        try:
            read_charter(path)
        except CharterErrors as found:
            text = f"{path.name} has {len(found.errors)} errors"
            yield Finding(BREAKS, "charters", text, f"./dunmiao charter check {path}")


def _tests() -> Iterator[Finding]:
    for need in machine.missing():
        if need.package != "fonts-noto-cjk":
            text = f"{need.package} is missing, for {need.why}"
            yield Finding(WARNS, "tests", text, f"apt-get install {need.package}")


CHECKS: tuple[Check, ...] = (
    _python,
    _packages,
    _fonts,
    _catalogues,
    _data_folder,
    _secrets,
    _database,
    _clock,
    _holidays,
    _charters,
    _tests,
)
