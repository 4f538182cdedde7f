"""The key that seals contact data and makes blind indexes. It lies in the keys folder, never in the database."""

import secrets
from functools import cache
from pathlib import Path

from django.conf import settings

from linli.ground.people.phones import normal_phone
from linli.lib.keyfiles import secret_in
from linli.lib.sealing import Sealer

KEY_NAME = "contact.key"
KEY_LENGTH = 32


@cache
def sealer() -> Sealer:
    """Return the sealer of this installation; its key is made on first use, readable by the owner alone."""
    return Sealer(_secret(Path(settings.KEYS) / KEY_NAME))


def contact_index(phone: str) -> str:
    """Return the blind index of a telephone, however it was typed. Raises NotAPhone."""
    return sealer().blind_index(normal_phone(phone), purpose="contact")


def _secret(path: Path) -> bytes:
    secret = secret_in(path, lambda: secrets.token_bytes(KEY_LENGTH))
    if len(secret) != KEY_LENGTH:
        raise ValueError(f"{path.name}: {len(secret)} bytes, expected {KEY_LENGTH}")
    return secret
