"""What was asked about personal data, and what waits for an answer."""

from django.db.models import QuerySet

from linli.core.matters.beside import of_matters_seen
from linli.core.matters.models import Matter
from linli.flow.outcomes.rights.models import RightsRequest
from linli.ground.people.actor import Actor

PEOPLE = ("matter__unit", "asked_by", "decided_by")
Stage = RightsRequest.Stage


def seen(actor: Actor) -> QuerySet[RightsRequest]:
    """Return the requests on matters that the actor may see, newest first."""
    rows = RightsRequest.objects.filter(of_matters_seen(actor)).select_related(*PEOPLE)
    return rows.order_by("-asked_at", "-id")


def waiting(actor: Actor) -> QuerySet[RightsRequest]:
    """Return what waits for an answer, the earliest limit first."""
    return seen(actor).filter(stage=Stage.ASKED).order_by("due_at", "id")


def of_matter(matter: Matter) -> list[RightsRequest]:
    """Return the requests on a matter, newest first. The caller has seen to it that the reader may see the matter."""
    return list(
        RightsRequest.objects.filter(matter=matter).select_related(*PEOPLE).order_by("-asked_at", "-id")
    )
