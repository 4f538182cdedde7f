"""Reading visits and endings. Only of matters that the actor may see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from linli.core.matters.beside import of_matters_seen
from linli.core.matters.models import Entry, Matter
from linli.flow.outcomes.story import Story, stories_of
from linli.flow.outcomes.visits.models import Ending, State, Visit
from linli.ground.people.actor import Actor

PAGE = 50
UNSOLVED = Q(outcome__in=("partly", "not_solved", "not_ours"))
CONTRADICTED = Q(outcome="solved", solved="no")
RELATED = ("matter__unit", "matter__town", "matter__village", "matter__category", "matter__handler")


def waiting(actor: Actor, *, now: datetime) -> QuerySet[Visit]:
    """Return whom to ask now, the most urgent first; not those whose matter the actor handles or answered last."""
    ready = Visit.objects.filter(of_matters_seen(actor), standing=State.WAITING, ready_at__lte=now)
    mine = Q(matter__handler=actor.staff_id)
    return ready.exclude(mine).select_related(*RELATED).order_by("due_at", "id")


def visit_of(visit_id: UUID, *, actor: Actor) -> Visit | None:
    rows = Visit.objects.filter(of_matters_seen(actor), id=visit_id)
    return rows.select_related(*RELATED).first()


def latest_of(matter: Matter) -> Visit | None:
    return Visit.objects.filter(matter=matter).order_by("-asked_at", "-id").first()


def results(actor: Actor, since: datetime, until: datetime) -> dict[str, int]:
    """Return how the visits asked for in that time ended, by standing."""
    rows = Visit.objects.filter(of_matters_seen(actor), asked_at__gte=since, asked_at__lt=until)
    return dict(rows.order_by().values_list("standing").annotate(Count("id")))


@dataclass(frozen=True)
class Ended:
    """One ending with its words: the unit's reason, and what the resident said of it."""

    ending: Ending
    reason: str
    words: str


def unsolved(actor: Actor, since: datetime, until: datetime) -> QuerySet[Ending]:
    """Return what was closed in that time without being solved, the latest first."""
    return _ended(actor, UNSOLVED, "closed_at", since, until)


def contradicted(actor: Actor, since: datetime, until: datetime) -> QuerySet[Ending]:
    """Return where the unit says solved and the resident says not."""
    return _ended(actor, CONTRADICTED, "closed_at", since, until)


def referred(actor: Actor) -> QuerySet[Ending]:
    """Return what whoever leads the centre has to decide: handled again, and still not right."""
    rows = Ending.objects.filter(of_matters_seen(actor), is_referred=True)
    return rows.select_related(*RELATED).order_by("said_at", "matter_id")


def _ended(actor: Actor, which: Q, column: str, since: datetime, until: datetime) -> QuerySet[Ending]:
    within = {f"{column}__gte": since, f"{column}__lt": until}
    rows = Ending.objects.filter(of_matters_seen(actor), which, **within)
    return rows.select_related(*RELATED).order_by(f"-{column}", "-matter_id")


def reviewed(rows: QuerySet[Ending]) -> list[tuple[str, str, int]]:
    """Return how many of the endings each unit and outcome has: (unit, outcome, number)."""
    counted = rows.order_by().values_list("matter__unit__name", "outcome").annotate(number=Count("matter_id"))
    return list(counted.order_by("-number", "matter__unit__name", "outcome"))


def page(rows: QuerySet[Ending], *, before: str = "", size: int = PAGE) -> tuple[list[Ending], str]:
    """Return one page of endings ordered by `closed_at` downwards, and the mark of the next ("" = there is none)."""
    moment, _bar, key = before.partition("_")
    if before:
        try:
            at, last_key = datetime.fromisoformat(moment), UUID(key)
        except ValueError:
            pass
        else:
            rows = rows.filter(Q(closed_at__lt=at) | Q(closed_at=at, matter_id__lt=last_key))
    found = list(rows[: size + 1])
    last = found[size - 1] if len(found) > size else None
    mark = f"{last.closed_at.isoformat()}_{last.matter_id}" if last and last.closed_at else ""
    return found[:size], mark


def told(endings: Sequence[Ending]) -> list[Ended]:
    """Return endings with their words; two queries for all."""
    closings = Entry.objects.filter(id__in=[one.closing for one in endings if one.closing])
    reasons = {entry.id: str(entry.body.get("reason", "")) for entry in closings}
    words = stories_of([one.matter_id for one in endings])
    return [
        Ended(one, reasons.get(one.closing, "") if one.closing else "", _said(words, one)) for one in endings
    ]


def _said(stories: dict[UUID, Story], ending: Ending) -> str:
    word = stories[ending.matter_id].word
    return word.text if word else ""


def every(rows: QuerySet[Ending]) -> Iterator[Ended]:
    """Yield all endings with their words, some hundred at a time."""
    mark = ""
    while True:
        found, mark = page(rows, before=mark, size=500)
        yield from told(found)
        if not mark:
            return
