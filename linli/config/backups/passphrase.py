"""Keys at rest under a passphrase: Argon2id stretches it, AES-256-GCM seals.

Layout: magic (8 bytes) · memory in KiB, rounds, lanes (4 bytes each, big-endian) · salt (16) · nonce (12) · sealed.
Everything before `sealed` is authenticated with it.
"""

import os
import struct

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"LINLIKY1"
NUMBERS = struct.Struct(">III")
COST = (65_536, 3, 1)  # RFC 9106, section 4: the second recommended choice, with one lane
WORST_COST = (1_048_576, 16, 16)
SALT, NONCE = 16, 12
HEAD = len(MAGIC) + NUMBERS.size + SALT + NONCE


class WrongPassphrase(Exception):
    """The passphrase does not open these keys, or the file was changed."""


def seal(content: bytes, passphrase: str) -> bytes:
    head = MAGIC + NUMBERS.pack(*COST) + os.urandom(SALT) + os.urandom(NONCE)
    return head + AESGCM(_key(head, passphrase)).encrypt(head[-NONCE:], content, head)


def unseal(sealed: bytes, passphrase: str) -> bytes:
    """Return what was sealed; raise `WrongPassphrase` when it does not open."""
    head = sealed[:HEAD]
    if len(head) < HEAD or not head.startswith(MAGIC):
        raise WrongPassphrase
    try:
        return AESGCM(_key(head, passphrase)).decrypt(head[-NONCE:], sealed[HEAD:], head)
    except InvalidTag as error:
        raise WrongPassphrase from error


def _key(head: bytes, passphrase: str) -> bytes:
    memory, rounds, lanes = NUMBERS.unpack_from(head, len(MAGIC))
    if any(asked > most for asked, most in zip((memory, rounds, lanes), WORST_COST, strict=True)):
        raise WrongPassphrase  # a forged head must not make us spend the machine's memory
    salt = head[len(MAGIC) + NUMBERS.size :][:SALT]
    try:
        return hash_secret_raw(
            passphrase.encode(),
            salt,
            time_cost=rounds,
            memory_cost=memory,
            parallelism=lanes,
            hash_len=32,
            type=Type.ID,
        )
    except HashingError as error:
        raise WrongPassphrase from error
