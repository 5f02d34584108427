"""What an untrusted file may be: sizes, counts and kinds, checked before anything is parsed.

The figures are those of the threat model: a file past one of them is refused in one sentence.
"""

from __future__ import annotations

import io
import posixpath
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Final

from dunmiao.engine.reasons import Reason, gettext_noop

MAX_FILE_BYTES: Final = 20 * 2**20
MAX_BUNDLE_BYTES: Final = 50 * 2**20
MAX_INFLATED: Final = 50 * 2**20
MAX_RATIO: Final = 100
MAX_MEMBERS: Final = 2000
MAX_ROWS: Final = 20_000
MAX_COLUMNS: Final = 200
MAX_TEXT: Final = 32_767  # characters in one cell, as in Excel
MAX_XML_DEPTH: Final = 64
MAX_XML_NODES: Final = 20_000  # of a cadre form
MAX_ELEMENTS: Final = 2_000_000  # of a workbook; 20,000 people with 40 columns have 1,600,000
MAX_PHOTO_BYTES: Final = 10 * 2**20
MAX_PIXELS: Final = 40_000_000

_CHUNK: Final = 64 * 1024
# Small members compress by any factor without harm (a blank thumbnail, a repeated style).
_RATIO_FROM: Final = 2**20
_CENTRAL: Final = b"PK\x01\x02"

_TOO_BIG: Final = gettext_noop(
    "The file has %(megabytes)s MB and at most %(limit)s MB are read; split it, or remove "
    "pictures and unused sheets."
)
_MEMBERS: Final = gettext_noop(
    "The archive holds more than %(limit)s files; split it into smaller ones."
)
_INFLATES: Final = gettext_noop(
    "The file would unpack to more than %(limit)s MB; copy only the filled rows into a new file."
)
_ELEMENTS: Final = gettext_noop(
    "The file holds more than %(limit)s cells and marks, filled or not; copy only the filled rows "
    "into a new file."
)
_RATIO: Final = gettext_noop(
    "The file is packed more than %(limit)s times over, as attack files are; copy the filled "
    "rows into a new file and send that."
)
_ENCRYPTED: Final = gettext_noop(
    "The file is protected with a password; remove the password and send it again."
)
_BROKEN_ZIP: Final = gettext_noop(
    "The file is damaged or cut off; save it again and send the new copy."
)
_METHOD: Final = gettext_noop(
    "The file is packed in an unusual way; save it again with Excel or WPS and send that copy."
)
_OVERLAP: Final = gettext_noop(
    "The inner parts of the file overlap, as in attack files; save it again with Excel or WPS."
)
_TWICE: Final = gettext_noop(
    "The archive holds two parts of the same name (%(name)s); save it again and send the new copy."
)
_ABSENT: Final = gettext_noop(
    "The file lacks its part %(name)s and is no sound workbook; save it again with Excel or WPS."
)


