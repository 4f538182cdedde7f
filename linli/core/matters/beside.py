"""Rows that stand beside a matter (tasks, requests, promises) are seen by whoever may see the matter: by the one predicate."""

from django.db.models import Exists, OuterRef, Q

from linli.core.matters.models import Matter
from linli.ground.people.actor import Actor


def of_matters_seen(actor: Actor) -> Q:
    """Return the condition that the `matter` of a row is the actor's to see; of a sealed one it never is."""
    return Q(Exists(Matter.objects.visible_to(actor).filter(id=OuterRef("matter_id"))))
