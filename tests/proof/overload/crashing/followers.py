"""A follower whose every effect shows: one row for each time that it acted, without any key that would hide a second one."""

import os
import random
from dataclasses import replace
from pathlib import Path

from django.conf import settings
from django.db import connection

from linli.core.matters import ledger

CRASHES = float(os.environ.get("PROOF_CRASHES", "0.3"))
POISONED = "proof.counting"


class Crash(Exception):
    pass


def folder():
    return Path(settings.VAR)


@ledger.follow("intake.received", "handling.asked", name=POISONED)
def count(entry, *, now):
    with connection.cursor() as cursor:
        cursor.execute("insert into proof_effect (entry) values (%s)", [entry.id.hex])
    poison = folder() / "poison"
    if poison.exists() and poison.read_text() == entry.subject.hex:
        raise Crash("this entry cannot be followed")


def crashing(follower):
    """Return the follower with crashes before and after its work, the latter when everything but the commit is done."""

    def run(entries, *, now):
        if random.random() < CRASHES / 2:
            raise Crash("before")
        follower.run(entries, now=now)
        if random.random() < CRASHES / 2:
            raise Crash("after")

    return replace(follower, run=run)
