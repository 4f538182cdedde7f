"""S5: a long record is verified in a time that does not hinder anybody: a million entries within a minute (long form)."""

import time

import pytest

from linli.core.matters.ledger.verifying import verify
from linli.core.matters.models import Entry
from linli.testing.long import is_long
from linli.testing.makers import MONDAY
from tests.proof.altered.making import many, seal

ENTRIES = 1_000_000 if is_long() else 6_000
SECONDS = 60


@pytest.mark.django_db
def test_one_altered_entry_among_very_many_is_found_in_a_minute(evidence):
    many(ENTRIES)
    seal(MONDAY)
    began = time.perf_counter()
    verdict = verify()
    took = time.perf_counter() - began
    assert verdict.sound
    assert verdict.entries == verdict.sealed == ENTRIES
    assert took < SECONDS
    chosen = Entry.objects.order_by("id")[ENTRIES // 3]
    Entry.objects.filter(id=chosen.id).update(step="reply")
    assert [(one.where, one.seq) for one in verify().findings] == [(str(chosen.id), chosen.seq)]
    evidence("S5", entries_verified=ENTRIES, verified_in_seconds=took)
