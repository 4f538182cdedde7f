"""A private key as people write it on paper: two lines of seven groups of four letters and digits.

32 bytes are 52 characters of base 32 (Crockford's: no I, L, O, U); the last four say whether they were copied rightly.
"""

from hashlib import sha256

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
LENGTH, CHECK, GROUP, LINE = 52, 4, 4, 7


class Misread(ValueError):
    """What was typed is no key; says what is wrong, for people."""


def written(private: bytes) -> str:
    """Return the key in two lines of seven groups."""
    number = int.from_bytes(private, "big")
    letters = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH)))
    whole = letters + _check(private)
    groups = [whole[start : start + GROUP] for start in range(0, len(whole), GROUP)]
    return "\n".join(" ".join(groups[start : start + LINE]) for start in range(0, len(groups), LINE))


def read(text: str) -> bytes:
    """Return the key that was typed, however it was spaced. Raises Misread."""
    letters = "".join(text.split()).replace("-", "").upper().translate(READ_AS)
    if len(letters) != LENGTH + CHECK:
        raise Misread(f"There are {len(letters)} letters and digits; it should be {LENGTH + CHECK}.")
    if strange := sorted(set(letters) - set(ALPHABET)):
        raise Misread(f"No key contains {' '.join(strange)}.")
    number = 0
    for letter in letters[:LENGTH]:
        number = number << 5 | ALPHABET.index(letter)
    if number >> 256:
        raise Misread("A letter or digit is wrong: compare with the paper, group by group.")
    private = number.to_bytes(32, "big")
    if _check(private) != letters[LENGTH:]:
        raise Misread("A letter or digit is wrong: compare with the paper, group by group.")
    return private


def _check(private: bytes) -> str:
    digest = int.from_bytes(sha256(b"linli/recovery/1\0" + private).digest()[:3], "big")
    return "".join(ALPHABET[digest >> 5 * place & 31] for place in range(CHECK))
