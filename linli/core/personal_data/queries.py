"""What was erased, what is kept back, and how the runs went."""

from linli.core.matters.beside import of_matters_seen
from linli.core.matters.models import Matter
from linli.core.personal_data.models import Erasure, Hold, RetentionRun
from linli.ground.people.actor import Actor

MOST = 200


def last_runs(*, most: int = 30) -> list[RetentionRun]:
    return list(RetentionRun.objects.order_by("-began_at")[:most])


def holds_seen(actor: Actor) -> list[Hold]:
    """Return what is kept from being erased, of the matters that the actor may see, the earliest end first."""
    rows = Hold.objects.filter(of_matters_seen(actor), ended_at__isnull=True)
    return list(rows.select_related("matter", "made_by").order_by("until", "id")[:MOST])


def hold_of(matter: Matter) -> Hold | None:
    return Hold.objects.filter(matter=matter, ended_at__isnull=True).select_related("made_by").first()


def last_erasure(matter: Matter) -> Erasure | None:
    return Erasure.objects.filter(matter=matter).order_by("-at").first()
