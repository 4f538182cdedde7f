"""S5: every byte of every field of every entry counts. Any of them flipped is found.

A body is what its JSON says: flipping the space after a comma into a line break alters no value, and is not an alteration.
"""

import json
import random
import time
from binascii import hexlify, unhexlify
from hashlib import sha256

import orjson
import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from linli.core.matters.ledger.canonical import body_bytes, entry_bytes
from linli.core.matters.ledger.verifying import postgres, sqlite
from linli.core.matters.ledger.verifying.chains import LARGE, SORTED, check_chains
from linli.core.matters.ledger.verifying.rows import Span, entry_of
from linli.testing.long import is_long
from tests.proof.altered.making import make

FLIPS, ROWS = (1_000_000, 300_000) if is_long() else (100_000, 15_000)
SEED = 20261122
DIGITS = {"commitment", "previous", "digest"}  # rows bring these as hexadecimal digits
FIELDS = [
    "subject",
    "seq",
    "id",
    "happened",
    "recorded",
    "commitment",
    "previous",
    "digest",
    "salt",
    "body",
    "verb",
    "step",
    "actor_kind",
    "actor_id",
    "unit_id",
]


@pytest.fixture
def chains(centre):
    """Return the rows of each subject, as the verifying reads them."""
    make(centre)
    read = postgres.entries if connection.vendor == "postgresql" else sqlite.entries
    found = {}
    for row in read(Span()):
        found.setdefault(row[0], []).append(row)
    return list(found.values())


def flipped(row, field, dice):
    """Return the row with one byte of a field flipped, or None where that says the same."""
    values = list(row)
    place = FIELDS.index(field)
    if field == "seq":
        values[place] ^= 1 << dice.randrange(31)
        return tuple(values)
    if place < 10:
        value = values[place] if isinstance(values[place], bytes) else values[place].encode()
        altered = flip_digits(value, dice) if field in DIGITS else flip(value, dice)
        if altered is None or (field == "body" and same(altered, value)):
            return None
        values[place] = altered
        return tuple(values)
    piece = flip(values[10].piece, dice)
    values[10] = values[10]._replace(piece=piece, **{field: getattr(values[10], field) + "x"})
    return tuple(values)


def flip_digits(value, dice):
    altered = flip(unhexlify(value), dice)
    return altered and hexlify(altered)


def flip(value, dice):
    if not value:
        return None
    at = dice.randrange(len(value))
    return value[:at] + bytes([value[at] ^ dice.randrange(1, 256)]) + value[at + 1 :]


def same(altered, value):
    try:
        return orjson.loads(altered) == orjson.loads(value)
    except ValueError:
        return False


@pytest.mark.django_db
def test_any_byte_flipped_in_what_a_digest_commits_to_gives_another_digest(chains, evidence):
    entries = [entry_of(row) for rows in chains for row in rows]
    kept = [(b"\0" + entry_bytes(entry), bytes(entry.digest)) for entry in entries]
    kept += [(entry.salt + body_bytes(entry.body), entry.commitment) for entry in entries if entry.salt]
    assert all(sha256(said).digest() == digest for said, digest in kept)
    dice, began = random.Random(SEED), time.perf_counter()
    unseen = sum(sha256(flip(said, dice)).digest() == digest for said, digest in dice.choices(kept, k=FLIPS))
    assert unseen == 0, f"seed {SEED}"
    evidence("S5", canonical_bytes_flipped=FLIPS, unseen=unseen, took_seconds=time.perf_counter() - began)


@pytest.mark.django_db
def test_any_byte_flipped_in_any_field_of_a_row_is_found(chains, evidence):
    assert all(check_chains(iter(rows)).sound for rows in chains)
    dice, done, unseen = random.Random(SEED), 0, []
    while done < ROWS:
        rows, field = dice.choice(chains), FIELDS[done % len(FIELDS)]
        place = dice.randrange(len(rows))
        altered = flipped(rows[place], field, dice)
        if altered is None:
            field = "verb"
            altered = flipped(rows[place], field, dice)
        if check_chains(iter([*rows[:place], altered, *rows[place + 1 :]])).sound:
            unseen.append((field, rows[place]))
        done += 1
    assert unseen == [], f"seed {SEED}"
    evidence("S5", bytes_of_rows_flipped=done, unseen=len(unseen))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def quickly(stored):
    """Return the bytes of a body as the quick way makes them, or None where it leaves it to the slow one."""
    try:
        said = orjson.dumps(orjson.loads(stored), option=SORTED)
    except (ValueError, TypeError):
        return None
    return None if LARGE in said else said


def never_passes_for_another(stored):
    """The quick bytes are those of the ledger, or none that the ledger ever writes (1e-7, where it writes 1e-07)."""
    quick = quickly(stored)
    return quick is None or quick == body_bytes(json.loads(stored)) or body_bytes(json.loads(quick)) != quick


@given(st.dictionaries(st.text(), VALUES, max_size=6))
def test_the_quick_way_writes_a_body_as_the_ledger_does_byte_for_byte(body):
    try:
        stored = json.dumps(body, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return  # half a character: no database takes it
    assert never_passes_for_another(stored)


@given(st.dictionaries(st.text(max_size=3), VALUES, min_size=1, max_size=4))
def test_the_quick_way_is_taken_for_what_bodies_hold(body):
    if any(isinstance(one, float) or is_large(one) for one in leaves_of(body)):
        return
    try:
        assert LARGE in body_bytes(body) or quickly(json.dumps(body).encode()) == body_bytes(body)
    except UnicodeEncodeError:
        return


@pytest.mark.parametrize(
    "text",
    ["1e16", "1e22", "18446744073709551616", "-0.0", "1E400", "123456789012345678901234567890.0", "1e-7"],
)
def test_numbers_that_orjson_reads_otherwise_are_left_to_the_slow_way(text):
    stored = f'{{"n":{text}}}'.encode()
    assert never_passes_for_another(stored)


def is_large(value):
    return isinstance(value, int) and not -(2**63) <= value < 2**64


def leaves_of(value):
    if isinstance(value, dict):
        return [leaf for inner in value.values() for leaf in leaves_of(inner)]
    if isinstance(value, list):
        return [leaf for inner in value for leaf in leaves_of(inner)]
    return [value]
