"""What is due within the horizon for those whose work one may hand on, and what the forecast says of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from linli.core.clocks.evaluate import office_minutes
from linli.core.matters.models import Entry, Matter
from linli.core.matters.querysets import reached_by
from linli.core.registers.provisions import provision
from linli.flow.outcomes.foresight.forecast import Job, Move, Risk, Worker, best_move, risks
from linli.ground.calendars import queries as calendars
from linli.ground.people.actor import Actor
from linli.ground.people.models import Posting, Role, Staff
from linli.ground.people.queries.dates import valid_on
from linli.lib.days import Calendar

HORIZON = timedelta(hours=48)
MOST = 500
HAND_ON, WORK = "handling.assign", "handling.work"


@dataclass(frozen=True)
class Board:
    """What will be late within the horizon. `seen` matters were looked at; `cut` says that there were more than that."""

    risks: list[Risk]
    move: Move | None
    matters: dict[UUID, Matter]
    staff: dict[UUID, Staff]
    paces: dict[UUID, float]
    seen: int
    cut: bool


def board(actor: Actor, *, now: datetime) -> Board:
    """Return the board of what the actor may hand on. Seven queries, and at most `MOST` matters."""
    soon = Matter.objects.visible_to(actor).filter(
        reached_by(actor, HAND_ON), is_open=True, due_at__gte=now, due_at__lt=now + HORIZON
    )
    rows = list(soon.select_related("unit", "handler").order_by("due_at", "id")[: MOST + 1])
    matters = rows[:MOST]
    calendar = calendars.calendar("")
    jobs = [
        Job(each.id, each.unit_id, each.handler_id, each.due_at, _days(calendar, now, each.due_at))
        for each in matters
        if each.due_at is not None
    ]
    staff = _at_work({each.unit_id for each in matters}, now=now)
    workers = _workers(staff, actor, calendar, now=now)
    return Board(
        risks(jobs, workers),
        best_move(jobs, workers),
        {each.id: each for each in matters},
        {person.id: person for _unit, person in staff}
        | {m.handler.id: m.handler for m in matters if m.handler},
        {worker.staff: worker.pace for worker in workers},
        len(matters),
        len(rows) > MOST,
    )


def _at_work(units: Iterable[UUID], *, now: datetime) -> list[tuple[UUID, Staff]]:
    """Return who can work in these units today, with the unit: nobody who is away, and no program."""
    on = timezone.localdate(now)
    working = [role.id for role in Role.objects.all() if WORK in role.permissions]
    present = Q(staff__absent_until=None) | Q(staff__absent_until__lt=on)
    posts = Posting.objects.filter(present, valid_on(on), staff__is_active=True, staff__is_program=False)
    posts = posts.filter(post__unit__in=list(units), post__role__in=working)
    rows = posts.select_related("staff", "post").order_by("staff__name", "id")
    return list({(row.post.unit_id, row.staff_id): (row.post.unit_id, row.staff) for row in rows}.values())


def _workers(
    staff: list[tuple[UUID, Staff]], actor: Actor, calendar: Calendar, *, now: datetime
) -> list[Worker]:
    on, ids = timezone.localdate(now), [person.id for _unit, person in staff]
    days = provision("foresight.days", on=on)
    since = _workdays_ago(calendar, now, days)
    answers = Entry.objects.filter(verb="outcomes.replied", recorded_at__gte=since, actor_id__in=ids)
    given = dict(answers.values_list("actor_id").annotate(Count("id")).order_by())
    late = Matter.objects.visible_to(actor).filter(is_open=True, handler__in=ids, due_at__lt=now)
    behind = dict(late.values_list("handler").annotate(Count("id")).order_by())
    unknown = float(provision("foresight.pace", on=on))
    return [
        Worker(
            person.id,
            unit,
            given[person.id] / days if given.get(person.id) else unknown,
            behind.get(person.id, 0),
        )
        for unit, person in staff
    ]


def _workdays_ago(calendar: Calendar, now: datetime, days: int) -> datetime:
    moment, left = now, days
    while left > 0 and (now - moment) < timedelta(days=days * 3):
        moment -= timedelta(days=1)
        left -= bool(calendar.sessions(calendar.local(moment).date()))
    return moment


def _days(calendar: Calendar, now: datetime, until: datetime) -> float:
    """Return the office time between two moments in working days of the length of today's hours."""
    opening = calendar.opening(calendar.local(now).date())
    length = sum(
        (calendar.at(now.date(), end) - calendar.at(now.date(), start) for start, end in opening), timedelta()
    )
    whole = length / timedelta(minutes=1) or 480.0
    return office_minutes(calendar, calendar.local(now), calendar.local(until), ()) / whole
