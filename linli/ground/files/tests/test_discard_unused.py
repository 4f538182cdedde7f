"""What nobody refers to goes away; what somebody refers to, or is about to, stays."""

import io
import os
from datetime import timedelta

import pytest

from linli.ground.files import actions, disk
from linli.ground.files.models import StoredFile
from linli.ground.files.tests import samples

pytestmark = pytest.mark.django_db
LATER = timedelta(days=3)


@pytest.fixture
def photo(now):
    row = actions.store_image(io.BytesIO(samples.photo()), now=now)
    age(disk.path_of(row.digest), now)
    age(disk.path_of(row.digest, disk.THUMBNAIL), now)
    return row


def age(path, when):
    os.utime(path, (when.timestamp(), when.timestamp()))


def test_a_photo_that_no_matter_refers_to_goes_after_two_days(now, photo):
    assert actions.discard_unused(now=now + timedelta(days=1)) == 0
    assert disk.path_of(photo.digest).exists()
    assert actions.discard_unused(now=now + LATER) == 2
    assert not disk.path_of(photo.digest).exists()
    assert not StoredFile.objects.exists()


def test_a_photo_that_something_refers_to_stays(now, photo, monkeypatch):
    monkeypatch.setattr(actions, "_unreferenced", StoredFile.objects.none)
    assert actions.discard_unused(now=now + LATER) == 0
    assert disk.path_of(photo.digest).exists()


def test_references_of_all_later_rooms_are_asked():
    fields = {relation.field for relation in actions.references()}
    query = str(actions._unreferenced().query)
    assert fields
    assert all(field.model._meta.db_table in query for field in fields)


def test_what_a_crash_left_unfinished_goes(now, photo):
    rest = disk.path_of(photo.digest).with_name(f"{disk.UNFINISHED}0123")
    rest.write_bytes(b"half")
    age(rest, now)
    actions.discard_unused(now=now + timedelta(days=1, hours=23))
    assert rest.exists()
    actions.discard_unused(now=now + LATER)
    assert not rest.exists()


def test_a_photo_sent_again_while_the_cleaner_runs_is_not_lost(now, photo, monkeypatch):
    digest = photo.digest
    StoredFile.objects.all().delete()
    set_aside = disk.set_aside

    def again_just_before(path):
        os.utime(path)
        return set_aside(path)

    monkeypatch.setattr(disk, "set_aside", again_just_before)
    assert actions.discard_unused(now=now + LATER) == 0
    assert disk.path_of(digest).exists()


def test_a_cleaner_that_was_interrupted_loses_nothing(now, photo):
    aside = disk.set_aside(disk.path_of(photo.digest))
    age(aside, now)
    StoredFile.objects.update(stored_at=now + LATER)
    actions.discard_unused(now=now + LATER)
    assert disk.path_of(photo.digest).exists()
