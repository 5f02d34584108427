"""`bench [NAME]`: the benchmarks, each a ratio measured in one run."""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path

from dunmiao.commands.output import Stop, say, write, write_json

FOLDER = Path(__file__).resolve().parents[3] / "benchmarks"

Result = dict[str, object]


def _from_file(name: str) -> Callable[[], Result]:
    """Give the `measure` function of benchmarks/<name>.py, which is no part of the package."""

    def measure() -> Result:
        path = FOLDER / f"{name}.py"
        spec = importlib.util.spec_from_file_location(f"benchmarks.{name}", path)
        if spec is None or spec.loader is None or not path.is_file():
            raise Stop(f"{path} is missing: the benchmarks come with the source tree only.")
        module = importlib.util.module_from_spec(spec)
        sys.modules[spec.name] = module
        spec.loader.exec_module(module)
        result: Result = module.measure()
        return result

    return measure


# name: function that measures and gives its figures, among them "ratio", "target" and "ok"
BENCHMARKS: dict[str, Callable[[], Result]] = {
    "ledger": _from_file("ledger"),
    "place": _from_file("place"),
    "rotation": _from_file("rotation"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take one benchmark's name, or none for all."""
    parser.add_argument("name", nargs="?", choices=sorted(BENCHMARKS), metavar="NAME")
    parser.add_argument("--json", action="store_true", help="one JSON document on standard output")


def run(args: argparse.Namespace) -> int:
    """Run the benchmarks asked for; 1 when one misses its target."""
    results = []
    for name in [args.name] if args.name else sorted(BENCHMARKS):
        say(f"measuring {name} …")
        results.append(BENCHMARKS[name]())
    if args.json:
        write_json(results[0] if args.name else results)
    else:
        for result in results:
            figures = ", ".join(f"{key} {value}" for key, value in result.items() if key != "name")
            write(f"{result['name']}: {figures}")
    return 0 if all(result["ok"] for result in results) else 1
