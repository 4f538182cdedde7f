"""The way of a matter from unit to unit, made from its entries: the same entries always give the same rows."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from uuid import UUID

from django.utils import timezone

from linli.core.matters.models import Entry
from linli.flow.handling.returns.models import Hop, How
from linli.ground.people.models import Unit
from linli.ground.people.queries import duty_unit

BEGAN, BY_RULE = "intake.received", "routing.routed"
HOWS = {
    "routing.dispatched": How.HAND,
    "handling.returned": How.RETURN,
    "handling.escalated": How.UP,
    "routing.arbitrated": How.DECISION,
}
MOVES = tuple(HOWS)
BATCH = 500


def keep_hops_of(matter_ids: Iterable[UUID]) -> int:
    """Make the rows of these matters that are not there yet; return how many there are of them now."""
    told = Entry.objects.filter(subject__in=list(matter_ids), verb__in=(BEGAN, BY_RULE, *MOVES))
    ways: dict[UUID, list[Entry]] = {}
    for entry in told.order_by("subject", "seq"):
        ways.setdefault(entry.subject, []).append(entry)
    units = set(Unit.objects.values_list("id", flat=True))
    rows = [hop for way in ways.values() for hop in hops_of(way) if {hop.sender_id, hop.receiver_id} <= units]
    Hop.objects.bulk_create(rows, ignore_conflicts=True, batch_size=BATCH)
    return len(rows)


def rebuild() -> Iterator[int]:
    """Make all rows anew from the ledger; yield how many matters were gone through so far."""
    Hop.objects.all().delete()
    moved = Entry.objects.filter(verb__in=MOVES).values_list("subject", flat=True).distinct()
    done, waiting = 0, moved.iterator()
    while some := list(islice(waiting, BATCH)):
        keep_hops_of(some)
        done += len(some)
        yield done


def hops_of(way: Sequence[Entry]) -> list[Hop]:
    """Return the hops that the entries of one matter tell, in their order."""
    centre: UUID | None = None
    held: list[UUID] = []  # who had it, one after the other, the centre's passing on left out
    hops: list[Hop] = []
    present: UUID | None = None
    for entry in way:
        receiver = _receiver(entry)
        if receiver is None:
            continue
        if entry.verb == BEGAN:
            centre = receiver
        elif entry.verb in HOWS and present is not None and present != receiver:
            pair = _to_and_fro(held, receiver, centre)
            hops.append(_hop(entry, present, receiver, pair))
        present = receiver
        if receiver != centre:
            held.append(receiver)
    return hops


def _receiver(entry: Entry) -> UUID | None:
    """Return who had the matter after this entry; a return goes to whoever is on duty for the centre."""
    if entry.verb == BEGAN:
        return entry.unit_id
    named = str(entry.body.get("unit", ""))
    if named:
        return UUID(named)
    on = timezone.localdate(entry.happened_at)
    return duty_unit(on=on).id if entry.verb == "handling.returned" else None


def _to_and_fro(held: Sequence[UUID], receiver: UUID, centre: UUID | None) -> tuple[UUID, UUID] | None:
    """Return the two between whom the matter goes, if `receiver` gets back what it had let go."""
    if receiver == centre or receiver not in held:
        return None
    between = held[-1] if held[-1] != receiver else centre
    if between is None or between == receiver:
        return None
    return (receiver, between) if receiver < between else (between, receiver)


def _hop(entry: Entry, sender: UUID, receiver: UUID, pair: tuple[UUID, UUID] | None) -> Hop:
    one, other = pair or (None, None)
    return Hop(
        id=entry.id,
        matter_id=entry.subject,
        sender_id=sender,
        receiver_id=receiver,
        how=HOWS[entry.verb],
        one_id=one,
        other_id=other,
        at=entry.happened_at,
        month=timezone.localdate(entry.happened_at).replace(day=1),
    )
