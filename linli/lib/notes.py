"""Signed notes of a log: a checkpoint that anybody can keep and check (C2SP signed-note and tlog-checkpoint).

centre.example.org          the name of the log
20852163                    how many entries it held
CsUYapGGPo4dkMgIAUqom...    its root, base64

— centre.example.org Az3grl...    the signature: four bytes that name the key, then Ed25519
"""

import base64
import binascii
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from linli.lib.merkle import HASH, verify_consistency

ED25519 = b"\x01"
DASH = "\N{EM DASH}"
SIZE = re.compile(r"0|[1-9][0-9]{0,17}")


class BadNote(ValueError):
    """A note or key that cannot be read, is not signed by the key, or does not follow from the one before it.

    `why`: "unreadable", "signature", "shorter", "differs".
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Key:
    """The public key of a log, with the name under which it signs."""

    name: str
    public: bytes

    @property
    def mark(self) -> bytes:
        """Return the four bytes by which a note names this key."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.mark.hex()}+{base64.b64encode(ED25519 + self.public).decode()}"


@dataclass(frozen=True)
class Note:
    """A checkpoint. `text`: the whole note as it was signed, signatures included."""

    name: str
    size: int
    root: bytes
    text: str

    @property
    def body(self) -> str:
        return self.text.partition("\n\n")[0] + "\n"

    def signed_by(self, key: Key) -> bool:
        """Tell whether this key signed the note."""
        return any(_holds(signature, self.body, key) for signature in self._signatures(key.name))

    def signed_by_alone(self, key: Key) -> bool:
        """Tell whether this key signed the note and nothing else stands in it, to the letter."""
        return any(
            self.text == signed(self.body, key, signature[4:]) and _holds(signature, self.body, key)
            for signature in self._signatures(key.name)
        )

    def _signatures(self, name: str) -> Iterator[bytes]:
        for line in self.text.partition("\n\n")[2].splitlines():
            dash, _, rest = line.partition(" ")
            said, _, mark = rest.rpartition(" ")
            if dash == DASH and said == name:
                yield _decoded(mark)


def signed(body: str, key: Key, signature: bytes) -> str:
    """Return the note of this body, which ends with a line break, with the one signature."""
    return f"{body}\n{DASH} {key.name} {base64.b64encode(key.mark + signature).decode()}\n"


def read_key(text: str) -> Key:
    """Read a key as `str(key)` writes it: name+hash+base64. Raises BadNote."""
    name, _, rest = text.strip().partition("+")
    mark, _, said = rest.partition("+")
    public = _decoded(said)
    key = Key(name, public[1:])
    if public[:1] != ED25519 or len(public) != HASH + 1 or mark != key.mark.hex():
        raise BadNote("unreadable")
    return key


def read_note(text: str) -> Note:
    """Read one note. Raises BadNote."""
    body, gap, signatures = text.partition("\n\n")
    lines = body.split("\n")
    if not gap or not signatures.startswith(DASH) or len(lines) < 3 or not SIZE.fullmatch(lines[1]):
        raise BadNote("unreadable")
    root = _decoded(lines[2])
    if not lines[0] or len(root) != HASH:
        raise BadNote("unreadable")
    return Note(lines[0], int(lines[1]), root, text)


def read_notes(text: str) -> Iterator[str]:
    """Yield the texts of the notes that stand one after another in `text`, readable or not."""
    held: list[str] = []
    for line in text.splitlines():
        if held and held[-1].startswith(DASH) and not line.startswith(DASH):
            yield "\n".join(held) + "\n"
            held = []
        if line or held:
            held.append(line)
    if any(held):
        yield "\n".join(held).rstrip("\n") + "\n"


def follow(known: Note | None, fresh: Note, proof: Sequence[bytes], *, key: Key) -> None:
    """Check, as a witness does, that `fresh` is signed and that its log begins with the one `known`. Raises BadNote."""
    if not fresh.signed_by(key):
        raise BadNote("signature")
    if known is None or known.size == 0:
        return
    if fresh.size < known.size:
        raise BadNote("shorter")
    if not verify_consistency(known.size, fresh.size, proof, known.root, fresh.root):
        raise BadNote("differs")


def _holds(signature: bytes, body: str, key: Key) -> bool:
    if signature[:4] != key.mark:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature[4:], body.encode())
    except InvalidSignature:
        return False
    return True


def _decoded(text: str) -> bytes:
    try:
        found = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadNote("unreadable") from error
    if base64.b64encode(found).decode() != text:  # one way to write it: no bit that nobody checks
        raise BadNote("unreadable")
    return found
