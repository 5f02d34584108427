"""A private PostgreSQL cluster that lives as long as the tests that use it."""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dunmiao.commands.output import Stop

PR_SET_PDEATHSIG = 1
# Nothing here outlives the run, so nothing has to reach the disk.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "timezone": "UTC",
}


@contextmanager
def private_cluster(programs: Path) -> Iterator[str]:
    """Give the address of a fresh cluster, and take it away afterwards whatever happens.

    It listens on a socket in a folder that only its owner may enter, on no port at all, so that
    it neither meets a cluster of the machine nor can be reached from outside. The server also
    ends when this process is killed.
    """
    folder = Path(tempfile.mkdtemp(prefix="dunmiao-pg-", dir=_short_folder()))
    identity = _unprivileged()
    server = None
    try:
        if identity:
            os.chown(folder, identity["user"], identity["group"])
        _initialise(programs, folder, identity)
        server = _start(programs, folder, identity)
        _wait(programs, folder, server)
        yield f"postgres://postgres@{quote(str(folder), safe='')}:5432/postgres"
    finally:
        if server is not None:
            _stop(server)
        shutil.rmtree(folder, ignore_errors=True)


def _short_folder() -> str:
    """Give a folder for the socket: its whole path may not exceed some hundred bytes."""
    usual = tempfile.gettempdir()
    return usual if len(usual) < 60 else "/tmp"  # noqa: S108 mkdtemp makes a folder of our own


def _unprivileged() -> dict[str, Any]:
    """Give whom the server runs as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            person = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": person.pw_uid, "group": person.pw_gid, "extra_groups": []}
    raise Stop("no unprivileged user is there for PostgreSQL: apt-get install postgresql")


def _initialise(programs: Path, folder: Path, identity: dict[str, Any]) -> None:
    data = str(folder / "data")
    command = [str(programs / "initdb"), "-D", data, "-U", "postgres", "-A", "trust"]
    options = ["-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    done = subprocess.run(
        [*command, *options], cwd=folder, capture_output=True, text=True, check=False, **identity
    )
    if done.returncode:
        raise Stop(f"PostgreSQL could not be prepared: {done.stderr.strip()}")


def _start(programs: Path, folder: Path, identity: dict[str, Any]) -> subprocess.Popen[bytes]:
    settings = {**SETTINGS, "unix_socket_directories": str(folder), "port": "5432"}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    with open(folder / "server.log", "wb") as log:
        return subprocess.Popen(
            [str(programs / "postgres"), "-D", str(folder / "data"), *options],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            preexec_fn=_die_with_parent,
            **identity,
        )


def _die_with_parent() -> None:
    os.setpgid(0, 0)  # Ctrl-C is for us: we stop the server when the tests have gone
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def _wait(programs: Path, folder: Path, server: subprocess.Popen[bytes]) -> None:
    ask = [str(programs / "pg_isready"), "-q", "-h", str(folder), "-p", "5432"]
    for _attempt in range(300):
        if server.poll() is not None:
            break
        if subprocess.run(ask, check=False).returncode == 0:
            return
        time.sleep(0.1)
    log = (folder / "server.log").read_text(errors="replace").strip().splitlines()
    raise Stop(f"PostgreSQL did not start: {' '.join(log[-3:])}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    for request in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if server.poll() is None:
            server.send_signal(request)
        try:
            server.wait(timeout=5)
            return
        except subprocess.TimeoutExpired:
            continue
