"""`place solve`, `place check` and `place explain`, on instances and plans as files."""

from __future__ import annotations

import argparse
import json
import math
import os
from pathlib import Path
from typing import TYPE_CHECKING

from dunmiao.commands.output import WrongUse, say, write, write_json

if TYPE_CHECKING:
    from dunmiao.engine.matching.instance import Instance

SECONDS = 60.0  # how long a board with team rules may take when nobody says


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Three verbs: solve, check and explain."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    solve = verbs.add_parser("solve", help="place the persons of an instance, write the plan")
    solve.add_argument("instance", type=Path, metavar="INSTANCE.json")
    solve.add_argument("--out", type=Path, required=True, metavar="PLAN.json")
    solve.add_argument("--seconds", type=_seconds, default=SECONDS, metavar="N")
    check = verbs.add_parser("check", help="recompute a plan and name every difference")
    explain = verbs.add_parser("explain", help="why one person is here and not elsewhere")
    for verb in (check, explain):
        verb.add_argument("instance", type=Path, metavar="INSTANCE.json")
        verb.add_argument("plan", type=Path, metavar="PLAN.json")
    explain.add_argument("--person", required=True, metavar="ID")
    explain.add_argument("--seconds", type=_seconds, default=SECONDS, metavar="N")
    for verb in (solve, check, explain):
        verb.add_argument(
            "--json", action="store_true", help="one JSON document on standard output"
        )


def run(args: argparse.Namespace) -> int:
    """Do the verb: 0 when all is well, 1 for no plan or a difference, WrongUse for bad files."""
    return {"solve": _solve, "check": _check, "explain": _explain}[args.verb](args)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not (0 <= seconds < math.inf):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds, such as 30")
    return seconds


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise WrongUse(f"{path} cannot be read: {_why(problem)}.") from None


def _why(problem: OSError) -> str:
    return (problem.strerror or str(problem)).lower()


def _document(path: Path) -> object:
    """Give the JSON document of a file, repeated keys refused only where the parser looks."""
    from dunmiao.engine.matching.reading import InstanceError, read_json

    try:
        return read_json(_read(path))
    except InstanceError as error:
        raise WrongUse(f"{path}: {error.problems[0].reason}") from None


def _instance(path: Path) -> tuple[Instance, dict]:
    """Give the checked instance of a file and its raw document; a refused one is wrong use."""
    from dunmiao.engine.matching.parsing import parse
    from dunmiao.engine.matching.reading import InstanceError

    document = _document(path)
    try:
        return parse(document), document if isinstance(document, dict) else {}
    except InstanceError as error:
        lines = [f"{path} is no instance:", *(f"  {problem}" for problem in error.problems)]
        raise WrongUse("\n".join(lines)) from None


def _solve(args: argparse.Namespace) -> int:
    from dunmiao.engine.matching.solve import solve

    instance, _ = _instance(args.instance)
    _refuse_unwritable(args.out, args.instance)
    plan = solve(instance, args.seconds).as_json()
    _write_plan(args.out, plan)
    if args.json:
        write_json(plan)
    else:
        write(_summary(plan, args.out))
    return 0 if plan["status"] in ("optimal", "feasible") else 1


def _refuse_unwritable(path: Path, instance: Path) -> None:
    """Find out before the work, not after, whether the plan can be written."""
    folder = path.parent
    if path.is_dir() or not folder.is_dir() or not os.access(folder, os.W_OK):
        raise WrongUse(
            f"{path} cannot be written: name a file in an existing folder you may write."
        )
    if path.exists() and path.samefile(instance):
        raise WrongUse(f"{path} is the instance itself: name another file for the plan.")


def _write_plan(path: Path, plan: dict[str, object]) -> None:
    """Write the plan whole or not at all."""
    try:
        content = json.dumps(plan, ensure_ascii=False, indent=1).encode()
    except UnicodeEncodeError:  # an id with half a surrogate pair: JSON can say it, UTF-8 cannot
        content = json.dumps(plan, indent=1).encode()
    if path.exists() and not path.is_file():
        path.write_bytes(content)  # a device or a pipe
        return
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except OSError as problem:
        beside.unlink(missing_ok=True)
        raise WrongUse(f"{path} cannot be written: {_why(problem)}.") from None


def _summary(plan: dict, path: Path) -> str:
    if plan["status"] == "infeasible":
        return f"infeasible: these rules cannot hold together: {', '.join(plan['conflict'])}"
    if plan["status"] == "unknown":
        return "unknown: the time ended with neither a plan nor a proof that there is none"
    return (
        f"{plan['status']}: {len(plan['assignments'])} placed, value {plan['value']}, "
        f"bound {plan['bound']} (gap {plan['gap']:.4%}), {plan['seconds']:.2f} s: {path}"
    )


def _check(args: argparse.Namespace) -> int:
    from dunmiao.engine.matching.check import check

    _, document = _instance(args.instance)
    finding = check(document, _document(args.plan))
    if args.json:
        write_json(finding.as_json())
    lines = [f"{each.rule} {each.post}: {each.text}" for each in finding.violations]
    lines += [f"{each.key}: {each.text}" for each in finding.differences]
    for line in lines:
        say(line)
    if not args.json:
        found = (
            "the plan is what it claims to be" if finding.is_sound else f"{len(lines)} differences"
        )
        write(found if finding.value is None else f"{found}; value {finding.value}")
    return 0 if finding.is_sound else 1


def _explain(args: argparse.Namespace) -> int:
    from dunmiao.engine.matching.explain import explain
    from dunmiao.engine.matching.plan import PlanError, read_assignments

    instance, _ = _instance(args.instance)
    plan = _document(args.plan)
    person = instance.person_numbers.get(args.person)
    if person is None:
        raise WrongUse(f"{args.instance} has no person with the id {args.person!r}.")
    try:
        chosen = read_assignments(instance, plan)
    except PlanError as error:
        return _refuse(f"{args.plan}: {error}", args.json)
    bound = plan.get("bound") if isinstance(plan, dict) else None
    bound = bound if type(bound) is int else None
    explained = explain(instance, chosen, person, bound, args.seconds)
    if args.json:
        write_json(explained.as_json())
        return 0
    parts = ", ".join(f"{name} {number}" for name, number in explained.parts.items())
    write(f"{explained.person}: {explained.post or 'not placed'} ({parts})")
    for row in explained.elsewhere:
        chain = "; ".join(
            f"{move.person}: {move.from_post or '–'} → {move.to_post or '–'}" for move in row.chain
        )
        write(f"  {row.post}: {row.reason}{f' [{chain}]' if chain else ''}")
    return 0


def _refuse(sentence: str, is_json: bool) -> int:
    if is_json:
        write_json({"error": sentence})
    say(sentence)
    return 1
