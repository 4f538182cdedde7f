"""The ledger: writing entries, sealing them, verifying all of it, beside hashing alone."""

from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from bench.lines import Report, percentile, seconds
from linli.core.matters import ledger
from linli.core.matters.ledger.canonical import body_bytes, entry_bytes
from linli.core.matters.ledger.verifying import verify
from linli.core.matters.models import Entry, Matter
from linli.ground.people.actor import SYSTEM

APPENDED, SEALED = 500, 20_000
MOST_VERIFIED = 1_000_000
VERIFY_TARGET = 300_000.0
SAID = {"text": "到现场看过，明天上午安排人来修。"}


def measure(report: Report, *, verify_all: bool) -> None:
    hashed = hashes_per_second()
    report.line("ledger.append", appended_per_second(), "entries/s", limit=hashed, better="higher")
    report.line("ledger.seal", sealed_per_second(), "entries/s", limit=hashed, better="higher")
    if verify_all or Entry.objects.count() <= MOST_VERIFIED:
        verdicts = []
        took = seconds(lambda: verdicts.append(verify()))
        if not verdicts[0].sound:
            raise RuntimeError(f"the ledger does not fit: {verdicts[0].findings[:3]}")
        rate = verdicts[0].entries / took
        report.line("ledger.verify", rate, "entries/s", limit=hashed, target=VERIFY_TARGET, better="higher")


def hashes_per_second() -> float:
    """Return how many entries a second could be verified if nothing had to be done but hash their bytes twice."""
    entry = Entry.objects.order_by("id")[0]
    leaf, body = entry_bytes(entry), bytes(entry.salt) + body_bytes(entry.body)
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
        while done < SEALED and (sealed := ledger.seal_pending(now=timezone.now())):
            done += sealed

    took = seconds(seal)
    return done / took
