"""How a one-time code or a message reaches a telephone. An installation names its sender in LINLI_CODE_SENDER (dotted path).

A sender gets the number and the words, sends them or raises, and writes neither anywhere.
"""

import sys
from datetime import datetime
from typing import Protocol, TypedDict

from django.conf import settings
from django.core.cache import cache
from django.utils.module_loading import import_string

KEPT_MESSAGES = 20
KEPT_SECONDS = 3600
CACHE_KEY = "linli-demonstration-messages"


class CodeSender(Protocol):
    """Sends one text to one mainland mobile number. Raises any exception if it could not be handed over, and TryLater
    where nothing was taken and the same text may be sent again in a while.
    """

    def send(self, phone: str, text: str, *, now: datetime) -> None: ...


class NoSender(RuntimeError):
    """This installation has no way to send codes; doors do not offer it then."""


class TryLater(RuntimeError):
    """The way out is down or busy and took nothing."""


class Message(TypedDict):
    phone: str
    text: str
    at: str


class ConsoleSender:
    """Prints to the console and keeps the last messages for the page for developers. Demonstration only."""

    def send(self, phone: str, text: str, *, now: datetime) -> None:
        if not settings.DEMONSTRATION:
            raise NoSender
        sys.stdout.write(f"[{now:%H:%M:%S}] {phone}  {text}\n")
        sys.stdout.flush()
        message: Message = {"phone": phone, "text": text, "at": now.isoformat()}
        cache.set(CACHE_KEY, [message, *sent_messages()][:KEPT_MESSAGES], KEPT_SECONDS)


def sender() -> CodeSender:
    """Return the sender of this installation. Raises NoSender."""
    if not settings.CODE_SENDER:
        raise NoSender
    made: CodeSender = import_string(settings.CODE_SENDER)()
    return made


def can_send() -> bool:
    """Tell whether residents can be sent codes here."""
    return bool(settings.CODE_SENDER)


def sent_messages() -> list[Message]:
    """Return what ConsoleSender kept, newest first."""
    return list(cache.get(CACHE_KEY, []))
