"""Read the petitions that somebody may see, with the rows that measuring them needs: a few queries, however many there are."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from linli.capabilities.petitions.figures.counting.facts import Gathered, Owed, measured, of_clock
from linli.capabilities.petitions.figures.counting.stretches import Stretch
from linli.capabilities.petitions.models import CarryingOut, Objection, Petition, Review
from linli.core.clocks.models import Clock, Level
from linli.core.matters.models import Category, Entry, Matter
from linli.core.procedures.obligations import window_ends
from linli.flow.outcomes.commitments.checking import end_of
from linli.ground.people.actor import Actor

Counted = list[tuple[Gathered, Counter[str]]]
CLOCKS = ("register", "tell", "handle", "study")
REFERRED = frozenset({"referred", "not_accepted"})
COLUMNS = (
    *("matter_id", "klass", "form", "organ_id", "brought_at", "accepted_at", "opinion_at", "delivered_at"),
    *("conclusion", "adoption", "named_organ__organ_id", "matter__unit_id", "matter__category__path"),
    *("matter__state", "matter__closed_at"),
)


def petitions(stretch: Stretch, *, actor: Actor) -> QuerySet[Petition]:
    """Return what was brought in the stretch and the actor may see; nothing that is sealed is among it."""
    seen = Matter.objects.visible_to(actor).values("id")
    between = {"brought_at__gte": stretch.starts_at, "brought_at__lt": stretch.ends_at}
    return Petition.objects.filter(**between, matter__in=seen)


def counted(stretch: Stretch, *, actor: Actor, now: datetime) -> Counted:
    """Return the petitions of a stretch, each with what it counts in, in the order in which they were brought."""
    rows = petitions(stretch, actor=actor)
    found = {one.matter_id: one for one in _gathered(rows.order_by("brought_at", "matter"))}
    ids = rows.values("matter")
    _put_clocks(found, ids)
    for matter_id, result in Review.objects.filter(petition__in=ids).values_list("petition", "result"):
        if matter_id in found:  # what was brought while we read is left to the next reading
            found[matter_id].reviews.append(result)
    for matter_id, agreed in Objection.objects.filter(petition__in=ids).values_list("petition", "agreed"):
        if matter_id in found:
            found[matter_id].objections.append(agreed)
    _put_duties(found, ids)
    _put_ratings(found, ids)
    _put_windows(found, actor=actor, now=now)
    return [(one, measured(one, now=now)) for one in found.values()]


def _gathered(rows: QuerySet[Petition]) -> Iterable[Gathered]:
    tops = {path: str(key) for key, path in Category.objects.values_list("id", "path") if "/" not in path}
    for row in rows.values(*COLUMNS):
        state, path = row["matter__state"], row["matter__category__path"] or ""
        yield Gathered(
            matter_id=row["matter_id"],
            brought_on=_day(row["brought_at"]),
            klass=row["klass"],
            form=row["form"],
            unit_id=row["organ_id"] or row["matter__unit_id"],
            category=tops.get(path.split("/")[0], ""),
            state=state,
            closed_at=row["matter__closed_at"],
            accepted_at=row["accepted_at"],
            opinion_at=row["opinion_at"],
            conclusion=row["conclusion"],
            adoption=row["adoption"],
            organ=str(row["named_organ__organ_id"] or ""),
            is_referred=state in REFERRED,
        )


def _put_clocks(found: Mapping[UUID, Gathered], ids: QuerySet[Any]) -> None:
    rows = Clock.objects.filter(matter__in=ids, name__in=CLOCKS).exclude(level=Level.TASK)
    names = ("matter_id", "name", "due_at", "stopped_at", "was_late", "acts")
    for row in rows.order_by("started_at", "id").values(*names):
        if row["matter_id"] in found:
            found[row["matter_id"]].clocks.append(of_clock(row))


def _put_duties(found: Mapping[UUID, Gathered], ids: QuerySet[Any]) -> None:
    rows = CarryingOut.objects.filter(petition__in=ids)
    for matter_id, due_on, done_at, was_late in rows.values_list("petition", "due_on", "done_at", "was_late"):
        if matter_id in found:
            found[matter_id].duties.append(Owed(end_of(due_on), done_at is not None, bool(was_late)))


def _put_ratings(found: Mapping[UUID, Gathered], ids: QuerySet[Any]) -> None:
    """The last word counts."""
    rows = Entry.objects.filter(subject__in=ids, verb="outcomes.rated").order_by("recorded_at", "seq")
    for subject, body in rows.values_list("subject", "body"):
        if subject in found:
            found[subject].rating = str(body.get("satisfied") or "unsaid")


def _put_windows(found: Mapping[UUID, Gathered], *, actor: Actor, now: datetime) -> None:
    """Say until when review may be asked for of those that are answered, with no review, and not closed yet.

    Petitions of one kind answered on one day have one end, so it is worked out once for all of them.
    """
    alike: dict[tuple[Any, ...], list[UUID]] = {}
    asked = [one.matter_id for one in found.values() if one.state == "answered" and one.conclusion]
    seen = Matter.objects.visible_to(actor)
    rules = ("procedure", "procedure_version", "kind", "severity", "category")
    columns = ("id", "petition__opinion_at", "petition__delivered_at", *rules)
    since: dict[UUID, datetime] = {}
    for key, opinion_at, delivered_at, *rule in seen.filter(id__in=asked).values_list(*columns):
        if counts_from := delivered_at or opinion_at:
            since[key] = counts_from
            alike.setdefault((*rule, _day(counts_from)), []).append(key)
    first = {same[0]: same for same in alike.values()}
    for matter in seen.filter(id__in=list(first)).select_related("category"):
        ends = window_ends(matter, "ask_review", since=since[matter.id])
        for key in first[matter.id]:
            found[key].ask_until = ends


def _day(at: datetime) -> date:
    return timezone.localdate(at)
