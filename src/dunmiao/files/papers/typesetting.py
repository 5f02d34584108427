"""Runs typst on our own templates; what people wrote reaches them only as data.

The root typst may read is a fresh directory holding our templates, one data.json and re-encoded
pictures; no text is ever put into a template's source.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).parent / "typst"
FONTS = Path(__file__).parent.parent / "fonts"
_NO_DAY = date(2000, 1, 1)


@lru_cache(maxsize=2)
def _fonts(*, with_system: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=with_system, font_paths=[str(FONTS)])


def typeset(
    template: str,
    data: Mapping[str, Any],
    *,
    pictures: Mapping[str, bytes] | None = None,
    made_on: object = None,
    with_system_fonts: bool = True,
) -> bytes:
    """Give the PDF of one of our templates filled with plain data.

    `pictures` maps file names made by us to JPEG bytes. The file's date is `made_on`, so that the
    same data give the same bytes. Our own font comes first; a character it lacks is looked for
    in the machine's fonts unless `with_system_fonts` is false.
    """
    with tempfile.TemporaryDirectory(prefix="paper-") as folder:
        root = Path(folder).resolve()
        for source in TEMPLATES.glob("*.typ"):
            shutil.copyfile(source, root / source.name)
        for name, content in (pictures or {}).items():
            (root / name).write_bytes(content)
        (root / "data.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        compiler = typst.Compiler(
            str(root / f"{template}.typ"),
            root=str(root),
            font_paths=_fonts(with_system=with_system_fonts),
            package_path=str(root / "none"),
            package_cache_path=str(root / "none"),
        )
        made = compiler.compile(format="pdf", timestamp=_instant(made_on))
    if not isinstance(made, bytes):
        raise TypeError("typst gave no single PDF")
    return made


def _instant(made_on: object) -> datetime:
    day = _NO_DAY
    if isinstance(made_on, datetime):
        day = made_on.date()
    elif isinstance(made_on, date):
        day = made_on
    elif isinstance(made_on, str):
        try:
            day = date.fromisoformat(made_on[:10])
        except ValueError:
            day = _NO_DAY
    return datetime.combine(day, time(), tzinfo=UTC)
