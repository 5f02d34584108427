"""`place` on the command line: exit codes, pure standard output, nothing written on refusal."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from dunmiao.cli import main

ROOT = Path(__file__).resolve().parents[2]
GOOD = {
    "persons": [
        {"id": "张三", "sending_unit": "u", "tags": ["w"]},
        {"id": "b", "sending_unit": "u"},
    ],
    "posts": [{"id": "t", "min": 1, "max": 1}, {"id": "s", "min": 0, "max": 2}],
    "pairs": [
        {"person": "张三", "post": "t", "fit": 900},
        {"person": "b", "post": "t", "fit": 100},
        {"person": "张三", "post": "s", "fit": 950},
    ],
}
PIN = {"id": "keep", "kind": "pin", "person": "b", "post": "s"}


@pytest.fixture
def files(tmp_path):
    """Give a function that writes a document beside the plan and gives both paths as text."""

    def write(document: object, name: str = "instance.json") -> str:
        path = tmp_path / name
        content = document if isinstance(document, bytes) else json.dumps(document).encode()
        path.write_bytes(content)
        return str(path)

    write.plan = str(tmp_path / "plan.json")
    return write


def test_solve_check_and_explain_work_together(files, capsys):
    instance = files(GOOD)
    assert main(["place", "solve", instance, "--out", files.plan, "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == json.loads(Path(files.plan).read_text(encoding="utf-8"))
    assert (printed["status"], printed["value"]) == ("optimal", 1050)
    assert main(["place", "check", instance, files.plan, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ok"] is True
    assert main(["place", "explain", instance, files.plan, "--person", "张三", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["elsewhere"][0]["cost"] == 150  # b has nowhere else to go
    for verb in (["check"], ["explain", "--person", "b"]):
        assert main(["place", verb[0], instance, files.plan, *verb[1:]]) == 0
        assert capsys.readouterr().out
    assert main(["place", "solve", instance, "--out", files.plan]) == 0
    assert "1050" in capsys.readouterr().out


def test_a_tampered_plan_ends_with_1(files, capsys):
    instance = files(GOOD)
    main(["place", "solve", instance, "--out", files.plan])
    plan = json.loads(Path(files.plan).read_text(encoding="utf-8"))
    bad = files({**plan, "value": 1051}, "bad.json")
    assert main(["place", "check", instance, bad]) == 1
    assert "value" in capsys.readouterr().err
    assert main(["place", "explain", instance, bad, "--person", "b"]) == 1


def test_an_infeasible_instance_writes_its_plan_and_ends_with_1(files, capsys):
    instance = files({**GOOD, "rules": [PIN]})
    assert main(["place", "solve", instance, "--out", files.plan, "--json"]) == 1
    plan = json.loads(capsys.readouterr().out)
    assert plan["conflict"] == ["keep"]
    assert json.loads(Path(files.plan).read_text(encoding="utf-8")) == plan
    assert main(["place", "check", instance, files.plan]) == 0
    assert main(["place", "explain", instance, files.plan, "--person", "b"]) == 1


REFUSED = {
    "fault": {**GOOD, "pairs": [{"person": "b", "post": "t", "fit": 1.0}]},
    "not an object": [1],
    "not JSON": b"persons: []",
    "empty": b"",
    "binary": bytes(range(256)),
}


@pytest.mark.parametrize("document", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("is_json", [False, True])
def test_a_refused_instance_ends_with_2_and_writes_nothing(files, capsys, document, is_json):
    instance = files(document)
    json_flag = ["--json"] if is_json else []
    assert main(["place", "solve", instance, "--out", files.plan, *json_flag]) == 2
    said = capsys.readouterr()
    assert not Path(files.plan).exists()
    assert "instance.json" in said.err
    if is_json:
        assert json.loads(said.out)["error"]
    else:
        assert said.out == ""
    plan = files({}, "some.json")
    assert main(["place", "check", instance, plan]) == 2
    assert main(["place", "explain", instance, plan, "--person", "b"]) == 2


def test_files_that_cannot_be_used_are_named(files, capsys, tmp_path):
    instance = files(GOOD)
    missing = str(tmp_path / "nowhere" / "x.json")
    assert main(["place", "solve", missing, "--out", files.plan]) == 2
    assert main(["place", "solve", str(tmp_path), "--out", files.plan]) == 2
    assert main(["place", "solve", instance, "--out", missing]) == 2
    assert main(["place", "solve", instance, "--out", str(tmp_path)]) == 2
    assert main(["place", "solve", instance, "--out", instance]) == 2
    assert main(["place", "check", instance, missing]) == 2
    assert main(["place", "check", instance, files(b"{", "broken.json")]) == 2
    main(["place", "solve", instance, "--out", files.plan])
    capsys.readouterr()
    assert main(["place", "explain", instance, files.plan, "--person", "nobody"]) == 2
    assert "nobody" in capsys.readouterr().err


@pytest.mark.parametrize("seconds", ["-1", "nan", "inf", "soon"])
def test_a_time_that_is_none_is_wrong_use(files, seconds):
    with pytest.raises(SystemExit) as ended:
        main(["place", "solve", files(GOOD), "--out", files.plan, "--seconds", seconds])
    assert ended.value.code == 2


def test_standard_output_is_pure_json_also_when_the_integer_solver_runs(files):
    rule = {"id": "r", "kind": "none_or_at_least", "posts": ["s"], "tag": "w", "at_least": 2}
    instance = files({**GOOD, "rules": [rule]})
    command = [sys.executable, "-m", "dunmiao.cli", "place", "solve", instance, "--json"]
    done = subprocess.run(
        [*command, "--out", files.plan], cwd=ROOT / "src", capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["status"] == "optimal"


def test_an_id_that_utf_8_cannot_say_is_still_written(files, capsys):
    text = json.dumps(GOOD).replace('"b"', '"\\ud800"')
    instance = files(text.encode())
    assert main(["place", "solve", instance, "--out", files.plan]) == 0
    assert main(["place", "check", instance, files.plan]) == 0


def test_the_benchmark_gives_a_ratio(monkeypatch, capsys):
    import benchmarks.place as place
    from dunmiao.commands import bench

    monkeypatch.setitem(bench.BENCHMARKS, "place", lambda: place.measure(200, 10))
    main(["bench", "place", "--json"])
    result = json.loads(capsys.readouterr().out)
    assert result["status"] == "optimal"
    assert result["ratio"] > 0
