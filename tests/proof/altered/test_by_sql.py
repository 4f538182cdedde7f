"""S5: whoever owns the database and writes to it past the program is found out, whatever they change in what was recorded.

Each tampering is undone after it was looked at. On PostgreSQL the tests' role is a superuser, and foreign keys are switched off.
What cannot be recognised: an entry added at the very end with all its hashes right, before it is sealed (docs/operate/backup.md).
"""

import random
from contextlib import suppress

import pytest
from django.db import DatabaseError, connection, transaction

from linli.core.matters.ledger.verifying import verify
from linli.core.matters.models import Checkpoint, Entry, LogTile, SealedEntry
from linli.lib.identifiers import uuid7
from linli.testing.long import is_long
from tests.proof.altered.making import anew, make

TAMPERINGS = 3_000 if is_long() else 300
SEED = 20261122

pytestmark = pytest.mark.django_db


def run(sql, *params):
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.rowcount


def native(value):
    return value if connection.vendor == "postgresql" or value is None else value.hex


def flip(value, dice):
    at = dice.randrange(len(value))
    return value[:at] + bytes([value[at] ^ 1 << dice.randrange(8)]) + value[at + 1 :]


def one_entry(dice):
    return dice.choice(list(Entry.objects.all()))


def set_field(entry, column, value):
    return run(f"update matters_entry set {column} = %s where id = %s", value, native(entry.id))


def flip_bytes(dice):
    """A byte of one of the columns that hold bytes."""
    entry, column = one_entry(dice), dice.choice(["salt", "commitment", "previous", "digest"])
    value = bytes(getattr(entry, column))
    set_field(entry, column, flip(value, dice) if value else b"\x01")


def flip_text(dice):
    """A character of the verb, of the step, of who did it."""
    entry, column = one_entry(dice), dice.choice(["verb", "step", "actor_kind"])
    value = getattr(entry, column)
    at = dice.randrange(len(value) + 1)
    set_field(entry, column, (value[:at] + dice.choice("abcdefgh") + value[at + 1 :] + "x")[-40:])


def flip_key(dice):
    entry, column = one_entry(dice), dice.choice(["actor_id", "unit_id", "subject"])
    set_field(entry, column, native(uuid7()))


def flip_own_key(dice):
    entry = one_entry(dice)
    run("update matters_entry set id = %s where id = %s", native(uuid7()), native(entry.id))


def flip_moment(dice):
    """A microsecond, a day, a year, of when it happened or was recorded."""
    from datetime import timedelta

    entry, column = one_entry(dice), dice.choice(["happened_at", "recorded_at"])
    by = timedelta(microseconds=dice.choice([1, -1, 86_400_000_000, 31_536_000_000_000]))
    Entry.objects.filter(id=entry.id).update(**{column: getattr(entry, column) + by})


def flip_number(dice):
    entry = one_entry(dice)
    set_field(entry, "seq", entry.seq + dice.choice([100, 1000]))


def other_words(dice):
    """Something else said, something added, or everything gone."""
    entry = one_entry(dice)
    said = dice.choice([{**entry.body, "text": "没有这回事"}, {**entry.body, "more": None}, {"none": 1}])
    Entry.objects.filter(id=entry.id).update(body=said)


def words_gone(dice):
    """Erased without an erasing: body and salt emptied, as only the program may."""
    entry = dice.choice(list(Entry.objects.exclude(salt=b"")))
    Entry.objects.filter(id=entry.id).update(body={}, salt=b"")


def removed(dice):
    """An entry removed, with its place in the log."""
    entry = one_entry(dice)
    index = SealedEntry.objects.filter(entry_id=entry.id).values_list("index", flat=True).first()
    run("delete from matters_sealedentry where entry_id = %s", native(entry.id))
    run("delete from matters_delivery where entry_id = %s", native(entry.id))
    run("delete from matters_entry where id = %s", native(entry.id))
    if dice.random() < 0.5:  # and the gaps closed after it
        for later in Entry.objects.filter(subject=entry.subject, seq__gt=entry.seq).order_by("seq"):
            set_field(later, "seq", later.seq - 1)
        for place in (
            SealedEntry.objects.filter(index__gt=index).order_by("index").values_list("index", flat=True)
        ):
            run(
                "update matters_sealedentry set index = %s where index = %s".replace("index", '"index"'),
                place - 1,
                place,
            )


def inserted(dice):
    """A copy of an entry put between two others of a matter, with hashes that are right in themselves."""
    from linli.core.matters.ledger.canonical import entry_digest

    entry = dice.choice(list(Entry.objects.filter(seq__gt=1)))
    for later in Entry.objects.filter(subject=entry.subject, seq__gte=entry.seq).order_by("-seq"):
        set_field(later, "seq", later.seq + 1)
    fresh = Entry.objects.get(id=entry.id)
    fresh.id, fresh.seq, fresh.verb = uuid7(), entry.seq, "handling.noted"
    fresh.digest = entry_digest(fresh)
    fresh.save(force_insert=True)


