"""A complaint about officials can be copied and erased by whoever holds its code; with its keys gone no copy of it opens."""

from datetime import timedelta

import pytest

from linli.capabilities.petitions import actions as petitions
from linli.core.matters import ledger, sealed
from linli.core.matters.ledger.verifying import verify
from linli.core.matters.models import Entry, KeyHolder, Matter, Party, Recusal, SealedFile, SealedText
from linli.core.personal_data import erasing, retention
from linli.core.personal_data.copying import copy_of
from linli.core.personal_data.models import Erasure
from linli.flow.handling.alerts.models import Alert
from linli.flow.outcomes.rights.actions import ask, erase_due, grant
from linli.ground.files import disk
from linli.ground.files.models import StoredFile
from linli.ground.people.actor import SYSTEM, Refused, resident
from linli.lib.identifiers import uuid7
from linli.testing.makers import MONDAY

SECRET = "冯涛收了管材商的钱"
LATER = MONDAY + timedelta(days=3)


@pytest.fixture
def accusation(centre):
    said = centre.submission(
        key=str(uuid7()),
        capability="petitions",
        kind="accusation",
        category_id=None,
        severity="small",
        text=SECRET,
        sealed=True,
        named=(sealed.Named("unit", centre.cast.water.id),),
    )
    receipt = petitions.bring(petitions.Brought(said, form="online"), actor=resident(), now=MONDAY)
    matter = Matter.objects.visible_to(SYSTEM, sealed=True).get(id=receipt.matter_id)
    sealed.keep_file(matter, "账单.pdf", "application/pdf", SECRET.encode(), now=MONDAY)
    return receipt, matter


def test_the_code_opens_a_copy_with_what_it_says(accusation):
    receipt, matter = accusation
    key = sealed.key_by_code(matter, receipt.code)
    assert SECRET not in str(copy_of(matter, masked=True, now=LATER))
    assert SECRET in str(copy_of(matter, masked=True, now=LATER, key=key))


def test_it_is_erased_with_its_keys_and_the_record_stays_whole(
    centre, accusation, django_capture_on_commit_callbacks
):
    receipt, matter = accusation
    row = ask(matter.id, right="erase", said=SECRET, actor=resident([matter.id]), now=LATER)
    assert not Alert.objects.filter(matter=matter).exists(), "nobody is called who holds no key"
    told = Entry.objects.get(subject=matter.id, verb="sealed.outcomes.right_asked")
    assert SECRET not in str(told.body)
    with pytest.raises(Refused):
        grant(row.id, actor=centre.cast.clerk.actor, now=LATER)
    Matter.objects.visible_to(SYSTEM, sealed=True).filter(id=matter.id).update(is_open=False, closed_at=LATER)
    paths = [disk.path_of(one.file.digest) for one in SealedFile.objects.filter(matter=matter)]
    assert paths
    assert all(path.exists() for path in paths)
    with django_capture_on_commit_callbacks(execute=True):
        grant(row.id, actor=centre.cast.leader.actor, now=LATER)
        assert erase_due(now=LATER + timedelta(days=4)) == 1
    assert erasing.is_erased(matter)
    for model in (KeyHolder, SealedText, SealedFile, Recusal):
        assert not model.objects.filter(matter=matter).exists(), model
    assert not any(path.exists() for path in paths)
    assert not StoredFile.objects.exists()
    assert sealed.key_by_code(matter, receipt.code) is None
    assert not Party.objects.filter(matter=matter).exclude(contact_index="").exists()
    ledger.seal_pending(now=LATER)
    verdict = verify()
    assert verdict.sound, verdict.findings
    assert verdict.erased == Entry.objects.filter(subject=matter.id, salt=b"").count() > 2


def test_its_time_of_keeping_ends_as_that_of_others(accusation):
    _receipt, matter = accusation
    Matter.objects.visible_to(SYSTEM, sealed=True).filter(id=matter.id).update(is_open=False, closed_at=LATER)
    years = LATER + timedelta(days=3654)
    assert retention.preview(now=LATER + timedelta(days=3600)).classes["petitions"].due == 0
    found = retention.run(now=years)
    assert found.classes["petitions"].erased == 1
    assert Erasure.objects.filter(matter=matter, what="all").exists()
    assert verify().sound
