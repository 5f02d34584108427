"""The command line's contract: exit codes, one JSON document, and what is never loaded."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dunmiao import cli
from dunmiao.commands import demo, machine
from dunmiao.commands import test as test_command


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nonsense"],
        ["charter"],
        ["charter", "check"],
        ["charter", "duties", "x.toml", "--start", "1 March", "--end", "2026-03-31"],
        ["charter", "duties", "x.toml", "--start", "2026-03-31", "--end", "2026-03-01"],
        ["demo", "--port", "99999"],
        ["demo", "--scale", "-1"],
        ["doctor", "--colour"],
    ],
)
def test_wrong_use_exits_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        code = cli.main(arguments)
    except SystemExit as left:
        code = left.code
    said = capsys.readouterr()
    assert code == 2
    assert said.out == ""
    assert said.err


@pytest.mark.parametrize("command", ["backup", "restore", "bundle"])
def test_what_is_not_built_says_so(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    if cli._module(command):
        pytest.skip(f"{command} is built")
    assert cli.main([command, "file", "--json"]) == 1
    said = capsys.readouterr()
    assert "later release" in json.loads(said.out)["error"]
    assert "later release" in said.err


def test_wrong_use_with_json_is_still_one_document(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        cli.main(["doctor", "--colour", "--json"])
    assert left.value.code == 2
    assert "error" in json.loads(capsys.readouterr().out)


def test_every_module_keeps_the_convention() -> None:
    for command in cli.COMMANDS:
        if module := cli._module(command):
            assert callable(module.add_arguments), command
            assert callable(module.run), command


def run_apart(program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    source = str(Path(cli.__file__).resolve().parents[1])
    return subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": source, **environment},
    )


def test_charter_commands_never_load_django(root: Path) -> None:
    done = run_apart(
        "import sys; from dunmiao import cli;"
        "cli.main(['charter', 'check', 'no-such-file.toml']);"
        "sys.exit('django' in sys.modules)"
    )
    assert done.returncode == 0, done.stderr
    assert "no-such-file.toml" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_missing_setting_is_a_sentence() -> None:
    done = run_apart(
        "import sys; from dunmiao import cli; sys.exit(cli.main(['worker']))",
        DUNMIAO_SECRET_KEY="short",
    )
    assert done.returncode == 1
    assert "32 characters" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_missing_charter_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    term = ["--start", "2026-03-01", "--end", "2027-02-28"]
    assert cli.main(["charter", "duties", "no-such-file.toml", *term, "--json"]) == 1
    assert "no-such-file.toml" in json.loads(capsys.readouterr().out)["error"]


def test_a_closed_pipe_is_no_traceback(root: Path) -> None:
    pipe = f"{sys.executable} -m dunmiao.cli --help | true"
    done = subprocess.run(
        ["sh", "-c", pipe],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(root / "src")},
    )
    assert "Traceback" not in done.stderr


def test_shipped_charters_are_correct(capsys: pytest.CaptureFixture[str]) -> None:
    from dunmiao.engine.charter import shipped

    paths = [str(path) for path in shipped()]
    assert paths
    assert cli.main(["charter", "check", *paths, "--json"]) == 0
    reports = json.loads(capsys.readouterr().out)
    assert [report["file"] for report in reports] == paths


def test_duties_have_the_six_keys(capsys: pytest.CaptureFixture[str]) -> None:
    from dunmiao.engine.charter import shipped

    term = ["--start", "2026-03-01", "--end", "2027-02-28"]
    assert cli.main(["charter", "duties", str(shipped()[0]), *term, "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert rows
    keys = ["duty", "owed_by", "owed_to", "opens_on", "due_on", "clause"]
    assert all(list(row) == keys for row in rows)
    assert rows == sorted(rows, key=lambda row: (row["due_on"], row["duty"]))


def test_charter_errors_name_key_path_and_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = tmp_path / "bad.toml"
    bad.write_text('[charter]\nkey = "x"\nsurprise = 1\n')
    assert cli.main(["charter", "check", str(bad)]) == 1
    said = capsys.readouterr().out
    assert str(bad) in said
    assert "charter.surprise" in said


# ---------------------------------------------------------------- the script


@pytest.fixture
def copy(root: Path, tmp_path: Path) -> Path:
    """The script in a folder with a blank, beside an environment that repeats its arguments."""
    folder = tmp_path / "a folder"
    (folder / ".venv" / "bin").mkdir(parents=True)
    shutil.copy(root / "dunmiao", folder / "dunmiao")
    python = folder / ".venv" / "bin" / "python"
    python.write_text('#!/bin/sh\nprintf "%s|" "$PYTHONPATH" "$@"\n')
    python.chmod(0o755)
    for lock in ("requirements.lock", "requirements-test.lock"):
        (folder / lock).write_text("django==5.2\n")
        shutil.copy(folder / lock, folder / ".venv" / f"installed-{lock}")
    return folder


def call(script: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    return subprocess.run(
        [str(script), *arguments],
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        env={**inherited, **environment},
    )


@pytest.mark.parametrize("command", ["doctor", "test"])
def test_the_script_runs_from_anywhere(copy: Path, command: str) -> None:
    done = call(copy / "dunmiao", command, "a b")
    assert done.stdout == f"{copy}/src|-m|dunmiao.cli|{command}|a b|"
    assert done.stderr == ""


def test_the_script_may_be_linked(copy: Path, tmp_path: Path) -> None:
    link = tmp_path / "linked"
    link.symlink_to("a folder/dunmiao")
    assert call(link, "doctor").stdout.startswith(f"{copy}/src|")


def test_the_script_names_what_is_missing(copy: Path, tmp_path: Path) -> None:
    (copy / "requirements.lock").write_text("django==5.2.1\n")
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("sh", "dirname", "mkdir", "rm", "cmp", "cat", "sleep", "readlink"):
        (tools / tool).symlink_to(shutil.which(tool) or "/nowhere")
    done = call(copy / "dunmiao", "doctor", PATH=str(tools))
    assert done.returncode == 1
    assert "apt-get install python3 python3-venv" in done.stderr
    assert not (copy / ".venv.lock").exists()


def test_the_script_takes_over_from_the_dead(copy: Path) -> None:
    (copy / "requirements.lock").write_text("django==5.2.1\n")
    (copy / ".venv.lock").mkdir()
    (copy / ".venv.lock" / "pid").write_text("999999999\n")
    shutil.copy(copy / "requirements.lock", copy / ".venv" / "installed-requirements.lock")
    (copy / ".venv" / "installed-requirements-test.lock").unlink()
    # The stand-in for pip succeeds, so the test packages count as installed.
    assert call(copy / "dunmiao", "test").returncode == 0
    assert not (copy / ".venv.lock").exists()
    assert (copy / ".venv" / "installed-requirements-test.lock").exists()


# ---------------------------------------------------------------- demo


def test_demo_refuses_a_taken_port(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        assert cli.main(["demo", "--port", port, "--data", str(tmp_path / "d")]) == 1
    assert "--port" in capsys.readouterr().err
    assert not (tmp_path / "d").exists()


def test_demo_never_touches_other_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo.signal, "signal", lambda *_: None)
    kept = tmp_path / "d" / "thesis.txt"
    kept.parent.mkdir()
    kept.write_text("years of work")
    for more in ([], ["--reset"]):
        assert cli.main(["demo", "--port", "0", "--data", str(kept.parent), *more]) == 1
    assert kept.read_text() == "years of work"
    assert "--data" in capsys.readouterr().err


# ---------------------------------------------------------------- test


def test_the_last_line_adds_the_parts_up() -> None:
    outcome = test_command.Outcome()
    outcome.counts.update(test_command._counted("== 3 passed, 1 skipped, 1 warning in 2.10s =="))
    outcome.counts.update(test_command._counted("1 failed, 4 passed, 2 errors in 9.9s"))
    line = test_command._summary(outcome, 12.3)
    assert line.strip("=") == " 1 failed, 7 passed, 1 skipped, 1 warning, 2 errors in 12.30s "


@pytest.mark.parametrize(
    ("codes", "expected"), [([0, 0], 0), ([0, 1], 1), ([5, 0], 1), ([4], 2), ([2], 1)]
)
def test_exit_codes_of_the_tests(codes: list[int], expected: int) -> None:
    assert test_command._exit_code(codes) == expected


def test_nobody_but_root_installs(monkeypatch: pytest.MonkeyPatch) -> None:
    need = machine.Need("chromium", "journeys", lambda: False)
    monkeypatch.setattr(machine, "NEEDS", (need,))
    monkeypatch.setattr(machine.os, "geteuid", lambda: 1000)
    with pytest.raises(machine.Stop, match="apt-get install --no-install-recommends chromium"):
        machine.install_missing()


def test_catalogues_are_compiled_once(tmp_path: Path) -> None:
    from dunmiao.config.catalogues import compile_all

    folder = tmp_path / "web" / "locale" / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    source = folder / "django.po"
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    source.write_text(f'{header}msgid "Due"\nmsgstr "到期"\n')
    assert compile_all(tmp_path) == [source]
    assert compile_all(tmp_path) == []
    assert "到期".encode() in (folder / "django.mo").read_bytes()
    assert [path.name for path in sorted(folder.iterdir())] == ["django.mo", "django.po"]
