"""Which reader a file goes to, by its name and its first bytes, which must agree."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from dunmiao.engine.reasons import gettext_noop
from dunmiao.files.intake.ole import OLE_MAGIC, Container
from dunmiao.files.limits import refuse, safe_label

SHEETS: Final = (".xlsx", ".xls", ".csv")
FORMS: Final = (".lrmx", ".lrm")
BUNDLE: Final = ".zip"
READ: Final = (*SHEETS, *FORMS, BUNDLE)

_KIND: Final = gettext_noop(
    "“%(file)s” is of a kind that is not read; send .xlsx, .xls, .csv, .lrmx, .lrm, or a .zip of "
    "forms."
)
_MACROS: Final = gettext_noop(
    "The workbook holds macros, which are never accepted; save it as .xlsx without macros."
)
_IS_OLD: Final = gettext_noop(
    "“%(file)s” is called .xlsx but is an old .xls workbook; rename it to .xls, or save it as "
    ".xlsx."
)
_IS_NEW: Final = gettext_noop(
    "“%(file)s” is called .xls but is a new .xlsx workbook; rename it to .xlsx."
)
_ENCRYPTED: Final = gettext_noop(
    "The file is protected with a password; remove the password and send it again."
)
_NOT_IT: Final = gettext_noop(
    "“%(file)s” is called %(kind)s, but its content is something else; open it in the program it "
    "comes from and save it as %(kind)s."
)
_EMPTY: Final = gettext_noop("“%(file)s” is empty; send the file that holds the list.")

_ZIP: Final = b"PK\x03\x04"
_MARK: Final = b"\xef\xbb\xbf"
_BINARY: Final = (
    _ZIP,
    OLE_MAGIC,
    b"%PDF",
    b"MZ",
    b"\x7fELF",
    b"GIF8",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"Rar!",
    b"7z",
)
_MACRO_KINDS: Final = (".xlsm", ".xltm", ".xlam", ".xlsb", ".docm")


@dataclass(frozen=True)
class Upload:
    """A file from somebody: the name it came with, its bytes, and the photo beside it (.pic)."""

    name: str
    data: bytes
    picture: bytes = b""

    @property
    def label(self) -> str:
        """Give the name as it may be shown."""
        return safe_label(self.name)

    @property
    def kind(self) -> str:
        """Give the ending in small letters, with its dot."""
        return PurePath(self.label.casefold()).suffix


def check_kind(upload: Upload) -> str:
    """Give the ending of a file whose first bytes fit it; FileRefused for every other."""
    kind = upload.kind
    if kind in _MACRO_KINDS:
        raise refuse(_MACROS, rule="file_macros")
    if kind not in READ:
        raise refuse(_KIND, {"file": upload.label}, "file_kind")
    if not upload.data:
        raise refuse(_EMPTY, {"file": upload.label}, "file_empty")
    if not _fits(kind, upload.data):
        raise _mismatch(upload, kind)
    return kind


def _fits(kind: str, data: bytes) -> bool:
    if kind in (".xlsx", BUNDLE):
        return data.startswith((_ZIP, b"PK\x05\x06"))
    if kind == ".xls":
        return data.startswith(OLE_MAGIC)
    start = data[:4096].removeprefix(_MARK).lstrip()
    if kind == ".lrmx":
        return start.startswith((b"<", b"\xff\xfe<", b"\xfe\xff\x00<"))
    if start[:9].lower() in (b"<!doctype",) or start[:5].lower() in (b"<html", b"<?xml", b"<tabl"):
        return False
    return not start.startswith(_BINARY)


def _mismatch(upload: Upload, kind: str) -> Exception:
    facts = {"file": upload.label, "kind": kind}
    if upload.data.startswith(OLE_MAGIC) and kind == ".xlsx":
        is_locked = "EncryptedPackage" in Container(upload.data).names
        return refuse(_ENCRYPTED if is_locked else _IS_OLD, facts, "file_kind")
    if upload.data.startswith(_ZIP) and kind == ".xls":
        return refuse(_IS_NEW, facts, "file_kind")
    return refuse(_NOT_IT, facts, "file_kind")
