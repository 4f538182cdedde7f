"""A disk that fills is told before it is full."""

from datetime import UTC, datetime

import pytest

from linli.config import room
from linli.config.doctor import examine

NOW = datetime(2026, 3, 2, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def filling(monkeypatch):
    monkeypatch.setattr(room, "share_in_use", lambda folder: 0.86)


def test_who_asks_whether_the_site_is_ready_hears_of_a_filling_disk(client, monkeypatch):
    monkeypatch.setattr(room, "share_in_use", lambda folder: 0.84)
    assert client.get("/readyz").json()["room"] is True
    monkeypatch.setattr(room, "share_in_use", lambda folder: 0.85)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["room"]) == (200, False)


def test_the_worker_says_so_in_the_log(filling, monkeypatch):
    told = []
    monkeypatch.setattr(room.log, "error", lambda event, **said: told.append((event, said["used_percent"])))
    room.tell_when_filling(now=NOW)
    assert ("disk.filling", 86.0) in told


def test_the_doctor_says_so(filling):
    levels = {finding.level for finding in examine(now=NOW) if finding.name == "disk"}
    assert levels <= {"warning", "wrong"}
    assert levels


def test_the_share_is_what_is_in_use_of_what_we_may_use(tmp_path):
    assert 0 <= room.share_in_use(tmp_path) <= 1
