"""The chains: every entry against its digest, its body against its commitment, each against the one before it.

The quick way takes an entry as whole only when the very bytes that its digest commits to come out again. Whatever does not
come out so is looked at once more, slowly, by the functions that made the digest, before anything is said of it.
"""

import json
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson

from linli.core.matters.ledger.canonical import commit, entry_digest
from linli.core.matters.ledger.erasing import Left, is_erasing
from linli.core.matters.ledger.verifying.rows import Row, Rows, entry_of, subject_of
from linli.core.matters.ledger.verifying.verdict import Finding, Kind, Verdict

# The leaf of an entry (see `canonical.entry_bytes`) with the byte that stands before leaves (RFC 9162, 2.1.1).
LEAF = b'\x00["linli-entry-1","%b","%b",%d%b%b","%b","%b","%b"]'
SORTED = orjson.OPT_SORT_KEYS
LARGE = b"e+"  # orjson reads whole numbers beyond 64 bits as such fractions, which other numbers are, too: look slowly


def check_chains(rows: Rows) -> Verdict:
    """Check the rows of whole chains, in order of subject and number."""
    verdict = Verdict()
    loads, dumps = orjson.loads, orjson.dumps
    raw, name, expected, before, words = b"", b"", 1, b"", Words()
    is_first, count = True, 0
    for row in rows:
        subject, seq, key, happened, recorded, commitment, previous, digest, salt, body, deed = row
        if subject != raw or is_first:
            words.check(verdict, raw)
            is_first, raw, name, expected, before, words = False, subject, _name(subject), 1, b"", Words()
        count += 1
        try:
            leaf = LEAF % (key, name, seq, deed.piece, happened, recorded, commitment, previous)
            fits = (
                seq == expected
                and previous == before
                and sha256(leaf).hexdigest().encode() == digest
                and (
                    sha256(said := salt + dumps(loads(body), option=SORTED)).hexdigest().encode()
                    == commitment
                    and LARGE not in said
                    if salt
                    else not deed.erasing
                )
            )
        except (TypeError, ValueError, AttributeError):
            fits = False
        if not fits:
            check_slowly(verdict, row, expected, before)
        if not salt or deed.erasing:
            words.read(row)
        expected, before = seq + 1 if isinstance(seq, int) else expected + 1, digest
    words.check(verdict, raw)
    verdict.entries = count
    return verdict


def check_slowly(verdict: Verdict, row: Row, expected: int, before: bytes) -> None:
    """Check one entry by the functions that made its digest, and note what does not fit."""
    seq, previous, salt = row[1], row[6], row[8]
    if seq != expected or previous != before:
        verdict.note(_finding(Kind.CHAIN, row))
    try:
        entry = entry_of(row)
        is_whole = entry_digest(entry) == entry.digest
        is_said = commit(salt, entry.body) == entry.commitment if salt else not is_erasing(entry.verb)
    except (TypeError, ValueError, AttributeError, OverflowError):
        is_whole, is_said = False, True
    if not is_whole:
        verdict.note(_finding(Kind.ENTRY, row))
    if not is_said:
        verdict.note(_finding(Kind.SAID, row))


class Words:
    """What is left of the erased words of one subject, against what the last erasing said that it left."""

    def __init__(self) -> None:
        self.left, self.said = Left(), Left().said

    def read(self, row: Row) -> None:
        key, salt, body, deed = row[2], row[8], _body(row[9]), row[10]
        if deed.erasing:
            self.said = {**self.said, **{part: body[part] for part in self.said if part in body}}
        elif not salt:
            self.left.add(key.decode(errors="replace"), body)

    def check(self, verdict: Verdict, subject: bytes) -> None:
        verdict.erased += self.left.bodies
        if self.left.said != self.said:
            verdict.note(Finding(Kind.WORDS, str(_uuid(subject)), subject=str(_uuid(subject))))


def _finding(kind: Kind, row: Row) -> Finding:
    seq = row[1] if isinstance(row[1], int) else None
    return Finding(kind, row[2].decode(errors="replace"), subject=str(_uuid(row[0])), seq=seq)


def _body(raw: bytes) -> dict[str, Any]:
    """Return a body; for what is none, something that no erasing ever left."""
    try:
        found = json.loads(raw)
    except (TypeError, ValueError):
        found = None
    return found if isinstance(found, dict) else {"": "unreadable"}


def _name(subject: bytes) -> bytes:
    """Return the subject as it stands in the leaf."""
    return str(_uuid(subject)).encode()


def _uuid(subject: bytes) -> UUID | str:
    try:
        return subject_of(subject)
    except ValueError:
        return "?"
