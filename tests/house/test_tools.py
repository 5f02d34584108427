"""The linter, the types and the layers, as tests that anybody can run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest


def run(root: Path, *arguments: str) -> str:
    """Run a tool and give what it complains of, empty when it is content."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=root, capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else f"{done.stdout}\n{done.stderr}"


def test_lint(root: Path) -> None:
    complaints = run(root, "-m", "ruff", "check", "--no-cache", "src", "tests", "--quiet")
    assert not complaints, complaints


@pytest.mark.parametrize("layer", ["engine", "files"])
def test_types_are_strict(root: Path, tmp_path: Path, layer: str) -> None:
    folder = f"src/dunmiao/{layer}"
    complaints = run(root, "-m", "mypy", "--cache-dir", str(tmp_path), folder)
    assert not complaints, complaints


def test_layers(root: Path) -> None:
    program = (
        "import sys; sys.path.insert(0, 'src');"
        "from importlinter.cli import lint_imports;"
        "sys.exit(lint_imports(no_cache=True))"
    )
    complaints = run(root, "-c", program)
    assert not complaints, complaints


@pytest.mark.parametrize("path", ["dunmiao"])
def test_shell_is_plain_posix(root: Path, path: str) -> None:
    done = subprocess.run(["sh", "-n", path], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    source = (root / path).read_text()
    assert source.startswith("#!/bin/sh\n")
    for bashism in ("[[", "local ", "function ", "<<<", "$'", "&>"):
        assert bashism not in source
