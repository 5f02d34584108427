"""`test`: every test on SQLite, the database tests on PostgreSQL too, and rules a year from now."""

from __future__ import annotations

import argparse
import importlib.util
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dunmiao.commands import machine
from dunmiao.commands.cluster import private_cluster
from dunmiao.commands.output import Stop, say, write

TAKES_ANYTHING = True  # everything after `test` belongs to pytest
ROOT = Path(__file__).resolve().parents[3]
NEXT_YEAR = ("tests/engine", "tests/stages")
TWO_CORES = ("-n", "2", "--dist", "loadfile")
ALONE = ("-n", "--numprocesses", "--dist", "--pdb", "-s", "--capture=no", "--collect-only", "--co")
WRONG_USE, NONE_COLLECTED = 4, 5  # pytest's exit codes

COUNTED = "passed|failed|skipped|xfailed|xpassed|errors?|warnings?|deselected"
COUNTS = re.compile(rf"(\d+) ({COUNTED})\b")
SUMMARY = re.compile(r"(?:\d+ (?:" + COUNTED + r")|no tests ran).* in [\d.:]+s?\b|tests? collected")
COLOURS = re.compile(r"\x1b\[[\d;]*m")
ORDER = ("failed", "passed", "skipped", "deselected", "xfailed", "xpassed", "warnings", "errors")


@dataclass
class Part:
    """One run of pytest: what it is for, how it is called and in which environment."""

    title: str
    arguments: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    may_be_empty: bool = True


@dataclass
class Outcome:
    """What the parts gave so far."""

    counts: Counter[str] = field(default_factory=Counter)
    codes: list[int] = field(default_factory=list)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Everything is pytest's."""
    parser.add_argument("rest", nargs=argparse.REMAINDER, metavar="pytest arguments")


def run(args: argparse.Namespace) -> int:
    """Run the tests and end with one summary line in pytest's form."""
    if importlib.util.find_spec("pytest") is None:
        raise Stop("the test packages are not installed: call this as ./dunmiao test")
    given = list(args.rest)
    signal.signal(signal.SIGTERM, _leave)
    if {"-h", "--help", "--version", "--fixtures", "--markers"} & set(given):
        return subprocess.run(_command(given), cwd=ROOT, check=False).returncode
    machine.install_missing()
    programs = machine.postgresql()
    assert programs is not None  # noqa: S101 install_missing has seen to it
    started = time.monotonic()
    outcome = Outcome()
    with private_cluster(programs) as address:
        for part in _parts(given, address):
            code = _run_part(part, outcome)
            if code == WRONG_USE or (code and {"-x", "--exitfirst"} & set(given)):
                break
    write(_summary(outcome, time.monotonic() - started))
    return _exit_code(outcome.codes)


def _leave(_signal: int, _frame: object) -> None:
    raise SystemExit(1)


def _parts(given: list[str], address: str) -> list[Part]:
    """Give the runs in order: one selection on two databases, and the whole in next year too."""
    spread = [] if _names_tests(given) or _is_alone(given) else list(TWO_CORES)
    postgres = {"DUNMIAO_DATABASE_URL": address}
    # the records are what a database decides; pages look alike on both
    narrow = [] if given else ["-m", "not browser", "tests/stages"]
    parts = [
        Part("on SQLite", [*spread, *given], may_be_empty=False),
        Part("on PostgreSQL", [*spread, "--database-only", *narrow, *given], postgres),
    ]
    folders = [folder for folder in NEXT_YEAR if (ROOT / folder).is_dir()]
    if not given and folders:
        day = _next_year(date.today()).isoformat()  # noqa: DTZ011 the machine's own day
        later = [*spread, "-m", "not browser", *folders]
        parts.append(Part(f"on {day}", later, {"DUNMIAO_TODAY": day}))
    return parts


def _names_tests(given: list[str]) -> bool:
    return any((ROOT / word.split("::")[0]).exists() for word in given if not word.startswith("-"))


def _is_alone(given: list[str]) -> bool:
    return any(word.split("=")[0] in ALONE or re.fullmatch(r"-n\d+", word) for word in given)


def _next_year(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)


def _command(arguments: list[str]) -> list[str]:
    return [sys.executable, "-m", "pytest", *arguments]


def _run_part(part: Part, outcome: Outcome) -> int:
    """Let one run's lines through as they come, and keep what its last line counts."""
    say(f"tests {part.title} ...")
    kept = {name: value for name, value in os.environ.items() if not _configures(name)}
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    process = subprocess.Popen(
        _command([*colour, *part.arguments]),
        cwd=ROOT,
        env=kept | part.environment,
        stdout=subprocess.PIPE,
        text=True,
        errors="replace",
    )
    try:
        last = _pass_on(process)
    except BaseException:
        process.terminate()
        process.wait(timeout=20)
        raise
    code = process.wait()
    outcome.counts.update(_counted(last))
    outcome.codes.append(0 if code == NONE_COLLECTED and part.may_be_empty else code)
    return code


def _configures(name: str) -> bool:
    """Tell the variables that would make the product another one than the tests expect."""
    return name == "DJANGO_SETTINGS_MODULE" or (
        name.startswith("DUNMIAO_") and name != "DUNMIAO_CHROMIUM"
    )


def _pass_on(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None  # noqa: S101 it is a pipe
    last = ""
    for line in process.stdout:
        sys.stdout.write(line)
        sys.stdout.flush()
        plain = COLOURS.sub("", line)
        if SUMMARY.search(plain):
            last = plain
    return last


def _counted(line: str) -> Counter[str]:
    plural = {"error": "errors", "warning": "warnings"}
    counts: Counter[str] = Counter()
    for number, word in COUNTS.findall(line):
        counts[plural.get(word, word)] += int(number)
    return counts


def _summary(outcome: Outcome, seconds: float) -> str:
    """Give the line pytest ends with, over all parts; what one part deselects is no result."""
    shown = [word for word in ORDER if outcome.counts[word] and word != "deselected"]
    singular = {"errors": "error", "warnings": "warning"}
    words = []
    for word in shown:
        number = outcome.counts[word]
        words.append(f"{number} {singular.get(word, word) if number == 1 else word}")
    text = f" {', '.join(words) or 'no tests ran'} in {seconds:.2f}s "
    if seconds >= 60:
        clock = f"{int(seconds) // 3600}:{int(seconds) // 60 % 60:02}:{int(seconds) % 60:02}"
        text = f"{text}({clock}) "
    return text.center(80, "=")


def _exit_code(codes: list[int]) -> int:
    """Keep the contract: 0 all passed, 2 wrong use of pytest, 1 anything else."""
    if not any(codes):
        return 0
    return 2 if codes[0] == WRONG_USE else 1
