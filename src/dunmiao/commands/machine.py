"""What the distribution must bring for the tests and for papers, and how it is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dunmiao.commands.output import Stop, say


@dataclass(frozen=True)
class Need:
    """A system package and the way to see whether it is there."""

    package: str
    why: str
    is_there: Callable[[], bool]


def chromium() -> str:
    """Give the path of the distribution's browser, empty when there is none."""
    named = os.environ.get("DUNMIAO_CHROMIUM", "")
    names = ("chromium", "chromium-browser", "google-chrome")
    return named or next((path for name in names if (path := shutil.which(name))), "")


def postgresql() -> Path | None:
    """Give the folder with initdb and postgres: of version 15, else of the newest later one."""
    found = {}
    for program in Path("/usr/lib/postgresql").glob("*/bin/initdb"):
        version = re.match(r"\d+", program.parts[-3])
        if version and int(version[0]) >= 15:
            found[int(version[0])] = program.parent
    if found:
        return found.get(15) or found[max(found)]
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).resolve().parent if elsewhere else None


def has_chinese_font() -> bool:
    """Tell whether an open Chinese font is installed, for PDF papers and for the browser."""
    return any(
        next(Path(folder).glob("**/Noto*CJK*"), None)
        for folder in ("/usr/share/fonts", "/usr/local/share/fonts", Path.home() / ".fonts")
    )


NEEDS = (
    Need("chromium", "journeys in the browser", lambda: bool(chromium())),
    Need("postgresql", "the database tests on PostgreSQL", lambda: postgresql() is not None),
    Need("fonts-noto-cjk", "Chinese text in PDF papers and in the browser", has_chinese_font),
)


def missing() -> list[Need]:
    """Give the needs that this machine does not meet."""
    return [need for need in NEEDS if not need.is_there()]


def install_missing() -> None:
    """Install from the distribution what is missing, as root; otherwise say it and stop."""
    packages = [need.package for need in missing()]
    if not packages:
        return
    command = f"apt-get install --no-install-recommends {' '.join(packages)}"
    may = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")
    if not may:
        raise Stop(f"the tests need {', '.join(packages)}. Install with: sudo {command}")
    say(f"installing {', '.join(packages)} ...")
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], env=quiet, stdout=2, check=False)
    subprocess.run([*command.split(), "-q", "-y"], env=quiet, stdout=2, check=False)
    if still := [need.package for need in missing()]:
        raise Stop(f"{', '.join(still)} could not be installed. Try by hand: {command}")
