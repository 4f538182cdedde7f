"""Checkpoints that others keep: read strictly, signed by one key, each the beginning of the next."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from linli.lib import merkle, notes

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEY = notes.Key("centre.example.org", PRIVATE.public_key().public_bytes_raw())
HASHES = [merkle.leaf_hash(b"entry %d" % n) for n in range(40)]


def tree(hashes):
    tiles = merkle.append(hashes, size=0, read=lambda level, position: b"")
    return merkle.TiledTree(len(hashes), lambda level, position: tiles[level, position])


def signed(hashes, private=PRIVATE, key=KEY):
    body = f"{key.name}\n{len(hashes)}\n{base64.b64encode(tree(hashes).root()).decode()}\n"
    mark = base64.b64encode(key.mark + private.sign(body.encode())).decode()
    return f"{body}\n\N{EM DASH} {key.name} {mark}\n"


@given(st.integers(1, 40), st.integers(1, 40))
def test_a_witness_takes_a_log_that_only_grew(first, second):
    earlier, later = sorted((first, second))
    known, fresh = notes.read_note(signed(HASHES[:earlier])), notes.read_note(signed(HASHES[:later]))
    notes.follow(known, fresh, tree(HASHES[:later]).consistency_proof(earlier), key=KEY)
    notes.follow(None, fresh, [], key=KEY)


def test_a_witness_refuses_a_log_that_was_cut_rewritten_or_signed_by_another():
    known, proof = notes.read_note(signed(HASHES[:20])), tree(HASHES).consistency_proof(20)
    stranger = Ed25519PrivateKey.generate()
    cases = {
        "shorter": (signed(HASHES[:10]), []),
        "differs": (signed([merkle.leaf_hash(b"forged"), *HASHES[1:]]), proof),
        "signature": (signed(HASHES, private=stranger), proof),
    }
    for why, (text, path) in cases.items():
        with pytest.raises(notes.BadNote) as refused:
            notes.follow(known, notes.read_note(text), path, key=KEY)
        assert refused.value.why == why
    notes.follow(known, notes.read_note(signed(HASHES)), proof, key=KEY)


def test_every_altered_byte_of_a_note_is_refused():
    text = signed(HASHES[:20]).encode()
    for place in range(len(text)):
        for bit in range(8):
            altered = text[:place] + bytes([text[place] ^ 1 << bit]) + text[place + 1 :]
            try:
                note = notes.read_note(altered.decode())
                told = (note.name, note.size, note.root)
                assert not note.signed_by(KEY) or told == (KEY.name, 20, tree(HASHES[:20]).root())
                assert not note.signed_by(KEY) or place >= len(text) - 1  # only the end of the last line
            except (notes.BadNote, UnicodeDecodeError):
                continue


def test_a_key_is_written_in_one_line_and_a_mistyped_one_is_refused():
    line = str(KEY)
    assert notes.read_key(line) == KEY
    for place in range(len(line)):
        with pytest.raises(notes.BadNote):
            notes.read_key(line[:place] + ("x" if line[place] != "x" else "y") + line[place + 1 :])


def test_many_notes_stand_one_after_another_in_a_file():
    texts = [signed(HASHES[:n]) for n in (3, 7, 11)]
    for between in ("", "\n", "\n\n"):
        found = [notes.read_note(one) for one in notes.read_notes(between.join(texts))]
        assert [note.size for note in found] == [3, 7, 11]
        assert all(note.signed_by(KEY) for note in found)
    assert len(list(notes.read_notes("rubbish\n\n" + texts[0]))) >= 1
    assert list(notes.read_notes("\n\n")) == []
