"""How much waits for a holder of keys: a number, and nothing of what."""

from linli.core.matters.models import KeyHolder, Matter
from linli.ground.people.actor import Actor

MOST = 100


def open_held(actor: Actor) -> int:
    """Return how many open sealed matters wait for the actor, or `MOST` for as many and more.

    One query for whoever holds none. Waiting are those that they handle, and those that nobody handles yet.
    """
    held = KeyHolder.objects.filter(staff=actor.staff_id, way=KeyHolder.Way.STAFF, ended_at__isnull=True)
    ids = list(held.filter(matter__is_open=True).values_list("matter_id", flat=True)[:MOST])
    if actor.staff_id is None or not ids:
        return 0
    seen = Matter.objects.visible_to(actor, sealed=True).filter(id__in=ids)
    return sum(handler in (None, actor.staff_id) for handler in seen.values_list("handler_id", flat=True))
