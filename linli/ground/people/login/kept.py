"""Where sessions are kept: Django's table, in which only the digest of each key stands.

Whoever reads the database, or a copy of it that is minutes old, finds no key to anybody's session there.
"""

from hashlib import sha256
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as Stored
from django.utils import timezone

LENGTH = 40  # hex digits (160 bits): as many as Django's column holds


def digest(key: str | None) -> str:
    """Return what is kept of a session's key. It has 165 random bits, so a plain digest cannot be turned back."""
    return sha256((key or "").encode()).hexdigest()[:LENGTH]


class SessionStore(Stored):
    """Django's sessions in the database, found by the digest of their key."""

    def _get_session_from_db(self) -> Any:
        found = self.model.objects.filter(
            session_key=digest(self.session_key), expire_date__gt=timezone.now()
        ).first()
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        return bool(self.model.objects.filter(session_key=digest(session_key)).exists())

    def create_model_instance(self, data: dict[str, Any]) -> Any:
        row = super().create_model_instance(data)
        row.session_key = digest(self.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            self.model.objects.filter(session_key=digest(key)).delete()
