"""`demo`: builds the demonstration where it is not there yet, and serves it on this machine."""

from __future__ import annotations

import argparse
import fcntl
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from dunmiao.commands.output import Stop, WrongUse, say, write

HOST = "127.0.0.1"
MARKER = "demo.json"
ROOT = Path(__file__).resolve().parents[3]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Port, folder, size, and starting afresh."""
    parser.add_argument(
        "--port", type=int, default=8000, help="port on this machine (8000; 0: any)"
    )
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="folder of the demonstration's data"
    )
    parser.add_argument(
        "--scale", type=int, metavar="N", help="people to add to the pool; 10000 is a city"
    )
    parser.add_argument(
        "--reset", action="store_true", help="throw the old data away, build it anew"
    )
    parser.add_argument("--build-in", type=Path, help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Build if needed, then serve until told to stop."""
    if not 0 <= args.port <= 65535:
        raise WrongUse(f"--port {args.port}: a port is a number from 0 to 65535")
    if args.scale is not None and args.scale < 0:
        raise WrongUse(f"--scale {args.scale}: give a number of people, 0 or more")
    if args.build_in:
        return _build(args.build_in, args.scale or 0)
    port = _free_port(args.port)
    data = _folder(args.data)
    signal.signal(signal.SIGTERM, _leave)  # so that a build under way is stopped with us
    with _hold(data, alone=args.reset or not (data / MARKER).exists()) as hold:
        _prepare(data, args, hold)
    with _hold(data, alone=False):
        return _serve(data, port)


def _leave(_signal: int, _frame: object) -> None:
    raise SystemExit(0)


def _free_port(port: int) -> int:
    """Refuse before any work is done when somebody else has the port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as problem:
            raise Stop(
                f"port {port} cannot be used ({problem.strerror}): stop the program that has it, "
                "or name another with --port"
            ) from None
        return probe.getsockname()[1]


def _folder(given: Path | None) -> Path:
    chosen = given or Path(os.environ.get("DUNMIAO_DATA") or ROOT / "data" / "demo")
    return Path(os.path.abspath(chosen))


@contextmanager
def _hold(data: Path, *, alone: bool) -> Iterator[int]:
    """Keep the folder for us while it is built, or with other servers while it is served.

    Gives the descriptor of the lock: a child that holds it too keeps the folder if we are killed.
    """
    try:
        data.parent.mkdir(parents=True, exist_ok=True)
        handle = open(data.with_name(f".{data.name}.lock"), "w")  # noqa: SIM115 closed below
    except OSError as problem:
        raise Stop(
            f"{data.parent} cannot be written ({problem.strerror}): name another --data"
        ) from problem
    with handle:
        mode = fcntl.LOCK_EX if alone else fcntl.LOCK_SH
        try:
            fcntl.flock(handle, mode | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Stop(
                f"another demonstration uses {data}: stop it, or name another --data"
            ) from None
        yield handle.fileno()


def _prepare(data: Path, args: argparse.Namespace, hold: int) -> None:
    """Leave a whole demonstration in the folder, or what was there before."""
    marker = data / MARKER
    if data.exists() and not data.is_dir():
        raise Stop(f"{data} is a file: name a folder with --data")
    if data.exists() and not marker.exists() and any(data.iterdir()):
        raise Stop(f"{data} holds something that is no demonstration: name another --data")
    if marker.exists() and not args.reset:
        built = json.loads(marker.read_text())
        if args.scale is not None and args.scale != built["scale"]:
            raise Stop(f"{data} was built with another --scale ({built['scale']}): add --reset")
        return
    building = data.with_name(f".{data.name}.building")
    shutil.rmtree(building, ignore_errors=True)
    say(f"building the demonstration in {data} ...")
    started = time.monotonic()
    _build_apart(building, args.scale, hold)
    _replace(data, building)
    say(f"built in {time.monotonic() - started:.0f} s")


def _build_apart(building: Path, size: int | None, hold: int) -> None:
    """Build in a process of its own, whose data folder is the one that is moved afterwards."""
    scale = [] if size is None else ["--scale", str(size)]
    command = [sys.executable, "-m", "dunmiao.cli", "demo", "--build-in", str(building), *scale]
    try:
        subprocess.run(command, env=_environment(building), pass_fds=[hold], check=True)
    except subprocess.CalledProcessError:
        raise Stop("the demonstration could not be built: see the message above") from None
    finally:
        if not (building / MARKER).exists():
            shutil.rmtree(building, ignore_errors=True)


def _replace(data: Path, building: Path) -> None:
    old = data.with_name(f".{data.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if data.exists():
        data.rename(old)
    building.rename(data)
    shutil.rmtree(old, ignore_errors=True)


def _environment(data: Path) -> dict[str, str]:
    """Give the variables of a demonstration: its own folder, SQLite, this machine only."""
    own = {"DUNMIAO_DATA": str(data), "DUNMIAO_DEMO": "1", "DUNMIAO_HOSTS": f"{HOST},localhost"}
    refused = {"DUNMIAO_DATABASE_URL", "DUNMIAO_TLS"}
    kept = {name: value for name, value in os.environ.items() if name not in refused}
    return kept | own


def _build(building: Path, scale: int) -> int:
    """Fill an empty folder, and mark it as whole at the very end."""
    building.mkdir(mode=0o700)
    from dunmiao.commands.database import ready_database

    ready_database()
    from django.db import connections

    from dunmiao.demo import build
    from dunmiao.stages.common.clock import today

    day: date = today()
    build(today=day, scale=scale)
    connections.close_all()
    marker = {"built_on": day.isoformat(), "scale": scale}
    (building / MARKER).write_text(json.dumps(marker) + "\n")
    return 0


def _serve(data: Path, port: int) -> int:
    os.environ.update(_environment(data))
    for name in ("DUNMIAO_DATABASE_URL", "DUNMIAO_TLS"):
        os.environ.pop(name, None)
    from dunmiao.commands.database import ready_database

    ready_database()
    from django.db import connections

    from dunmiao.config.processes import Server, start_worker_thread

    connections.close_all()

    def begin(worker: Any) -> None:
        """In the process that answers: start the queue, and say so when the first page is there."""
        start_worker_thread()
        if worker.age == 1:
            threading.Thread(target=_announce, args=(port,), daemon=True).start()

    Server(bind=f"{HOST}:{port}", workers=1, threads=8, post_worker_init=begin).run()
    return 0


def _announce(port: int) -> None:
    """Print the address once the first page answers 200; after a minute, say what came instead."""
    answer: object = "nothing"
    for _attempt in range(300):
        try:
            connection = http.client.HTTPConnection(HOST, port, timeout=30)
            connection.request("GET", "/")
            answer = connection.getresponse().status
            connection.close()
        except OSError as problem:
            answer = problem
        if answer == 200:
            write(f"http://{HOST}:{port}/")
            say("stop it with Ctrl-C")
            return
        time.sleep(0.2)
    say(f"the first page of http://{HOST}:{port}/ does not answer as it should: {answer}")
