"""The limited process in which a stranger's template is filled: `templates` starts it.

It reads one JSON request from standard input and writes one JSON answer. Before it looks at the
request it gives up memory beyond 512 MB, more than 10 s of processor, opening files, starting
programs and every socket.
"""

from __future__ import annotations

import base64
import ctypes
import json
import sys
from typing import Any

from defusedxml.minidom import parseString

from dunmiao.files.papers.filling import Unfit, filled

_MEMORY = 512 * 1024 * 1024
_CPU_SECONDS = 10
_CLONE_NEWNET = 0x40000000
_CLONE_NEWUSER = 0x10000000
_FORBIDDEN = (
    "socket.", "subprocess.", "os.exec", "os.posix_spawn", "os.spawn", "os.system", "os.fork",
    "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.chmod", "os.chown", "os.link",
    "os.symlink", "os.truncate", "shutil.", "ctypes.", "ftplib.", "smtplib.", "urllib.", "http.",
)  # fmt: skip


def lock_up() -> None:
    """Give up everything that filling a template does not need; Windows keeps the hook alone."""
    _leave_network()
    _limit()
    sys.addaudithook(_refuse)


def _limit() -> None:
    try:
        import resource
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, _CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (most, most))


def _leave_network() -> None:
    """Enter an empty network namespace where the system allows it; the hook stands in elsewhere."""
    if not sys.platform.startswith("linux"):
        return
    unshare = getattr(ctypes.CDLL(None), "unshare", None)
    if unshare is not None and unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        unshare(_CLONE_NEWNET)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" or event.startswith(_FORBIDDEN):
        raise PermissionError(f"not in this process: {event} {arguments[:1]}")


def _load_what_loads_late() -> None:
    """Bring in what Python would open files for later, since no file opens after the locking."""
    filled_once = parseString(b"<a/>", forbid_dtd=True).toxml(encoding="UTF-8", standalone=True)
    filled_once.decode("cp437").encode("utf-16")


def main() -> None:
    """Answer one request."""
    _load_what_loads_late()
    lock_up()
    request = json.loads(sys.stdin.buffer.read())
    try:
        content = filled(base64.b64decode(request["template"]), request["data"])
        answer: dict[str, Any] = {"content": base64.b64encode(content).decode()}
    except Unfit as unfit:
        answer = {"refused": unfit.rule, "facts": unfit.facts}
    except RecursionError:
        answer = {"refused": "members", "facts": {}}
    sys.stdout.write(json.dumps(answer))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
