"""The proof that a resident takes home: a small file that says a matter was received, and that the log holds it.

It says no more than the receipt does: number, time, the digest of the first entry. Everything else are hashes of hashes, so
that of a sealed matter looks like any other.
"""

import base64
import json

from django.utils import timezone

from linli.core.matters.ledger.keys import signing_key
from linli.core.matters.ledger.proving import proof_of_first
from linli.core.matters.ledger.witnessing import own_key
from linli.core.matters.models import Matter

FORMAT = "linli-proof-1"


def proof_file(matter: Matter) -> str | None:
    """Return the file for a matter that the caller may see; None as long as it is not in the log (some seconds).

    JSON in the one way it is written (a space for each level), so that no byte of it can be changed.
    """
    proof = proof_of_first(matter.id)
    if proof is None:
        return None
    received = timezone.localtime(matter.received_at).isoformat(timespec="seconds")
    leaf = proof.leaf.hex()
    signature = signing_key().sign(statement(matter.number, received, leaf))
    said = {
        "format": FORMAT,
        "number": matter.number,
        "received_at": received,
        "leaf": leaf,
        "signature": base64.b64encode(signature).decode(),
        "index": proof.index,
        "size": proof.size,
        "path": [step.hex() for step in proof.path],
        "checkpoint": proof.note,
        "key": str(own_key()),
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def statement(number: str, received_at: str, leaf: str) -> bytes:
    """Return what is signed: this number was received at that time, and its first entry has this digest."""
    return "\n".join([FORMAT, number, received_at, leaf]).encode()
