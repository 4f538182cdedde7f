"""The code in the QR of a letter: who has the paper has it, and nobody can guess it. Of it we keep a digest alone."""

import secrets
from hashlib import sha256

from linli.lib.identifiers import ALPHABET, tidy_code

LENGTH = 20  # of 30 signs: 98 bits
GROUP = 5


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def shown(code: str) -> str:
    """Return the code as it stands on the paper, in groups that can be read aloud."""
    return "-".join(code[place : place + GROUP] for place in range(0, len(code), GROUP))


def mark_of(typed: str) -> str:
    """Return the digest by which a letter is found, of a code however it was typed."""
    return sha256(f"letter\0{tidy_code(typed)}".encode()).hexdigest()


def is_code(typed: str) -> bool:
    """Tell whether it could be a code at all."""
    tidied = tidy_code(typed)
    return len(tidied) == LENGTH and all(one in ALPHABET for one in tidied)
