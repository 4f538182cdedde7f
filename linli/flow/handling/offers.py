"""An offer to hand a matter over: a clock beside the matter and a call to whom it is offered, until somebody answers it."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from linli.core.clocks.actions import start_task, stop_task
from linli.core.matters.models import Entry, Matter
from linli.core.procedures.obligations import rule_of
from linli.flow.handling.alerts.actions import alert, settle_alerts
from linli.flow.handling.alerts.kinds import OFFER
from linli.flow.handling.alerts.models import Alert
from linli.ground.people.actor import Actor

CLOCK = "offer"


def begin_offer(matter: Matter, offered: Entry, staff_id: UUID, *, actor: Actor, now: datetime) -> None:
    """Call whom it is offered to and start the clock of the answer; in the caller's transaction, the matter locked."""
    rule = rule_of(matter, CLOCK)
    start_task(matter, rule, task_id=offered.id, unit=matter.unit, actor=actor, now=now)
    key, says = f"{OFFER}:{offered.id}", {"by": actor.name}
    alert(matter.id, kind=OFFER, key=key, says=says, staff_id=staff_id, now=now)


def end_offer(matter: Matter, *, actor: Actor, now: datetime) -> None:
    """End the offer that the matter had waiting before the step that ends it."""
    for offer in waiting_offers([matter.id]):
        stop_task(matter, task_id=task_of(offer), actor=actor, now=now)
    settle_alerts(matter.id, kind=OFFER, now=now)


def waiting_offers(matter_ids: Iterable[UUID]) -> list[Alert]:
    """Return the calls of offers that nobody has answered yet."""
    return list(Alert.objects.filter(matter__in=list(matter_ids), kind=OFFER, settled_at=None))


def task_of(offer: Alert) -> UUID:
    """Return the task whose clock runs for an offer: the entry by which it was made."""
    return UUID(offer.key.removeprefix(f"{OFFER}:"))
