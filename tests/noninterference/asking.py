"""Ask the site the same thing twice: whatever is drawn by lot follows from what is asked, and nothing that is asked stays.

Every answer is taken whole: status, headers, bytes. Each request is undone afterwards, so that none depends on those
before it, and a form may be sent as often as a page may be looked at.
"""

import os
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.cookies import SimpleCookie
from random import Random
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode
from uuid import UUID

from django.db import transaction
from django.test import Client
from django.utils import timezone

from linli.lib import identifiers, kept


@dataclass(frozen=True)
class Ask:
    """One thing that somebody asks of the site. `said` is a form (or, for programs, a body) that is sent; None only looks."""

    path: str
    said: tuple[tuple[str, str], ...] | None = None
    headers: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        sent = "" if self.said is None else f" POST {dict(self.said)}"
        return f"{self.path}{sent}{' '.join(':'.join(pair) for pair in self.headers)}"

    @property
    def seed(self) -> bytes:
        return repr(self).encode()


@dataclass(frozen=True)
class Answer:
    """All that comes back."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def with_word(self, new: str, *, of: str) -> "Answer":
        """Return the same with the word `new` in place of `of`: two answers may name what was asked for."""
        headers = tuple((name, value.replace(of, new)) for name, value in self.headers)
        return Answer(self.status, headers, self.body.replace(of.encode(), new.encode()))


@dataclass
class Viewer:
    """Somebody who looks: their cookies, or the token of a program."""

    name: str
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    address: str = "203.0.113.9"


class Site:
    """The site as it answers from here."""

    def __init__(self) -> None:
        self.client = Client(raise_request_exception=False)

    def ask(self, viewer: Viewer, ask: Ask, *, seed: bytes = b"") -> Answer:
        """Ask once, as `viewer`, and undo whatever it did. `seed`: what lots follow from, if not from what is asked."""
        with undone():
            return self.send(viewer, ask, seed=seed)

    def send(self, viewer: Viewer, ask: Ask, *, seed: bytes = b"") -> Answer:
        """Ask once, as `viewer`; what it did stays until whoever called undoes it."""
        self.client.cookies = SimpleCookie(viewer.cookies)
        headers = dict(ask.headers)
        if viewer.token:
            headers["Authorization"] = f"Bearer {viewer.token}"
        options: dict[str, Any] = {"headers": headers, "REMOTE_ADDR": viewer.address}
        with repeatable(seed or ask.seed):
            if ask.said is None:
                response = self.client.get(ask.path, **options)
            elif headers.get("Content-Type") == "application/json":
                data = dict(ask.said)["body"]
                response = self.client.generic("POST", ask.path, data, "application/json", **options)
            else:
                data = urlencode(ask.said)
                response = self.client.generic(
                    "POST", ask.path, data, "application/x-www-form-urlencoded", **options
                )
            body = response.getvalue()  # also of what is streamed
        cookies = [("Set-Cookie", morsel.OutputString()) for morsel in response.cookies.values()]
        headers_back = [(name, value) for name, value in response.headers.items()]
        return Answer(response.status_code, tuple(sorted(headers_back + cookies)), body)


class Drawn:
    """Random bytes and keys that follow from a seed; keys keep the order of time."""

    def __init__(self, seed: bytes) -> None:
        self.dice = Random(sha256(seed).digest())
        self.count = 0

    def bytes(self, length: int) -> bytes:
        return self.dice.randbytes(length)

    def uuid7(self) -> UUID:
        self.count += 1
        milliseconds = int(timezone.now().timestamp() * 1000) + self.count // 4096
        tail = self.dice.getrandbits(62)
        return UUID(int=(milliseconds << 80) | (7 << 76) | (self.count % 4096 << 64) | (0b10 << 62) | tail)


@contextmanager
def repeatable(seed: bytes) -> Iterator[None]:
    """Let whatever this process draws by lot follow from `seed`."""
    drawn = Drawn(seed)
    with (
        patch.object(os, "urandom", drawn.bytes),
        patch.object(random, "_urandom", drawn.bytes),
        patch.object(identifiers, "_uuid7", drawn.uuid7),
    ):
        yield


@contextmanager
def undone() -> Iterator[None]:
    """Let happen what happens inside, and then let none of it have happened."""
    inside: Any = transaction.atomic()
    inside._from_testcase = True  # so that acts which must be outermost believe that they are
    kept.forget()
    with inside:
        yield
        transaction.set_rollback(True)
    kept.forget()


def form(said: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(said.items()))
