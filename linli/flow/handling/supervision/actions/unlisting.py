"""A listing whose supervision was withdrawn: it says so in public, and its clock stops."""

from datetime import datetime

from linli.flow.handling.supervision.actions.keeping import stop_clock
from linli.flow.handling.supervision.models import Listing, ListingStage, Supervision
from linli.ground.people.actor import Actor


def take_off(supervision: Supervision, *, actor: Actor, now: datetime) -> None:
    """End the listing of a supervision that is being withdrawn, if it is listed; the matter is locked."""
    listing = Listing.objects.filter(supervision=supervision, stage=ListingStage.LISTED).first()
    if listing is None:
        return
    stop_clock(listing.id, supervision.matter, actor=actor, now=now)
    listing.stage, listing.ended_at, listing.ended_by_id = ListingStage.WITHDRAWN, now, actor.staff_id
    listing.save()
