"""Record an act: the entry, chained to the one before it, and a delivery for each follower of its verb."""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from linli.core.matters.ledger.canonical import commit, entry_digest, plain
from linli.core.matters.ledger.deliver import deliver_after_commit
from linli.core.matters.ledger.following import followers_of
from linli.core.matters.models import Delivery, Entry
from linli.ground.people.actor import Actor

SALT_LENGTH = 16


class OutsideTransaction(RuntimeError):
    """An entry was recorded outside the transaction of its act: a mistake in the program."""


def record(
    subject: UUID,
    verb: str,
    *,
    actor: Actor,
    now: datetime,
    body: Mapping[str, Any] | None = None,
    step: str = "",
    unit_id: UUID | None = None,
    happened_at: datetime | None = None,
) -> Entry:
    """Write one entry about `subject` (a matter's or a register row's id) in the caller's transaction.

    The caller holds the subject's row lock or has just created it, so the chain of a subject never forks;
    should it try to, the unique (subject, seq) refuses the second writer.
    """
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction(verb)
    return _write(_Link.after_last(subject), verb, actor, now, body, step, unit_id, happened_at)


def record_first(
    subject: UUID,
    verb: str,
    *,
    actor: Actor,
    now: datetime,
    body: Mapping[str, Any] | None = None,
    step: str = "",
    unit_id: UUID | None = None,
    happened_at: datetime | None = None,
) -> Entry:
    """Write the first entry about a subject created in this very transaction; saves looking for one before it."""
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction(verb)
    return _write(_Link(subject, 1, b""), verb, actor, now, body, step, unit_id, happened_at)


class _Link:
    """Where the next entry of a subject goes: its sequence number and the digest it follows."""

    def __init__(self, subject: UUID, seq: int, previous: bytes) -> None:
        self.subject, self.seq, self.previous = subject, seq, previous

    @classmethod
    def after_last(cls, subject: UUID) -> "_Link":
        last = Entry.objects.filter(subject=subject).order_by("-seq").values_list("seq", "digest").first()
        return cls(subject, last[0] + 1, bytes(last[1])) if last else cls(subject, 1, b"")


def _write(
    link: _Link,
    verb: str,
    actor: Actor,
    now: datetime,
    body: Mapping[str, Any] | None,
    step: str,
    unit_id: UUID | None,
    happened_at: datetime | None,
) -> Entry:
    said, salt = plain(body or {}), secrets.token_bytes(SALT_LENGTH)
    entry = Entry(
        subject=link.subject,
        seq=link.seq,
        verb=verb,
        step=step,
        actor_kind=actor.kind,
        actor_id=actor.staff_id,
        unit_id=unit_id,
        happened_at=happened_at or now,
        recorded_at=now,
        body=said,
        salt=salt,
        commitment=commit(salt, said),
        previous=link.previous,
    )
    entry.digest = entry_digest(entry)
    entry.save(force_insert=True)
    _announce(entry, now)
    return entry


def _announce(entry: Entry, now: datetime) -> None:
    followers = followers_of(entry.verb)
    if not followers:
        return
    deliveries = [Delivery(entry=entry, follower=follower.name, next_at=now) for follower in followers]
    Delivery.objects.bulk_create(deliveries)
    prompt = [d for d, follower in zip(deliveries, followers, strict=True) if follower.prompt]
    if prompt:
        transaction.on_commit(lambda: deliver_after_commit(prompt, now=now))
