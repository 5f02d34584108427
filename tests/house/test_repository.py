"""What is committed: small files, complete migrations, no trace of any one machine."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.house.rules import ROOT, SOURCE, name_of

LONGEST = 400
# Written with brackets so that the pattern does not find itself.
MACHINES = re.compile(
    r"/wor[k]/|/far[m]/|/roo[t]/|(?<![\w/.])/hom[e]/\w|/tmp/pla[n]|/User[s]/\w"
    r"|pyp[i]\.org|pythonhoste[d]\.org|npmj[s]\.(?:org|com)|deb\.debia[n]\.org"
    r"|tuna\.tsinghu[a]|mirrors\.aliyu[n]",
    re.IGNORECASE,
)


def committed(root: Path) -> list[Path]:
    """Give the files of the repository; outside one (an unpacked archive), those that are there."""
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip("no git repository here: nothing is committed")
    return [root / name for name in done.stdout.split("\0") if name]


def test_no_file_names_a_machine_or_a_registry(root: Path) -> None:
    found = []
    for path in committed(root):
        if not path.is_file():
            continue
        text = path.read_bytes()
        if b"\0" in text[:8000]:
            continue
        for number, line in enumerate(text.decode("utf-8", "replace").splitlines(), 1):
            if match := MACHINES.search(line):
                found.append(f"{path.relative_to(root)}:{number}: {match[0]}")
    assert not found, "\n".join(found)


def test_files_fit_a_reading() -> None:
    found = []
    for path in sorted(SOURCE.rglob("*")):
        ours = path.suffix in {".py", ".html", ".js", ".css"} and ".min." not in path.name
        # Migrations are written by Django and kept whole; vendor is other people's.
        if not ours or {"vendor", "migrations"} & set(path.parts):
            continue
        lines = path.read_text().count("\n")
        if lines > LONGEST:
            found.append(f"{name_of(path)}: {lines} lines; split it by noun")
    assert not found, "\n".join(found)


def migrations() -> list[Path]:
    return sorted(SOURCE.glob("stages/*/migrations/0*.py"))


def test_migrations_are_named() -> None:
    made_up = re.compile(r"_auto_\d|_and_more$|_\d{4}$")
    unnamed = [name_of(path) for path in migrations() if made_up.search(path.stem)]
    assert not unnamed, unnamed


def test_migrations_stand_alone() -> None:
    """A migration that imports today's models or rules breaks when they change."""
    found = []
    for path in migrations():
        for node in ast.walk(ast.parse(path.read_text())):
            module = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
            if re.search(r"dunmiao\..*(?:models|actions|engine|web|flow)", module):
                found.append(f"{name_of(path)}:{node.lineno}: imports {module}")
    assert not found, "\n".join(found)


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    from django.core.management import call_command

    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_django_finds_nothing_wrong() -> None:
    from django.core.management import call_command

    call_command("check", fail_level="WARNING")


def test_names_in_the_database_are_short() -> None:
    """Some of PostgreSQL's descendants cut names at 30 characters."""
    apps = pytest.importorskip("django.apps").apps
    if not apps.ready:
        pytest.fail("Django has not started: is DJANGO_SETTINGS_MODULE set?")
    found = []
    for model in apps.get_models(include_auto_created=True):
        if not model.__module__.startswith("dunmiao."):
            continue
        meta = model._meta
        names = [meta.db_table, *(field.column for field in meta.local_fields)]
        names += [rule.name for rule in (*meta.indexes, *meta.constraints)]
        found += [f"{meta.label}: {name}" for name in names if len(name) > 30]
    assert not found, "\n".join(found)


def test_operations_name_every_variable() -> None:
    """What settings and processes read from the environment stands in docs/OPERATIONS.md."""
    told = (ROOT / "docs" / "OPERATIONS.md").read_text()
    read = "".join(
        (ROOT / "src" / "dunmiao" / "config" / name).read_text()
        for name in ("settings.py", "processes.py")
    )
    names = set(re.findall(r"DUNMIAO_[A-Z][A-Z_]*[A-Z]", read))
    assert len(names) > 15
    mail = {name for name in names if name.startswith("DUNMIAO_MAIL_")}
    missing = {name for name in names - mail if name not in told}
    missing |= {name for name in mail if name.removeprefix("DUNMIAO_MAIL") not in told}
    assert not missing
