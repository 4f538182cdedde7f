"""Who has opened a petitioner's identity: when, in which unit and post, and why (PIPL arts 44 and 51)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.matters import sealed
from linli.core.matters.models import Entry, Matter
from linli.core.registers.provisions import provision
from linli.ground.people.models import Posting, Staff, Unit

CONTACT_OPENED, SEALED_OPENED = "handling.contact_opened", "sealed.opened"
WHAT = {"narrative": gettext_lazy("内容"), "people": gettext_lazy("身份")}
NAMED, NOBODY = "petitions.openings_named", UUID(int=0)


@dataclass(frozen=True)
class Opening:
    """One opening. `who`: unit and post, with the name only where the centre says so; `what` was opened, in words."""

    at: datetime
    who: str
    what: str
    reason: str


def of_contact(matter: Matter, *, on: date) -> list[Opening]:
    """Return who opened the contact of a matter that is not sealed, latest first. At most five queries."""
    entries = list(Entry.objects.filter(subject=matter.id, verb=CONTACT_OPENED).order_by("-seq"))
    who = offices(entries, on=on)
    what = _("姓名、电话、住址")
    return [Opening(one.happened_at, who[one.id], what, str(one.body.get("reason", ""))) for one in entries]


def of_sealed(matter: Matter, key: bytes, *, on: date) -> list[Opening]:
    """Return who opened a sealed matter, latest first; reasons are "" without its key."""
    entries = list(Entry.objects.filter(subject=matter.id, verb=SEALED_OPENED).order_by("-seq"))
    who = offices(entries, on=on)
    reasons = [row.reason for row in sealed.openings_of(matter, key=key)]
    return [
        Opening(one.happened_at, who[one.id], str(WHAT.get(one.body.get("what", ""), "")), reason)
        for one, reason in zip(entries, reasons, strict=True)
    ]


def offices(entries: Iterable[Entry], *, on: date) -> Mapping[UUID, str]:
    """Return unit and post of whoever made each entry, by its id, as they were on the day of the entry.

    `on` is today: whether names are told is decided by the rule of today.
    """
    kept = list(entries)
    if not kept:
        return {}
    staff = {one.actor_id for one in kept if one.actor_id}
    units = dict(Unit.objects.filter(id__in={one.unit_id for one in kept}).values_list("id", "name"))
    postings = list(Posting.objects.filter(staff__in=staff).select_related("post").order_by("post__name"))
    told = provision(NAMED, on=on) != 0
    names = dict(Staff.objects.filter(id__in=staff).values_list("id", "name")) if told else {}
    return {
        one.id: " · ".join(
            part
            for part in (
                units.get(one.unit_id or NOBODY),
                _post(one, postings),
                names.get(one.actor_id or NOBODY),
            )
            if part
        )
        for one in kept
    }


def _post(entry: Entry, postings: Iterable[Posting]) -> str:
    """Return the post in the unit of the entry that its actor held on its day; "" where none is known."""
    day = timezone.localdate(entry.happened_at)
    held = (
        posting.post.name
        for posting in postings
        if posting.staff_id == entry.actor_id
        and posting.post.unit_id == entry.unit_id
        and (posting.valid_from or date.min) <= day <= (posting.valid_to or date.max)
    )
    return next(held, "")