class FileRefused(Exception):
    """A file that is not read at all; `reason` is one sentence that says why and the way out."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(reason))
        self.reason = reason


def refuse(text: str, facts: Mapping[str, object] | None = None, rule: str = "file") -> FileRefused:
    """Give the refusal for a sentence and its facts, to be raised."""
    return FileRefused(Reason(text, facts or {}, rule=rule))


def check_size(data: bytes, limit: int = MAX_FILE_BYTES) -> None:
    """Refuse more than `limit` bytes."""
    if len(data) > limit:
        facts = {"megabytes": -(-len(data) // 2**20), "limit": limit // 2**20}
        raise refuse(_TOO_BIG, facts, "file_too_big")


class Budget:
    """Counts the bytes unpacked and the elements read for one file, nested archives included."""

    def __init__(self, limit: int = MAX_INFLATED) -> None:
        self.left = limit
        self.limit = limit
        self.elements_left = MAX_ELEMENTS

    def spend(self, size: int) -> None:
        """Take `size` bytes off, or refuse the file once nothing is left."""
        self.left -= size
        if self.left < 0:
            raise refuse(_INFLATES, {"limit": self.limit // 2**20}, "file_inflates")

    def spend_element(self) -> None:
        """Take one element (of XML, or a record of an old workbook), or refuse the file."""
        self.elements_left -= 1
        if self.elements_left < 0:
            raise refuse(_ELEMENTS, {"limit": MAX_ELEMENTS}, "file_elements")


class Archive:
    """A zip file whose directory has been checked; members are read by counted inflation only."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        """Check the directory: count, sizes, ratio, overlaps, methods, names; or FileRefused."""
        # Counting the signatures first spares building a hundred thousand directory entries.
        if data.count(_CENTRAL) > MAX_MEMBERS:
            raise refuse(_MEMBERS, {"limit": MAX_MEMBERS}, "zip_members")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise refuse(_BROKEN_ZIP, rule="zip_broken") from error
        self.budget = budget
        self._infos = {_tidy(info.filename): info for info in self._zip.infolist()}
        self._check_directory(data)

    @property
    def names(self) -> tuple[str, ...]:
        """Give the member names with forward slashes, folders left out."""
        return tuple(name for name in self._infos if not name.endswith("/"))

    def is_plain(self, name: str) -> bool:
        """Say whether a member is an ordinary file (not a link or device)."""
        kind = self._infos[name].external_attr >> 28
        return kind in (0, 8)

    def shown_name(self, name: str) -> str:
        """Give a member's name as a person reads it; archives made in Chinese Windows are GBK."""
        info = self._infos[name]
        if info.flag_bits & 0x800:
            return safe_label(info.filename)
        try:
            return safe_label(info.filename.encode("cp437").decode("gb18030"))
        except UnicodeError:
            return safe_label(info.filename)

    def _check_directory(self, data: bytes) -> None:
        infos = self._zip.infolist()
        if len(infos) > MAX_MEMBERS:
            raise refuse(_MEMBERS, {"limit": MAX_MEMBERS}, "zip_members")
        seen: set[str] = set()
        for info in infos:
            _check_member(info)
            key = _tidy(info.filename).casefold()
            if key in seen:
                raise refuse(_TWICE, {"name": safe_label(info.filename)}, "zip_twice")
            seen.add(key)
        if sum(info.file_size for info in infos) > self.budget.left:
            raise refuse(_INFLATES, {"limit": self.budget.limit // 2**20}, "file_inflates")
        _check_overlap(infos, data)

    def read(self, name: str) -> bytes:
        """Give a member whole; FileRefused when it is absent, damaged or past the budget."""
        return b"".join(self.chunks(name))

    def chunks(self, name: str) -> Iterator[bytes]:
        """Give a member in pieces, each counted against the budget before it is passed on."""
        info = self._infos.get(_tidy(name))
        if info is None:
            raise refuse(_ABSENT, {"name": safe_label(name)}, "zip_absent")
        try:
            with self._zip.open(info) as member:
                while piece := member.read(_CHUNK):
                    self.budget.spend(len(piece))
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError) as error:
            raise refuse(_BROKEN_ZIP, rule="zip_broken") from error


def _check_member(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & 0x41:
        raise refuse(_ENCRYPTED, rule="file_encrypted")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refuse(_METHOD, rule="zip_method")
    if info.file_size > _RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1):
        raise refuse(_RATIO, {"limit": MAX_RATIO}, "zip_ratio")


def _check_overlap(infos: list[zipfile.ZipInfo], data: bytes) -> None:
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        start = info.header_offset
        if start < end or data[start : start + 4] != b"PK\x03\x04":
            raise refuse(_OVERLAP, rule="zip_overlap")
        lengths = data[start + 26 : start + 30]
        own = int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
        end = start + 30 + own + info.compress_size
        if end > len(data):
            raise refuse(_BROKEN_ZIP, rule="zip_broken")


def _tidy(name: str) -> str:
    folder = "/" if name.endswith("/") else ""
    return posixpath.normpath(name.replace("\\", "/").lstrip("/")) + folder


_CONTROL: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\ufffe\uffff]"
)


def clean_text(text: str) -> str:
    """Give text without control characters, zero-width marks and direction overrides.

    Line breaks and tabs stay; CR LF becomes LF.
    """
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def safe_label(name: str) -> str:
    """Give a file name as a label: last parts only, nothing invisible, at most 120 characters.

    It is shown to people and never used to open or write a file.
    """
    plain = clean_text(unicodedata.normalize("NFC", name)).replace("\\", "/").replace("\n", " ")
    parts = [part for part in plain.split("/") if part not in ("", ".", "..")]
    return "/".join(parts)[-120:]
