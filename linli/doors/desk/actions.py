"""What the desk itself writes: drafts, watches, presence and saved lists. What happens to matters, the flow writes."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from linli.core.matters.models import Draft, Matter, Watch
from linli.core.procedures.taking import procedure_of
from linli.doors.desk.models import Presence, SavedFilter
from linli.ground.people.actor import Actor, Refused
from linli.ground.prepared import Prepared

SEEN_EVERY = timedelta(seconds=10)
KEPT = timedelta(hours=1)
MOST_SAVED = 30
LONGEST_DRAFT = 20_000


class TooManySaved(Exception):
    """Somebody saved more lists than anyone can look through."""

    def __str__(self) -> str:
        return _("最多保存%(n)s个条件，请先删掉不用的。") % {"n": MOST_SAVED}


@transaction.atomic
def save_draft(
    matter_id: UUID, step: str, answers: Mapping[str, str], *, actor: Actor, now: datetime
) -> Draft:
    """Keep what the actor is typing for a step of a matter they may see. Raises Refused."""
    matter = _seen(matter_id, actor)
    steps = procedure_of(matter).steps
    if step not in steps:
        raise Refused
    asks = steps[step].asks
    said = {ask.name: answers.get(ask.name, "")[:LONGEST_DRAFT] for ask in asks}
    draft, _made = Draft.objects.update_or_create(
        matter=matter, staff_id=_me(actor), step=step, defaults={"answers": said, "saved_at": now}
    )
    return draft


def watch(matter_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Put the matter on the actor's list of watched ones. Raises Refused."""
    matter = _seen(matter_id, actor)
    Watch.objects.get_or_create(matter=matter, staff_id=_me(actor), defaults={"since": now})


def unwatch(matter_id: UUID, *, actor: Actor) -> None:
    Watch.objects.filter(matter=matter_id, staff=actor.staff_id).delete()


def be_here(matter: Matter, *, actor: Actor, now: datetime) -> None:
    """Note that the actor has the matter open; at most one write in ten seconds, and old notes go."""
    if _seen_since(matter.id, _me(actor), now - SEEN_EVERY):
        return
    if not Presence.objects.filter(matter=matter, staff=actor.staff_id).update(seen_at=now):
        Presence.objects.filter(seen_at__lt=now - KEPT).delete()
        Presence.objects.get_or_create(matter=matter, staff_id=_me(actor), defaults={"seen_at": now})


def _noted(matter: UUID, staff: UUID, since: datetime) -> "QuerySet[Presence, tuple[UUID]]":
    return Presence.objects.filter(matter=matter, staff=staff, seen_at__gt=since).values_list("staff")


_seen_since = Prepared(_noted)


def save_filter(name: str, lane: str, query: str, *, actor: Actor, now: datetime) -> SavedFilter:
    """Keep a list under a name; the same name again replaces it. Raises TooManySaved."""
    mine = SavedFilter.objects.filter(staff=actor.staff_id)
    if mine.exclude(name=name).count() >= MOST_SAVED:
        raise TooManySaved
    saved, _made = mine.update_or_create(
        staff_id=_me(actor), name=name, defaults={"lane": lane, "query": query[:1_000], "saved_at": now}
    )
    return saved


def drop_filter(filter_id: UUID, *, actor: Actor) -> None:
    SavedFilter.objects.filter(id=filter_id, staff=actor.staff_id).delete()


def _me(actor: Actor) -> UUID:
    """Return the account of the actor; the desk keeps nothing for anybody without one. Raises Refused."""
    if actor.staff_id is None:
        raise Refused
    return actor.staff_id


def _seen(matter_id: UUID, actor: Actor) -> Matter:
    matter = Matter.objects.visible_to(actor).filter(id=matter_id).first()
    if matter is None:
        raise Refused
    return matter
