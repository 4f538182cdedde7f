"""Reading the centre's own wording. Texts change rarely and are read on every page, so each process keeps them a moment."""

import time

from django.conf import settings
from django.utils.translation import get_language

from linli.core.registers.models import Text

KEPT_SECONDS = 10.0

_kept: dict[tuple[str, str], str] = {}
_kept_until = 0.0


def text(key: str, *, language: str | None = None, default: str = "") -> str:
    """Return the centre's text for `key` in `language` (the page's, if not said), else in Chinese, else `default`."""
    texts = _current()
    wanted = (language or get_language() or settings.LANGUAGE_CODE).lower()
    return texts.get((key, wanted)) or texts.get((key, settings.LANGUAGE_CODE)) or default


def _current() -> dict[tuple[str, str], str]:
    global _kept, _kept_until  # noqa: PLW0603
    if time.monotonic() >= _kept_until:
        _kept = {
            (key, language): text
            for key, language, text in Text.objects.values_list("key", "language", "text")
        }
        _kept_until = time.monotonic() + KEPT_SECONDS
    return _kept


def forget() -> None:
    """Read the texts anew next time; other processes follow within `KEPT_SECONDS`."""
    global _kept_until  # noqa: PLW0603
    _kept_until = 0.0
