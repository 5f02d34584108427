"""Photos from strangers, re-encoded so that only the picture itself remains."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageOps

from dunmiao.engine.reasons import Reason, gettext_noop
from dunmiao.files.limits import MAX_PHOTO_BYTES, MAX_PIXELS

_KINDS: Final = ("JPEG", "PNG", "BMP", "GIF")
_LARGEST: Final = (768, 960)
_QUALITY: Final = 88

_TOO_BIG: Final = gettext_noop(
    "The photo has more than %(limit)s MB and was left out; send a smaller one."
)
_TOO_MANY: Final = gettext_noop(
    "The photo has more than %(limit)s million pixels and was left out; send a smaller one."
)
_UNREADABLE: Final = gettext_noop(
    "The photo cannot be read as JPEG, PNG, BMP or GIF and was left out; take the picture file "
    "again and save it as JPEG."
)

# What Pillow's decoders raise on damaged pictures.
_DAMAGE: Final = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    TypeError,
    IndexError,
    KeyError,
    OverflowError,
    MemoryError,
    NotImplementedError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture made anew: JPEG without any metadata, size in pixels."""

    jpeg: bytes
    width: int
    height: int


def clean_photo(data: bytes) -> Photo | Reason:
    """Give the picture re-encoded as JPEG of at most 768x960, or the Reason it was left out.

    Size and pixel count are checked before any pixel is decoded; position data, comments and
    whatever else hides in the file are dropped.
    """
    if len(data) > MAX_PHOTO_BYTES:
        return Reason(_TOO_BIG, {"limit": MAX_PHOTO_BYTES // 2**20}, rule="photo_too_big")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _decode(data)
    except _DAMAGE:
        return Reason(_UNREADABLE, rule="photo_unreadable")


def _decode(data: bytes) -> Photo | Reason:
    with Image.open(io.BytesIO(data), formats=_KINDS) as picture:
        width, height = picture.size
        if width * height > MAX_PIXELS:
            facts = {"limit": MAX_PIXELS // 1_000_000}
            return Reason(_TOO_MANY, facts, rule="photo_too_many_pixels")
        picture.draft("RGB", _LARGEST)
        picture.thumbnail(_LARGEST)  # first of all, so that one full-size copy is all there is
        seen = ImageOps.exif_transpose(picture).convert("RGBA")
        plain = Image.new("RGB", seen.size, "white")
        plain.paste(seen, mask=seen.getchannel("A"))
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=_QUALITY)
    return Photo(out.getvalue(), plain.width, plain.height)
