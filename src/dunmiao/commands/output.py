"""How commands speak: results on standard output, messages on standard error."""

from __future__ import annotations

import json
import sys


class Stop(Exception):
    """A finding or refusal that ends the command with exit code 1 and this sentence."""


class WrongUse(Exception):
    """The command was called in a way that makes no sense; ends with exit code 2."""


def write(line: str = "") -> None:
    """Write one line of the result and let it through at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def write_json(document: object) -> None:
    """Write the one JSON document of a `--json` call; dates and the like become their text."""
    write(json.dumps(document, ensure_ascii=False, indent=2, default=str))


def say(message: str) -> None:
    """Tell the person something that is no part of the result."""
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()
