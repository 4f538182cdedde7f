"""Which requests wait, for whom, and what was decided on those of a matter."""

from django.db.models import QuerySet

from linli.core.clocks.models import Clock, Level
from linli.core.matters.beside import of_matters_seen
from linli.core.matters.models import Matter
from linli.core.procedures.reach import reaches
from linli.flow.handling.timing.actions import ASK, DECIDE, acts_on
from linli.flow.handling.timing.models import TimeRequest
from linli.ground.people.actor import Actor


def requests_seen(actor: Actor) -> QuerySet[TimeRequest]:
    """Return the requests on matters that the actor may see."""
    rows = TimeRequest.objects.filter(of_matters_seen(actor))
    return rows.select_related("matter__unit", "clock", "asked_by", "asked_for", "decided_by")


def requests_of(matter: Matter) -> list[TimeRequest]:
    """Return the requests on one matter, newest first. The caller has seen to it that the reader may see the matter."""
    rows = TimeRequest.objects.filter(matter=matter).select_related(
        "clock", "asked_by", "asked_for", "decided_by"
    )
    return list(rows.order_by("-asked_at", "-id"))


def waiting(actor: Actor) -> QuerySet[TimeRequest]:
    """Return the requests that wait for a decision, the one that waits longest first."""
    return (
        requests_seen(actor)
        .filter(stage=TimeRequest.Stage.ASKED, clock__stopped_at=None)
        .order_by("asked_at", "id")
    )


def may_decide(request: TimeRequest, actor: Actor) -> bool:
    """Tell whether the actor may decide on it: not their own, and as far as they reach."""
    return request.asked_by_id != actor.staff_id and reaches(actor, DECIDE, request.matter)


def may_ask(matter: Matter, actor: Actor) -> bool:
    return matter.is_open and reaches(actor, ASK, matter)


def clocks_to_ask_for(matter: Matter) -> list[Clock]:
    """Return the running clocks of the matter and its unit for which time may be asked, the first to end in front."""
    own = Clock.objects.filter(matter=matter, stopped_at=None).exclude(level=Level.TASK)
    return [clock for clock in own.order_by("due_at", "id") if acts_on(matter, clock.name)]
