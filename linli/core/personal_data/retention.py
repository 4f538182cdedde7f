"""Erase what is old enough, a class after the other, a batch at a time; what fails stops nothing and stands in the report."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from linli.core import capability
from linli.core.matters.models import Matter
from linli.core.matters.search import store
from linli.core.personal_data import declaring, keeping
from linli.core.personal_data.erasing import ALL, KEPT, CannotErase, erase
from linli.core.personal_data.models import Erasure, Hold, RetentionRun
from linli.core.registers.provisions import provision
from linli.ground.people.actor import SYSTEM

log = structlog.get_logger(__name__)

EVERY = timedelta(hours=20)
KEPT_FAILURES = 100

Progress = Callable[[int], object]


@dataclass
class Count:
    """What became of the matters of one class: `due` may be erased, `held` not yet, though their time is over."""

    due: int = 0
    erased: int = 0
    held: int = 0
    failed: int = 0


@dataclass
class Found:
    """What a run did, by class of keeping, and what failed: the matter, the class and the kind of the error."""

    classes: dict[str, Count] = field(default_factory=dict)
    failed: list[dict[str, str]] = field(default_factory=list)

    @property
    def erased(self) -> int:
        return sum(count.erased for count in self.classes.values())

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Due:
    """A class of keeping with its matters that are old enough: `what` is erased of each."""

    keep: str
    what: str
    rows: QuerySet[Matter]


def due(*, now: datetime) -> Iterator[Due]:
    """Yield the classes that end, each with the matters whose time is over, whether or not they may be erased yet."""
    for keep in declaring.classes():
        yield from _due(keep, keep, Q(), now=now)
    for keep in sorted(_classes_of_capabilities()):
        yield from _due(keep, ALL, _of_class(keep), now=now)


def _due(keep: str, what: str, which: Q, *, now: datetime) -> Iterator[Due]:
    length = keeping.months(keep, on=timezone.localdate(now))
    if length == keeping.FOREVER:
        return
    erased = Erasure.objects.filter(matter=OuterRef("pk"), what__in=(what, ALL))
    old = Coalesce("closed_at", "received_at")
    before = keeping.earlier(now, length)
    rows = Matter.objects.visible_to(SYSTEM, sealed=True).annotate(over=old)
    rows = rows.filter(which, ~Exists(erased), is_open=False, received_at__lt=before, over__lt=before)
    yield Due(keep, what, rows.order_by("received_at", "id"))


def _classes_of_capabilities() -> set[str]:
    said = [one.personal_data for one in capability.every() if one.personal_data]
    return {keep for one in said for keep in (one.keep, *one.keeps.values())}


def _of_class(keep: str) -> Q:
    """Return the condition that the contents of a matter are kept by this class."""
    found = Q(pk__in=[])
    for one in capability.every():
        if one.personal_data is None:
            continue
        others = [kind for kind, other in one.personal_data.keeps.items() if other != keep]
        own = [kind for kind, other in one.personal_data.keeps.items() if other == keep]
        if one.personal_data.keep == keep:
            found |= Q(capability=one.name) & ~Q(kind__in=others)
        elif own:
            found |= Q(capability=one.name, kind__in=own)
    return found


def run_when_due(*, now: datetime) -> int:
    """Erase what is due, once a day, and only where the centre has confirmed its periods. Returns how much was erased."""
    if not keeping.is_confirmed(on=timezone.localdate(now)):
        return 0
    if RetentionRun.objects.filter(began_at__gt=now - EVERY).exists():
        return 0
    return run(now=now).erased


def run(*, now: datetime, progress: Progress = lambda done: None) -> Found:
    """Erase what is due, at most as many as the centre allows in one run, and keep a report."""
    report = RetentionRun.objects.create(began_at=now)
    most, found = provision("retention.batch", on=timezone.localdate(now)), Found()
    for one in due(now=now):
        count = found.classes.setdefault(one.keep, Count(held=one.rows.filter(held(now=now)).count()))
        free = one.rows.filter(~held(now=now)).values_list("id", flat=True)
        for matter_id in list(free[: max(0, most - found.erased)]):
            count.due += 1
            _erase(one, matter_id, count, found, now=now)
            progress(1)
    if found.erased:
        clear_remains()
    report.found, report.ended_at = found.as_json(), now
    report.save()
    return found


def _erase(one: Due, matter_id: UUID, count: Count, found: Found, *, now: datetime) -> None:
    try:
        erase(matter_id, what=one.what, why=KEPT, actor=SYSTEM, now=now)
    except CannotErase:  # reopened, or held, since it was looked up
        count.held += 1
    except Exception as error:  # one matter that cannot be erased must stop neither the others nor the report
        count.failed += 1
        log.error("retention.failed", matter=str(matter_id), what=one.what, exc_info=error)
        if len(found.failed) < KEPT_FAILURES:
            kind = type(error).__name__
            found.failed.append({"matter": str(matter_id), "what": one.what, "error": kind})
    else:
        count.erased += 1


def preview(*, now: datetime) -> Found:
    """Count what a run would find, and change nothing. One query a class."""
    found = Found()
    for one in due(now=now):
        waiting = one.rows.filter(held(now=now)).count()
        found.classes[one.keep] = Count(due=one.rows.count() - waiting, held=waiting)
    return found


def held(*, now: datetime) -> Exists:
    """Return the condition that a matter may not be erased yet."""
    rows = Hold.objects.filter(matter=OuterRef("pk"), ended_at__isnull=True)
    return Exists(rows.filter(until__gte=timezone.localdate(now)))


def clear_remains() -> None:
    """Take what was erased out of the places where databases leave it: the index, the write-ahead log, dead rows.

    PostgreSQL's own vacuum does it within the hour; SQLite overwrites deleted rows at once and is asked to fold its log.
    """
    store.scrub()
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
