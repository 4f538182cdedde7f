"""Envelopes: bytes that one key opens, or one phrase, and nothing else.

Two kinds, each beginning with a byte that fixes everything about it, so that nothing in a message can choose weaker
ways to open it:

- to a key: `1 ‖ HPKE`, base mode of RFC 9180 with X25519, HKDF-SHA256 and AES-256-GCM. It says nothing of who sealed.
- by a phrase: `stretch ‖ salt (16) ‖ nonce (12) ‖ AES-256-GCM` under Argon2id of the phrase (RFC 9106).

`bound_to` names what the bytes are and whose (row and column): bytes put into another place do not open there.
"""

import secrets
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from linli.lib.sealing import SealBroken

KEY_LENGTH = 32
SALT, NONCE, TAG = 16, 12, 16
TO_KEY = b"\x01"
SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True)
class Pair:
    """A key pair: whoever has `public` (32 bytes) can seal, whoever has `private` (32 bytes) can open."""

    public: bytes
    private: bytes


@dataclass(frozen=True)
class Stretch:
    """What one guess of a phrase costs: `memory_kib` KiB of memory, gone through `passes` times."""

    memory_kib: int
    passes: int


# The first byte of what a phrase wraps. Only these are ever computed, whatever the bytes ask for.
STRETCHES = {
    0: Stretch(8, 1),  # none worth the name: tests
    1: Stretch(65_536, 3),  # RFC 9106, section 4, the second recommended choice, with one lane
    2: Stretch(262_144, 3),
}


def new_pair() -> Pair:
    """Return a fresh pair."""
    private = X25519PrivateKey.generate()
    return Pair(private.public_key().public_bytes_raw(), private.private_bytes_raw())


def public_of(private: bytes) -> bytes:
    """Return the public half that belongs to `private`."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def seal_to(public: bytes, data: bytes, *, bound_to: str) -> bytes:
    """Seal `data` for the holder of the private half of `public`; 49 bytes are added.

    Raises ValueError when `public` is no key.
    """
    return TO_KEY + SUITE.encrypt(data, X25519PublicKey.from_public_bytes(public), info=_info(bound_to))


def open_with(private: bytes, sealed: bytes, *, bound_to: str) -> bytes:
    """Open what `seal_to` made. Raises SealBroken: another key, another place, or altered."""
    if sealed[:1] != TO_KEY:
        raise SealBroken(bound_to)
    try:
        key = X25519PrivateKey.from_private_bytes(private)
        return SUITE.decrypt(sealed[1:], key, info=_info(bound_to))
    except (InvalidTag, ValueError) as error:
        raise SealBroken(bound_to) from error


def wrap_by_phrase(phrase: str, data: bytes, *, bound_to: str, stretch: Stretch) -> bytes:
    """Wrap `data` so that only `phrase` opens it. `stretch` is one of STRETCHES; raises ValueError otherwise."""
    version = _version_of(stretch)
    salt, nonce = secrets.token_bytes(SALT), secrets.token_bytes(NONCE)
    cipher = AESGCM(_stretched(phrase, salt, stretch))
    return bytes([version]) + salt + nonce + cipher.encrypt(nonce, data, _bound(version, bound_to))


def unwrap_by_phrase(phrase: str, wrapped: bytes, *, bound_to: str) -> bytes:
    """Open what `wrap_by_phrase` made. Raises SealBroken: another phrase, another place, or altered."""
    if len(wrapped) < 1 + SALT + NONCE + TAG or wrapped[0] not in STRETCHES:
        raise SealBroken(bound_to)
    version, salt, nonce = wrapped[0], wrapped[1 : 1 + SALT], wrapped[1 + SALT : 1 + SALT + NONCE]
    cipher = AESGCM(_stretched(phrase, salt, STRETCHES[version]))
    try:
        return cipher.decrypt(nonce, wrapped[1 + SALT + NONCE :], _bound(version, bound_to))
    except InvalidTag as error:
        raise SealBroken(bound_to) from error


def _info(bound_to: str) -> bytes:
    return b"linli/envelope/1\0" + bound_to.encode()


def _bound(version: int, bound_to: str) -> bytes:
    return b"linli/phrase/%d\0" % version + bound_to.encode()


def _version_of(stretch: Stretch) -> int:
    for version, known in STRETCHES.items():
        if known == stretch:
            return version
    raise ValueError(f"{stretch} is none of the stretches that can be opened again")


def _stretched(phrase: str, salt: bytes, stretch: Stretch) -> bytes:
    return hash_secret_raw(
        phrase.encode(),
        salt,
        time_cost=stretch.passes,
        memory_cost=stretch.memory_kib,
        parallelism=1,
        hash_len=KEY_LENGTH,
        type=Type.ID,
    )
