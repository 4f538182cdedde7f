"""A key is made once, for its owner alone, and is safe on the disk before anything is sealed with it."""

import os
import secrets
from concurrent.futures import ThreadPoolExecutor

import pytest

from linli.lib import keyfiles
from linli.lib.keyfiles import put_secret, secret_in


def test_a_key_is_made_once_and_only_its_owner_can_read_it(tmp_path):
    path = tmp_path / "keys" / "one.key"
    first = secret_in(path, lambda: secrets.token_bytes(32))
    assert secret_in(path, lambda: b"another") == first == path.read_bytes()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [each.name for each in path.parent.iterdir()] == ["one.key"]


def test_all_who_begin_at_once_get_the_same_key(tmp_path):
    path = tmp_path / "one.key"
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: secret_in(path, lambda: secrets.token_bytes(32)), range(64)))
    assert found == {path.read_bytes()}


def test_a_key_has_its_name_only_when_it_is_on_the_disk(tmp_path, monkeypatch):
    done = []
    for name in ("fsync", "link"):
        act = getattr(os, name)
        monkeypatch.setattr(os, name, lambda *a, act=act, name=name: (done.append(name), act(*a))[1])
    secret_in(tmp_path / "one.key", lambda: b"x" * 32)
    assert done[:3] == ["fsync", "link", "fsync"]


def test_a_key_that_comes_back_is_whole_or_the_old_one_is_still_there(tmp_path, monkeypatch):
    path = tmp_path / "keys" / "one.key"
    put_secret(path, b"old")
    put_secret(path, b"new")
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o600

    def full(descriptor):
        raise OSError("No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        put_secret(path, b"newer")
    assert [(each.name, each.read_bytes()) for each in path.parent.iterdir()] == [("one.key", b"new")]


def test_a_full_disk_leaves_no_half_key(tmp_path, monkeypatch):
    def full(path, data):
        path.write_bytes(data[:3])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(keyfiles, "_write", full)
    with pytest.raises(OSError, match="No space"):
        secret_in(tmp_path / "one.key", lambda: b"x" * 32)
    assert not list(tmp_path.iterdir())
