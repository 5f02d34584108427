"""Fields that rest encrypted (SM4-GCM) and come out masked unless somebody reveals them."""

from __future__ import annotations

import base64
import functools
import os
from typing import Any

from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models

MASK = "••••"


@functools.cache
def _key(purpose: bytes) -> bytes:
    kdf = HKDF(algorithm=hashes.SM3(), length=16, salt=b"dunmiao", info=purpose)
    return kdf.derive(settings.FIELD_KEY.encode())


def seal(text: str) -> str:
    """Encrypt `text`; the answer is printable and different every time."""
    nonce = os.urandom(12)
    engine = Cipher(algorithms.SM4(_key(b"seal")), modes.GCM(nonce)).encryptor()
    body = engine.update(text.encode()) + engine.finalize()
    return "s1:" + base64.urlsafe_b64encode(nonce + engine.tag + body).decode()


def unseal(token: str) -> str:
    """Decrypt what `seal` made. Raises InvalidTag where it was altered."""
    raw = base64.urlsafe_b64decode(token[3:])
    engine = Cipher(algorithms.SM4(_key(b"seal")), modes.GCM(raw[:12], raw[12:28])).decryptor()
    return (engine.update(raw[28:]) + engine.finalize()).decode()


def blind(text: str) -> str:
    """Give a keyed digest (HMAC-SM3) by which equal secrets can be found without being read."""
    digest = hmac.HMAC(_key(b"blind"), hashes.SM3())
    digest.update(text.encode())
    return digest.finalize().hex()


class Sealed:
    """A secret at rest: prints as a mask; `reveal()` gives the text and belongs in an act."""

    __slots__ = ("token",)

    def __init__(self, token: str) -> None:
        """Keep the encrypted token."""
        self.token = token

    def reveal(self) -> str:
        """Give the text in clear."""
        return unseal(self.token) if self.token else ""

    def __str__(self) -> str:
        """Give the mask, or nothing where nothing is held."""
        return MASK if self.token else ""

    __repr__ = __str__

    def __bool__(self) -> bool:
        """Say whether anything is held."""
        return bool(self.token)


class SealedTextField(models.TextField[Any, Any]):
    """A text column that is encrypted at rest and read back as `Sealed`."""

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Sealed | None:
        """Wrap the token without decrypting it."""
        return None if value is None else Sealed(value)

    def to_python(self, value: Any) -> Any:
        """Leave sealed values sealed."""
        return value

    def get_prep_value(self, value: Any) -> str | None:
        """Seal plain text on its way to the database; keep what is sealed already."""
        if value is None or isinstance(value, Sealed):
            return value.token if isinstance(value, Sealed) else None
        return seal(str(value)) if value else ""
