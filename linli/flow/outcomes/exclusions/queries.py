"""What waits for a reviewer, what does not count and why."""

from django.db.models import QuerySet

from linli.core.matters.beside import of_matters_seen
from linli.core.matters.models import Matter
from linli.flow.outcomes.exclusions.models import Exclusion
from linli.ground.people.actor import Actor

PEOPLE = ("matter__unit", "asked_by", "asked_for", "reviewed_by", "settled_by")


def seen(actor: Actor) -> QuerySet[Exclusion]:
    """Return the rows on matters that the actor may see, newest first."""
    rows = Exclusion.objects.filter(of_matters_seen(actor))
    return rows.select_related(*PEOPLE).order_by("-asked_at", "-id")


def waiting(actor: Actor) -> QuerySet[Exclusion]:
    """Return what waits for a decision, the longest wait first."""
    rows = seen(actor).filter(stage__in=[Exclusion.Stage.ASKED, Exclusion.Stage.CONTESTED])
    return rows.order_by("asked_at", "id")


def of_matter(matter: Matter) -> Exclusion | None:
    """Return the last row on a matter. The caller has seen to it that the reader may see the matter."""
    return Exclusion.objects.filter(matter=matter).select_related(*PEOPLE).order_by("-asked_at").first()
