"""Encryption of short texts at rest, and blind indexes to find them again by equality.

A sealed text is `version ‖ nonce ‖ AES-256-GCM ciphertext`; the associated data binds it to its row and column,
so a value copied into another row does not open.
"""

import hmac
import secrets
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x01"
NONCE_LENGTH = 12


class SealBroken(ValueError):
    """The sealed bytes do not open: another key, another row, or altered."""


@dataclass(frozen=True)
class Sealer:
    """Seals and opens texts with keys derived from one 32-byte secret."""

    secret: bytes

    def _derive(self, purpose: bytes) -> bytes:
        return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"linli/" + purpose).derive(self.secret)

    def seal(self, text: str, *, bound_to: str) -> bytes:
        """Encrypt `text`; `bound_to` names its row and column."""
        if not text:
            return b""
        nonce = secrets.token_bytes(NONCE_LENGTH)
        cipher = AESGCM(self._derive(b"seal"))
        return VERSION + nonce + cipher.encrypt(nonce, text.encode(), bound_to.encode())

    def open(self, sealed: bytes, *, bound_to: str) -> str:
        """Decrypt what `seal` made. Raises SealBroken."""
        if not sealed:
            return ""
        cipher = AESGCM(self._derive(b"seal"))
        nonce, body = sealed[1 : 1 + NONCE_LENGTH], sealed[1 + NONCE_LENGTH :]
        try:
            return cipher.decrypt(nonce, body, bound_to.encode()).decode()
        except InvalidTag as error:
            raise SealBroken(bound_to) from error

    def blind_index(self, text: str, *, purpose: str) -> str:
        """Return a keyed digest (hex) by which equal texts are found without being stored."""
        return hmac.new(self._derive(b"index"), f"{purpose}\0{text}".encode(), sha256).hexdigest()
