"""Record acts: entries, each chained to the one before it, and a delivery for each follower of their verbs."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import OuterRef, Subquery

from linli.core.matters.copying import insert_many
from linli.core.matters.ledger.canonical import commit, entry_digest, plain
from linli.core.matters.ledger.delivering import deliver_after_commit
from linli.core.matters.ledger.following import meant_for
from linli.core.matters.ledger.hiding import hidden, own_verb
from linli.core.matters.models import Delivery, Entry, MatterKey
from linli.ground.people.actor import Actor
from linli.ground.prepared import Prepared

SALT_LENGTH = 16
PUBLIC = Subquery(MatterKey.objects.filter(matter=OuterRef("subject")).values("public")[:1])


class OutsideTransaction(RuntimeError):
    """An entry was recorded outside the transaction of its act: a mistake in the program."""


@dataclass(frozen=True)
class Happening:
    """One thing to record: a verb in the past participle and what was said.

    `happened_at`: as told, where not now. `actor`: who did it, where not whoever does all the rest.
    """

    verb: str
    body: Mapping[str, Any] = field(default_factory=dict)
    step: str = ""
    unit_id: UUID | None = None
    happened_at: datetime | None = None
    actor: Actor | None = None


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
    """Write one entry about `subject` (a matter's or a register row's id) in the caller's transaction."""
    happening = Happening(verb, body or {}, step, unit_id, happened_at)
    return record_all(subject, [happening], actor=actor, now=now)[0]


def record_all(
    subject: UUID,
    happenings: Sequence[Happening],
    *,
    actor: Actor,
    now: datetime,
    first: bool = False,
    public: bytes = b"",
) -> list[Entry]:
    """Write what happened to `subject`, in this order, in the caller's transaction.

    The caller holds the subject's row lock or has just created it (`first`: nothing can stand before), so the chain of a
    subject never forks; should it try to, the unique (subject, seq) refuses the second writer. `public`: the key of a sealed
    matter that is just being created.
    """
    last = {subject: (0, b"", public) if first else _last(subject)}
    return _write({subject: happenings}, last, actor=actor, now=now)


def record_each(
    happenings: Mapping[UUID, Sequence[Happening]], *, actor: Actor, now: datetime
) -> list[Entry]:
    """Write what happened to each of many subjects, whose locks the caller holds, with as few statements as for one."""
    return _write(happenings, _last_of(happenings.keys()), actor=actor, now=now)


Last = tuple[int, bytes, bytes]  # seq and digest of the newest entry, the public key of a sealed matter
NOTHING: Last = (0, b"", b"")


def _write(
    happenings: Mapping[UUID, Sequence[Happening]],
    last: Mapping[UUID, Last],
    *,
    actor: Actor,
    now: datetime,
) -> list[Entry]:
    if not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction(next(iter(happenings), ""))
    acts: list[list[Entry]] = []
    for subject, said in happenings.items():
        acts.append(act := [])
        seq, previous, public = last.get(subject, NOTHING)
        for place, happening in enumerate(said, start=seq + 1):
            kept = _sealed(happening, public, subject) if public else happening
            entry = _entry(subject, place, previous, kept, actor=happening.actor or actor, now=now)
            act.append(entry)
            previous = bytes(entry.digest)
    entries = [entry for act in acts for entry in act]
    insert_many(entries)
    _announce(acts, now)
    return entries


def _last(subject: UUID) -> Last:
    return next(
        ((seq, bytes(digest), bytes(public or b"")) for seq, digest, public in _newest(subject)), NOTHING
    )


_newest = Prepared(
    lambda subject: (
        Entry.objects.filter(subject=subject)
        .order_by("-seq")
        .annotate(public=PUBLIC)
        .values_list("seq", "digest", "public")[:1]
    )
)


def _sealed(happening: Happening, public: bytes, subject: UUID) -> Happening:
    """Return what happened to a sealed matter as it is kept: under a verb of its own, its words encrypted."""
    body = hidden(happening.body, public, subject)
    return replace(happening, verb=own_verb(happening.verb), body=body)


def _last_of(subjects: Collection[UUID]) -> dict[UUID, Last]:
    rows = Entry.objects.filter(subject__in=subjects)
    if connection.features.can_distinct_on_fields:
        rows = rows.order_by("subject", "-seq").distinct("subject")
    else:
        newest = Entry.objects.filter(subject=OuterRef("subject")).order_by("-seq").values("seq")[:1]
        rows = rows.filter(seq=Subquery(newest))
    return {
        subject: (seq, bytes(digest), bytes(public or b""))
        for subject, seq, digest, public in rows.annotate(public=PUBLIC).values_list(
            "subject", "seq", "digest", "public"
        )
    }


def _entry(
    subject: UUID, seq: int, previous: bytes, happening: Happening, *, actor: Actor, now: datetime
) -> Entry:
    said, salt = plain(happening.body), secrets.token_bytes(SALT_LENGTH)
    entry = Entry(
        subject=subject,
        seq=seq,
        verb=happening.verb,
        step=happening.step,
        actor_kind=actor.kind,
        actor_id=actor.staff_id,
        unit_id=happening.unit_id,
        happened_at=happening.happened_at or now,
        recorded_at=now,
        body=said,
        salt=salt,
        commitment=commit(salt, said),
        previous=previous,
    )
    entry.digest = entry_digest(entry)
    return entry


def _announce(acts: Sequence[Sequence[Entry]], now: datetime) -> None:
    told = [each for act in acts for each in meant_for(act)]
    if not told:
        return
    deliveries = [Delivery(entry=entry, follower=follower.name, next_at=now) for entry, follower in told]
    insert_many(deliveries)
    prompt = [d for d, (_, follower) in zip(deliveries, told, strict=True) if follower.prompt]
    if prompt:
        transaction.on_commit(lambda: deliver_after_commit(prompt, now=now))
