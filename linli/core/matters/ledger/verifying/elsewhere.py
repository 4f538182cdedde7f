"""Checkpoints that were copied elsewhere against this log: they show what whoever owns the database can hide from it."""

from linli.core.matters.ledger.sealing import log_size
from linli.core.matters.ledger.verifying.checkpoints import Roots
from linli.core.matters.ledger.verifying.verdict import Finding, Kind, Verdict
from linli.core.matters.ledger.witnessing import own_key
from linli.lib.notes import BadNote, Key, read_note, read_notes


def check_elsewhere(verdict: Verdict, text: str, key: Key | None = None) -> None:
    """Check each signed checkpoint in `text`. `key`: the log's public key as it was kept elsewhere, else the present one."""
    size, roots, known = log_size(), Roots(), key or own_key()
    for one in read_notes(text):
        verdict.elsewhere += 1
        try:
            note = read_note(one)
            is_signed = note.signed_by(known)
        except BadNote:
            verdict.note(Finding(Kind.ELSEWHERE_UNREADABLE, one.strip()[:60]))
            continue
        where = str(note.size)
        if not is_signed:
            verdict.note(Finding(Kind.ELSEWHERE_SIGNATURE, where))
        elif note.size > size:
            verdict.note(Finding(Kind.ELSEWHERE_SHORTER, where, index=size))
        elif roots.at(note.size) != note.root:
            verdict.note(Finding(Kind.ELSEWHERE_DIFFERS, where))
        else:
            verdict.fits_elsewhere = max(verdict.fits_elsewhere, note.size)
