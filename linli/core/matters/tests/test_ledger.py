"""Nothing recorded is altered unseen: each way of tampering is found, and an untouched ledger is sound."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from linli.core.matters import ledger
from linli.core.matters.ledger.recording import OutsideTransaction
from linli.core.matters.ledger.verifying import verify
from linli.core.matters.models import Checkpoint, Entry, LogTile, SealedEntry
from linli.ground.people.actor import SYSTEM
from linli.lib.identifiers import uuid7, uuid7_before

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def say(subject, text, *, verb="handling.noted"):
    with transaction.atomic():
        return ledger.record(subject, verb, actor=SYSTEM, now=NOW, body={"text": text})


@pytest.fixture
def three_matters():
    subjects = [uuid7() for _ in range(3)]
    for round_ in range(4):
        for subject in subjects:
            say(subject, f"第{round_}次")
    ledger.seal_pending(now=NOW)
    return subjects


def test_an_untouched_ledger_is_sound(three_matters):
    say(three_matters[0], "又一次")
    ledger.seal_pending(now=NOW + timedelta(seconds=5))
    verdict = verify()
    assert verdict.sound, verdict.findings
    assert (verdict.entries, verdict.sealed, verdict.checkpoints) == (13, 13, 2)


TAMPERINGS = {
    "body": 'update matters_entry set body = \'{"text": "没有这回事"}\' where id = %s',
    "verb": "update matters_entry set verb = 'outcomes.closed' where id = %s",
    "actor": "update matters_entry set actor_kind = 'staff' where id = %s",
    "time": "update matters_entry set happened_at = '2020-01-01 00:00:00+00:00' where id = %s",
    "order": "update matters_entry set seq = 99 where id = %s",
}


@pytest.mark.parametrize("sql", TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_changing_any_part_of_an_entry_behind_our_back_is_found(three_matters, sql):
    entry = Entry.objects.filter(subject=three_matters[1]).order_by("seq")[1]
    with connection.cursor() as cursor:
        cursor.execute(sql, [Entry._meta.pk.get_db_prep_value(entry.pk, connection)])
    assert not verify().sound


def test_removing_an_entry_with_its_place_in_the_log_is_found(three_matters):
    last = Entry.objects.filter(subject=three_matters[2]).order_by("-seq").first()
    SealedEntry.objects.filter(entry=last).delete()
    Entry.objects.filter(id=last.id).delete()
    assert not verify().sound


def test_cutting_the_log_back_to_an_earlier_length_is_found(three_matters):
    SealedEntry.objects.all().delete()
    LogTile.objects.all().delete()
    assert "log is shorter than a checkpoint that was signed" in {f.what for f in verify().findings}


def test_a_checkpoint_signed_by_somebody_else_is_found(three_matters):
    checkpoint = Checkpoint.objects.get()
    forged = (
        checkpoint.note[:-8] + ("AAAA" if checkpoint.note[-8:-4] != "AAAA" else "BBBB") + checkpoint.note[-4:]
    )
    Checkpoint.objects.update(note=forged)
    assert not verify().sound


def test_erasing_what_was_said_leaves_the_ledger_sound(three_matters):
    subject = three_matters[0]
    with transaction.atomic():
        ledger.erase(subject)
        said = {"why": "right", **ledger.left_of(subject).said}
        ledger.record(subject, ledger.ERASED, actor=SYSTEM, now=NOW, body=said)
    verdict = verify()
    assert verdict.sound
    assert verdict.erased == said["bodies"] > 0


@pytest.mark.django_db(transaction=True)
def test_nothing_is_recorded_outside_the_transaction_of_its_act():
    with pytest.raises(OutsideTransaction):
        ledger.record(uuid7(), "handling.noted", actor=SYSTEM, now=NOW)


def test_two_writers_cannot_fork_the_chain_of_a_matter():
    subject, received = uuid7(), ledger.Happening("intake.received")
    with transaction.atomic():
        ledger.record_all(subject, [received], actor=SYSTEM, now=NOW, first=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.record_all(subject, [received], actor=SYSTEM, now=NOW, first=True)


def test_a_second_sealer_has_nothing_left_to_seal(three_matters):
    assert ledger.seal_pending(now=NOW) == 0


def test_an_entry_that_comes_late_is_sealed_by_the_wider_look(three_matters):
    newest = SealedEntry.objects.latest("index").entry_id
    entry = say(three_matters[0], "办得久")
    Entry.objects.filter(id=entry.id).update(id=uuid7_before(newest, timedelta(seconds=30)))
    now = timezone.now()
    assert ledger.seal_pending(now=now, back=ledger.NEWLY) == 0
    assert ledger.seal_pending(now=now) == 1
