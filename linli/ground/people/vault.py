"""The key that seals contact data and makes blind indexes. It lies in the keys folder, never in the database."""

import os
import secrets
from functools import cache
from pathlib import Path

from django.conf import settings

from linli.ground.people.phones import normal_phone
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
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        fresh.touch(mode=0o600)
        fresh.write_bytes(secrets.token_bytes(KEY_LENGTH))
        try:
            os.link(fresh, path)  # fails if another process was first, so all of them use one key
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    secret = path.read_bytes()
    if len(secret) != KEY_LENGTH:
        raise ValueError(f"{path.name}: {len(secret)} bytes, expected {KEY_LENGTH}")
    return secret
