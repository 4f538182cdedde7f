"""Keys under a passphrase."""

import pytest

from linli.config.backups import passphrase
from linli.config.backups.passphrase import WrongPassphrase, seal, unseal


def test_the_passphrase_opens_what_it_sealed_and_no_other_does():
    sealed = seal(b"keys", "a good one")
    assert unseal(sealed, "a good one") == b"keys"
    with pytest.raises(WrongPassphrase):
        unseal(sealed, "a bad one")


def test_a_changed_or_forged_file_does_not_open(monkeypatch):
    monkeypatch.setattr(passphrase, "COST", (1024, 1, 1))
    sealed = seal(b"keys", "words")
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(WrongPassphrase):
            unseal(bytes(changed), "words")
    with pytest.raises(WrongPassphrase):
        unseal(b"", "words")
