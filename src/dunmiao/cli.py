"""The command line: finds the command, imports only that, and keeps the contract of exit codes.

0 is success, 1 a finding or refusal, 2 wrong use. With `--json`, standard output carries one JSON
document, also when the command refuses, and messages go to standard error.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import io
import os
import sys
from typing import NoReturn

from dunmiao.commands.output import Stop, WrongUse, say, write_json

COMMANDS = {
    "demo": "build the demonstration and serve it on this machine",
    "test": "run every test, on SQLite and on PostgreSQL",
    "serve": "run the web server",
    "worker": "run the background worker",
    "init": "first run: migrate, and print a one-use token for the first administrators",
    "charter": "check a charter, or list the duties it gives",
    "import": "read people from a file, or take an import back",
    "place": "solve, check and explain placements",
    "remind": "prompt whoever owes something today, once each",
    "export": "write a dossier",
    "audit": "verify the audit chain",
    "backup": "write the whole state to an encrypted file",
    "restore": "bring a backup back",
    "bundle": "make an archive that installs without a network",
    "doctor": "say what is missing or misconfigured here",
    "bench": "run the benchmarks",
}
MODULES = {"import": "import_people"}  # where the command is no name for a Python module


class Parser(argparse.ArgumentParser):
    """An argument parser whose wrong-use message leaves standard output as one JSON document."""

    is_json = False

    def error(self, message: str) -> NoReturn:
        """Say how the command is called, and end with exit code 2."""
        if Parser.is_json:
            write_json({"error": message})
        self.print_usage(sys.stderr)
        say(f"{self.prog}: {message}")
        raise SystemExit(2)


def main(argv: list[str] | None = None) -> int:
    """Run one command and give its exit code."""
    arguments = sys.argv[1:] if argv is None else argv
    Parser.is_json = "--json" in arguments
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = _dispatch(arguments)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # The reader has gone (`| head`): nothing to say, and nowhere to say it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        say("stopped")
        return 130


def _dispatch(arguments: list[str]) -> int:
    parser = Parser(prog="dunmiao", description="Dunmiao: grassroots training of young cadres.")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=Parser)
    chosen = next((word for word in arguments if not word.startswith("-")), "")
    module = None
    for name, summary in COMMANDS.items():
        own = commands.add_parser(
            name, help=summary, description=f"{summary[0].upper()}{summary[1:]}."
        )
        if name == chosen and (module := _module(name)):
            module.add_arguments(own)
    if chosen in COMMANDS and module is None:
        return _refuse(f"`{chosen}` comes with a later release; this one cannot do it yet.")
    if getattr(module, "TAKES_ANYTHING", False):
        return _run(module, argparse.Namespace(rest=arguments[arguments.index(chosen) + 1 :]))
    args = parser.parse_args(arguments)
    if not chosen or module is None:
        parser.error(f"say which command: {', '.join(COMMANDS)}")
    return _run(module, args)


def _module(name: str):
    path = f"dunmiao.commands.{MODULES.get(name, name)}"
    return importlib.import_module(path) if importlib.util.find_spec(path) else None


def _run(module, args: argparse.Namespace) -> int:
    try:
        return module.run(args) or 0
    except WrongUse as wrong:
        if Parser.is_json:
            write_json({"error": str(wrong)})
        say(f"dunmiao: {wrong}")
        return 2
    except Stop as stop:
        return _refuse(str(stop))
    except Exception as problem:
        if not _is_said_by_settings(problem):
            raise
        return _refuse(str(problem))


def _is_said_by_settings(problem: Exception) -> bool:
    """Tell whether Django says that a setting is missing, without loading Django to ask."""
    django = sys.modules.get("django.core.exceptions")
    return django is not None and isinstance(problem, django.ImproperlyConfigured)


def _refuse(sentence: str) -> int:
    if Parser.is_json:
        write_json({"error": sentence})
    say(f"dunmiao: {sentence}")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
