"""The ledger: writing entries, sealing them, verifying all of it, beside hashing and reading alone."""

from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from bench.lines import Report, percentile, seconds
from linli.core.matters import ledger
from linli.core.matters.ledger.canonical import body_bytes, entry_bytes
from linli.core.matters.ledger.sealing import log_size
from linli.core.matters.ledger.verifying import Verdict, verify, working
from linli.core.matters.ledger.verifying.rows import Span
from linli.core.matters.models import Entry, Matter
from linli.ground.people.actor import SYSTEM

APPENDED, SEALED = 500, 20_000
MOST_VERIFIED = 2_000_000
VERIFY_TARGET = 300_000.0
SAID = {"text": "到现场看过，明天上午安排人来修。"}


def measure(report: Report, *, verify_all: bool) -> None:
    alone = hashed_by_one()
    report.line("ledger.append", appended_per_second(), "entries/s", limit=alone, better="higher")
    report.line("ledger.seal", sealed_per_second(), "entries/s", limit=alone, better="higher")
    count = Entry.objects.count()
    if verify_all or count <= MOST_VERIFIED:
        verdicts: list[Verdict] = []
        hashed, read = hashed_by_all(), rows_read_by_all()
        took = seconds(lambda: verdicts.append(verify()))
        if not verdicts[0].sound:
            raise RuntimeError(f"the ledger does not fit: {verdicts[0].findings[:3]}")
        rate = verdicts[0].entries / took
        report.line("ledger.rows", read, "entries/s", limit=hashed, better="higher")
        report.line("ledger.verify", rate, "entries/s", limit=read, target=VERIFY_TARGET, better="higher")
        report.line("ledger.verify.hashing", hashed, "entries/s", better="higher")


def rows_read_by_all() -> float:
    """Return how many rows of entries are read a second, in order and in the bytes that are hashed, by one process a core."""
    parts = [part for part in working.parts_of(log_size()) if isinstance(part, Span)]

    def read() -> None:
        with working.several(working.cores()) as (pool, snapshot):
            found.extend(pool.map(_read, parts, [snapshot] * len(parts)))

    found: list[int] = []
    took = seconds(read)
    return sum(found) / took


def _read(part: Span, snapshot: str) -> int:
    with working.one_moment(snapshot):
        return sum(1 for _ in working.rows_of(part))


def hashed_by_all() -> float:
    """Return what `hashed_by_one` does, by one process a core at the same time."""
    leaf, body = sample()
    with working.several(working.cores()) as (pool, _snapshot):
        return sum(pool.map(hash_rate, [leaf] * working.cores(), [body] * working.cores()))


def hashed_by_one() -> float:
    """Return how many entries a second could be verified if nothing had to be done but hash their bytes twice."""
    return hash_rate(*sample())


def sample() -> tuple[bytes, bytes]:
    """Return the bytes of an entry that are hashed: its leaf, and its body with the salt."""
    entry = Entry.objects.order_by("id")[0]
    return entry_bytes(entry), bytes(entry.salt) + body_bytes(entry.body)


def hash_rate(leaf: bytes, body: bytes) -> float:
    count = 50_000

    def hash_all() -> None:
        for _ in range(count):
            sha256(b"\0" + leaf).digest()
            sha256(body).digest()

    return count / percentile([seconds(hash_all) for _ in range(3)], 0.5)


def appended_per_second() -> float:
    """Return how many entries are recorded a second, each in a transaction of its own, as acts are."""
    subjects = list(Matter.objects.visible_to(SYSTEM).order_by("id").values_list("id", flat=True)[:APPENDED])

    def append() -> None:
        for subject in subjects:
            with transaction.atomic():
                ledger.record(subject, "bench.noted", actor=SYSTEM, now=timezone.now(), body=SAID)

    return len(subjects) / seconds(append)


def sealed_per_second() -> float:
    done = 0

    def seal() -> None:
        nonlocal done
        while done < SEALED and (sealed := ledger.seal_pending(now=timezone.now(), back=ledger.NEWLY)):
            done += sealed

    took = seconds(seal)
    return done / took
