"""The disk is full or broken while a photo is kept: nothing half stays, and what was written beside it is not lost."""

import errno
import io
import os
from pathlib import Path

import pytest
from django.urls import reverse

from linli.ground.files import actions, disk
from linli.ground.files.actions import FileRefused
from linli.ground.files.models import StoredFile
from linli.ground.files.tests import samples

pytestmark = pytest.mark.django_db


def kept(root):
    return [path for path in root.rglob("*") if path.is_file()]


@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EIO])
def test_a_photo_that_the_disk_does_not_take_is_refused_in_a_sentence_and_leaves_nothing(
    monkeypatch, files_root, now, call, fault
):
    def fail(*args, **kwargs):
        raise OSError(fault, os.strerror(fault))

    with monkeypatch.context() as broken:
        if call == "replace":
            broken.setattr(Path, "replace", fail)
        elif call == "fsync":
            broken.setattr(os, "fsync", fail)
        else:
            broken.setattr(os, "fdopen", fail)
        with pytest.raises(FileRefused) as refused:
            actions.store_image(io.BytesIO(samples.photo(64, 48)), now=now)
    assert (refused.value.reason, "文字照样能交" in refused.value.sentence) == ("disk", True)
    assert not kept(files_root)
    assert not StoredFile.objects.exists()
    assert actions.store_image(io.BytesIO(samples.photo(64, 48)), now=now).pk


def test_a_resident_whose_photo_cannot_be_kept_still_brings_the_matter(client, centre, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError(errno.ENOSPC, "No space left on device")

    client.get(reverse("portal:what"))
    photo = io.BytesIO(samples.photo(64, 48))
    photo.name = "水管.jpg"
    form = {"text": "水管漏水。", "kind": "requests.help"}
    with monkeypatch.context() as broken:
        broken.setattr(disk, "put", fail)
        answer = client.post(reverse("portal:what"), {**form, "photos": photo})
    assert (answer.status_code, "水管漏水。" in answer.content.decode()) == (422, True)
    assert client.post(reverse("portal:what"), form).status_code == 302


def test_a_photo_that_somebody_else_has_just_written_is_safe_before_we_rely_on_it(monkeypatch, now):
    photo = samples.photo(64, 48)
    actions.store_image(io.BytesIO(photo), now=now)
    synced = []
    monkeypatch.setattr(disk, "_sync_folder", synced.append)
    row = actions.store_image(io.BytesIO(photo), now=now)
    assert disk.path_of(row.digest).parent in synced
