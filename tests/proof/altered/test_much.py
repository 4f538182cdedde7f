"""S5: a long record is verified in a time that does not hinder anybody: a million entries within a minute (long form)."""

import time

import pytest

from linli.core.matters.ledger.verifying import verify, working
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


@pytest.mark.django_db(transaction=True)
def test_several_processes_find_what_one_finds(monkeypatch):
    """On PostgreSQL two processes share one moment; an SQLite in memory is seen by one alone, in as many parts."""
    monkeypatch.setattr(working, "OF_A_PART", 30)
    many(300)
    seal(MONDAY)
    assert verify(processes=2).sound
    chosen = list(Entry.objects.order_by("id")[::70])
    Entry.objects.filter(id__in=[one.id for one in chosen]).update(verb="handling.other")
    for processes in (1, 2):
        verdict = verify(processes=processes)
        assert {one.where for one in verdict.findings} == {str(one.id) for one in chosen}
        assert (verdict.entries, verdict.sealed) == (300, 300)
