"""A ledger worth altering: several matters, one of them sealed, one lawfully erased, several checkpoints, a tail."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.db import transaction

from linli.capabilities.petitions import actions as petitions
from linli.core.matters import ledger, sealed
from linli.core.matters.ledger.canonical import commit, entry_digest
from linli.core.matters.ledger.sealing import read_tile
from linli.core.matters.models import Checkpoint, Entry, LogTile, SealedEntry
from linli.core.personal_data import erasing
from linli.flow.handling.actions import add
from linli.flow.outcomes.actions import withdraw
from linli.ground.people.actor import SYSTEM, resident
from linli.lib.identifiers import uuid7
from linli.lib.merkle import append
from linli.testing.makers import MONDAY

WORDS = ("水已经漫到门口了", "昨天来看过，说要等材料", "😀 𠮷野家 “引号” \\ 反斜杠\n换行", "<b>&</b>")


@dataclass
class Made:
    plain: list = field(default_factory=list)
    sealed: object = None
    erased: object = None


def seal(now):
    while ledger.seal_pending(now=now, everything=True):
        pass


def make(centre):
    """Bring matters, let things happen to them, and seal the log four times on the way."""
    made = Made()
    for number in range(4):
        now = MONDAY + timedelta(minutes=number)
        made.plain.append(centre.bring(now=now, text=WORDS[number]))
    seal(MONDAY + timedelta(hours=1))
    for number, receipt in enumerate(made.plain):
        now = MONDAY + timedelta(hours=2, minutes=number, microseconds=number)
        add(receipt.matter_id, text=WORDS[-number], actor=centre.requester(receipt), now=now)
    made.sealed = accuse(centre)
    seal(MONDAY + timedelta(hours=4))
    made.erased = made.plain.pop()
    holder = centre.requester(made.erased)
    withdraw(made.erased.matter_id, reason="自己修好了", actor=holder, now=MONDAY + timedelta(hours=5))
    erasing.erase(made.erased.matter_id, why=erasing.RIGHT, actor=SYSTEM, now=MONDAY + timedelta(days=3))
    seal(MONDAY + timedelta(days=3, hours=1))
    more(made, 3)
    seal(MONDAY + timedelta(days=4))
    return made


def accuse(centre):
    """Bring a complaint about an official, sealed from birth."""
    said = centre.submission(
        capability="petitions", kind="accusation", category_id=None, severity="small", text="陈局长收了管材商的钱",
        sealed=True, named=(sealed.Named("unit", centre.cast.water.id),),
    )  # fmt: skip
    now = MONDAY + timedelta(hours=3)
    return petitions.bring(petitions.Brought(said, form="online"), actor=resident(), now=now)


def more(made, count, text="又来看过一次"):
    for number in range(count):
        receipt = made.plain[number % len(made.plain)]
        now = MONDAY + timedelta(days=3, hours=2, minutes=number)
        with transaction.atomic():
            ledger.record(receipt.matter_id, "handling.noted", actor=SYSTEM, now=now, body={"text": text})


def many(count, *, each=12):
    """Write `count` entries of invented matters, true chains all, as quickly as can be."""
    rows = []
    for number in range(count):
        if number % each == 0:
            subject, previous = uuid7(), b""
        said, salt = (
            {"from": "handling", "to": "handling", "text": WORDS[number % len(WORDS)]},
            number.to_bytes(16, "big"),
        )
        row = Entry(
            id=uuid7(), subject=subject, seq=number % each + 1, verb="handling.noted", step="note", actor_kind="staff",
            actor_id=subject, unit_id=None, happened_at=MONDAY, recorded_at=MONDAY + timedelta(milliseconds=number),
            body=said, salt=salt, commitment=commit(salt, said), previous=previous,
        )  # fmt: skip
        row.digest = previous = entry_digest(row)
        rows.append(row)
        if len(rows) == 20_000:
            Entry.objects.bulk_create(rows, batch_size=2_000)
            rows.clear()
    Entry.objects.bulk_create(rows, batch_size=2_000)


def rewrite(receipt, text):
    """Make the whole record anew, as if it had always been so: bodies, hashes, chains, log, tiles. Signatures are left."""
    first = Entry.objects.filter(subject=receipt.matter_id).order_by("seq").first()
    first.body = {**first.body, "text": text}
    first.commitment = commit(bytes(first.salt), first.body)
    previous, subject = b"", None
    for stored in Entry.objects.order_by("subject", "seq"):
        entry = first if stored.id == first.id else stored
        entry.previous = previous if entry.subject == subject else b""
        entry.digest = previous = entry_digest(entry)
        subject = entry.subject
        entry.save()
    anew()


def anew():
    """Make the tiles anew from the entries as they are now."""
    digests = [
        bytes(d) for d in SealedEntry.objects.order_by("index").values_list("entry__digest", flat=True)
    ]
    LogTile.objects.all().delete()
    tiles = append(digests, size=0, read=read_tile)
    LogTile.objects.bulk_create(
        LogTile(level=level, position=place, hashes=hashes) for (level, place), hashes in tiles.items()
    )


def notes():
    """Return every signed checkpoint, as others would have copied them."""
    return "\n".join(Checkpoint.objects.order_by("size").values_list("note", flat=True))
