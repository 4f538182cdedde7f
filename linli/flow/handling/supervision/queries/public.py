"""What everybody may read of listed supervisions. Nothing here reads the matter."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from linli.core.clocks.models import Clock
from linli.core.clocks.queries import clocks_of_tasks
from linli.core.registers.provisions import provision
from linli.flow.handling.supervision.models import Listing, ListingStage

MOST = 200


@dataclass(frozen=True)
class Shown:
    """One listing with the clock by which it is to be done."""

    listing: Listing
    clock: Clock | None

    @property
    def unit(self) -> str:
        return self.listing.supervision.addressee.name

    @property
    def post(self) -> str:
        return f"{self.listing.post.unit.name} {self.listing.post.name}"


def shown(*, now: datetime) -> list[Shown]:
    """Return what is listed, the longest first, then what has ended and is still shown, the latest first."""
    rows = list(_open_to_all(now).select_related("supervision__addressee", "post__unit")[:MOST])
    clocks = clocks_of_tasks([row.id for row in rows])
    listed = sorted((row for row in rows if row.is_listed), key=lambda row: row.listed_at)
    ended = sorted((row for row in rows if row.ended_at), key=lambda row: row.ended_at or now, reverse=True)
    return [Shown(row, clocks.get(row.id)) for row in (*listed, *ended)]


def shown_one(number: str, *, now: datetime) -> Shown | None:
    rows = _open_to_all(now).select_related("supervision__addressee", "post__unit")
    row = rows.prefetch_related("notes").filter(number=number).first()
    return Shown(row, clocks_of_tasks([row.id]).get(row.id)) if row else None


def _open_to_all(now: datetime) -> QuerySet[Listing]:
    days = provision("supervision.struck_off_days", on=timezone.localdate(now))
    still = Q(stage=ListingStage.LISTED) | Q(ended_at__gte=now - timedelta(days=days))
    return Listing.objects.filter(still).order_by("stage", "-listed_at")


def figures() -> dict[str, int]:
    """Return how many were ever listed, struck off, and struck off in time; withdrawn ones apart. One query."""
    struck = Q(stage=ListingStage.STRUCK_OFF)
    counted = Listing.objects.exclude(stage=ListingStage.WITHDRAWN)
    return counted.aggregate(
        listed=Count("id"),
        struck_off=Count("id", filter=struck),
        in_time=Count("id", filter=struck & Q(breached_at=None)),
    )