def reordered(dice):
    """Two entries of a matter change places."""
    entry = dice.choice(list(Entry.objects.filter(seq__gt=1)))
    other = Entry.objects.get(subject=entry.subject, seq=entry.seq - 1)
    for row, seq in ((entry, 9_999), (other, entry.seq), (entry, other.seq)):
        set_field(row, "seq", seq)


def swapped(dice):
    """Two entries change matters, or all entries of two matters do."""
    one, other = dice.sample(list(Entry.objects.filter(seq__lte=3)), 2)
    while one.subject == other.subject:
        one, other = dice.sample(list(Entry.objects.filter(seq__lte=3)), 2)
    chosen = [({"subject": one.subject}, {"subject": other.subject}), ({"id": one.id}, {"id": other.id})]
    first, second = dice.choice(chosen)
    firsts, seconds = ([*Entry.objects.filter(**which)] for which in (first, second))
    for rows, subject in ((firsts, uuid7()), (seconds, one.subject), (firsts, other.subject)):
        for row in rows:
            set_field(row, "subject", native(subject))


def cut_off(dice):
    """The last entries gone, with their places in the log, and the tiles made anew."""
    count = dice.randrange(1, 12)
    for index, entry_id in SealedEntry.objects.order_by("-index").values_list("index", "entry_id")[:count]:
        run('delete from matters_sealedentry where "index" = %s', index)
        run("delete from matters_delivery where entry_id = %s", native(entry_id))
        run("delete from matters_entry where id = %s", native(entry_id))
    anew()


def cut_off_with_checkpoints(dice):
    """The newest checkpoints gone, so that the end is signed by nobody."""
    for size in Checkpoint.objects.order_by("-size").values_list("size", flat=True)[
        : dice.choice([1, 2, 99])
    ]:
        run("delete from matters_checkpoint where size = %s", size)


def log_moved(dice):
    """Two places of the log change their entries, with or without new tiles."""
    one, other = dice.sample(list(SealedEntry.objects.all()), 2)
    for index, entry in ((one.index, uuid7()), (other.index, one.entry_id), (one.index, other.entry_id)):
        run('update matters_sealedentry set entry_id = %s where "index" = %s', native(entry), index)
    if dice.random() < 0.5:
        anew()


def tile_flipped(dice):
    tile = dice.choice(list(LogTile.objects.all()))
    LogTile.objects.filter(id=tile.id).update(hashes=flip(bytes(tile.hashes), dice))


def tile_gone_or_more(dice):
    tile = dice.choice(list(LogTile.objects.all()))
    if dice.random() < 0.5:
        run("delete from matters_logtile where id = %s", native(tile.id))
    else:
        LogTile.objects.create(level=dice.choice([0, 1, 2]), position=7, hashes=bytes(tile.hashes))


def checkpoint_flipped(dice):
    checkpoint = dice.choice(list(Checkpoint.objects.all()))
    rows = Checkpoint.objects.filter(size=checkpoint.size)
    which = dice.randrange(3)
    if which == 0:
        rows.update(root=flip(bytes(checkpoint.root), dice))
    elif which == 1:
        at = dice.randrange(len(checkpoint.note) - 1)
        other = "A" if checkpoint.note[at] != "A" else "B"
        rows.update(note=checkpoint.note[:at] + other + checkpoint.note[at + 1 :])
    else:
        rows.update(size=checkpoint.size + 100)


WAYS = [
    flip_bytes, flip_text, flip_key, flip_own_key, flip_moment, flip_number, other_words, words_gone, removed, inserted,
    reordered, swapped, cut_off, cut_off_with_checkpoints, log_moved, tile_flipped, tile_gone_or_more, checkpoint_flipped,
]  # fmt: skip


class Undone(Exception):
    """What was altered is put back."""


def test_whatever_is_altered_past_the_program_is_found(centre, evidence):
    make(centre)
    before = verify()
    assert before.sound, before.findings
    dice, unseen, refused = random.Random(SEED), [], 0
    for number in range(TAMPERINGS):
        way = WAYS[number % len(WAYS)]
        with suppress(Undone), transaction.atomic():
            if connection.vendor == "postgresql":
                run("set local session_replication_role = replica")
            try:
                way(dice)
            except DatabaseError:
                refused += 1
                raise Undone from None
            if verify().sound:
                unseen.append((number, way.__name__))
            raise Undone
    after = verify()
    assert after.sound
    assert unseen == [], f"seed {SEED}"
    assert refused <= TAMPERINGS // 20, "the tamperings must reach the rows"
    evidence("S5", tamperings_by_sql=TAMPERINGS, unseen=len(unseen), ways=len(WAYS), entries=before.entries)


def test_every_letter_of_a_signed_checkpoint_counts(centre):
    make(centre)
    checkpoint = Checkpoint.objects.latest("size")
    for at in range(len(checkpoint.note)):
        other = "A" if checkpoint.note[at] != "A" else "B"
        note = checkpoint.note[:at] + other + checkpoint.note[at + 1 :]
        Checkpoint.objects.filter(size=checkpoint.size).update(note=note)
        assert not verify().sound, at
