"""Reading supervisions: whom one may ask, one by its number, lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Q, QuerySet

from linli.core.clocks.models import Clock
from linli.core.clocks.queries import clocks_of_tasks
from linli.core.matters.models import Matter
from linli.flow.handling.supervision.models import (
    AWAITING,
    OPEN,
    Answer,
    Listing,
    Mark,
    Objection,
    Stage,
    Supervision,
)
from linli.flow.handling.supervision.rights import ANSWER, ISSUE, LEAD
from linli.ground.calendars.moments import midnight
from linli.ground.people.actor import Actor
from linli.ground.people.models import Post, Unit
from linli.ground.people.queries.dates import valid_on

PAGE = 50
VIEWS = ("open", "mine", "ours", "closed", "all")
RELATED = ("matter", "addressee", "issuer_unit", "issuer")
LEADING = (LEAD, "handling.assign")
HIGHEST = 8  # units above each other; a chain that is longer runs in a circle


def addressees(matter: Matter) -> list[Unit]:
    """Return whom one may ask about a matter: the unit that has it first, then those that had it. Two queries."""
    ids = [matter.unit_id, *matter.involvements.order_by("-since").values_list("unit_id", flat=True)]
    units = Unit.objects.in_bulk(ids)
    return [units[key] for key in dict.fromkeys(ids)]


def posts_in_charge(supervision: Supervision, *, on: date) -> list[Post]:
    """Return the posts that may be named as in charge: those that lead the addressee, or a unit above it."""
    units = [supervision.addressee_id, *_above(supervision.addressee), supervision.issuer_unit_id]
    posts = Post.objects.filter(valid_on(on, "unit__"), unit__in=units).select_related("unit", "role")
    leading = [post for post in posts if set(LEADING) & set(post.role.permissions)]
    return sorted(leading, key=lambda post: (units.index(post.unit_id), post.name))


def _above(unit: Unit) -> list[UUID]:
    found: list[UUID] = []
    above = unit.parent
    while above is not None and len(found) < HIGHEST:
        found.append(above.id)
        above = above.parent
    return found


def of_matter(matter: Matter) -> list[Supervision]:
    """Return the supervisions of a matter that the reader may see, newest first. One query."""
    rows = Supervision.objects.filter(matter=matter).select_related("addressee")
    return list(rows.order_by("-id"))


def numbered(number: str, *, actor: Actor) -> Supervision | None:
    rows = Supervision.objects.visible_to(actor).select_related(*RELATED, "parent", "ended_by")
    return rows.filter(number=number).first()


@dataclass(frozen=True)
class Course:
    """All that belongs to one supervision."""

    answers: list[Answer]
    objection: Objection | None
    listing: Listing | None
    raised_to: Supervision | None
    marks: list[Mark]
    clocks: dict[UUID, Clock]


def course_of(supervision: Supervision) -> Course:
    """Return its answers, objection, listing, what it was raised to, marks, and the latest clock of each of them."""
    answers = supervision.answers.select_related("by", "sent_back_by").prefetch_related("attachments__file")
    objection = Objection.objects.filter(supervision=supervision).select_related("by", "decided_by").first()
    listings = Listing.objects.filter(supervision=supervision).select_related("post__unit")
    listing = listings.prefetch_related("notes").first()
    tasks = [supervision.id, *(one.id for one in (objection, listing) if one is not None)]
    return Course(
        list(answers),
        objection,
        listing,
        Supervision.objects.filter(parent=supervision).first(),
        list(supervision.marks.select_related("unit").order_by("given_at")),
        clocks_of_tasks(tasks),
    )


@dataclass(frozen=True)
class Filters:
    """What of a list is asked for. `measure`: a number of the page of effects (`effects.CONDITIONS`), "" = any."""

    unit: UUID | None = None
    since: date | None = None
    until: date | None = None
    measure: str = ""
    words: Mapping[str, str] = field(default_factory=dict)

    def condition(self) -> Q:
        found = Q()
        if self.unit:
            found &= Q(addressee=self.unit)
        return found & within(self.since, self.until) & CONDITIONS.get(self.measure, Q())


def within(since: date | None, until: date | None, column: str = "issued_at") -> Q:
    """Return the condition that `column` lies between two days, both included; None leaves that side open."""
    found = Q()
    if since:
        found &= Q(**{f"{column}__gte": midnight(since)})
    if until:
        found &= Q(**{f"{column}__lt": midnight(until + timedelta(days=1))})
    return found


CONDITIONS: Mapping[str, Q] = {
    "issued": Q(),
    "answered": Q(first_answered_at__isnull=False),
    "in_time": Q(first_answered_at__isnull=False, was_late=False),
    "late": Q(was_late=True),
    "unanswered": Q(breached_at__isnull=False, first_answered_at=None),
    "sent_back": Q(times_sent_back__gt=0),
    "escalated": Q(stage=Stage.ESCALATED),
    "closed": Q(stage=Stage.CLOSED),
    "solved": Q(matter__is_open=False, matter__outcome="solved", matter__closed_at__gte=F("issued_at")),
}


def listed(view: str, filters: Filters, *, actor: Actor) -> QuerySet[Supervision]:
    """Return a list, newest first. Views: open, mine (to answer), ours (issued by our posts), closed, all."""
    rows = Supervision.objects.visible_to(actor).select_related(*RELATED)
    return rows.filter(_view(view, actor), filters.condition()).order_by("-id")


def _view(view: str, actor: Actor) -> Q:
    if view == "mine":
        return Q(stage__in=AWAITING, addressee__in=units_with(actor, ANSWER))
    if view == "ours":
        return Q(stage__in=OPEN, issuer_unit__in=units_with(actor, ISSUE) | units_with(actor, LEAD))
    return {"open": Q(stage__in=OPEN), "closed": ~Q(stage__in=OPEN)}.get(view, Q())


def units_with(actor: Actor, permission: str) -> set[UUID]:
    """Return the units in which a post of the actor carries the permission."""
    return {grant.unit_id for grant in actor.granting(permission)}


def page(
    view: str, filters: Filters, *, actor: Actor, after: UUID | None = None
) -> tuple[list[Supervision], UUID | None]:
    """Return one page of a list and where the next begins; every depth costs the same."""
    rows = listed(view, filters, actor=actor)
    found = list((rows.filter(id__lt=after) if after else rows)[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].id if len(found) > PAGE else None
