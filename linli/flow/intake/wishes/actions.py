"""Switch messages about a matter off and on."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.core.matters import ledger
from linli.core.procedures.reach import reaches
from linli.core.procedures.taking import locked
from linli.flow.intake.wishes.models import MessageWish
from linli.flow.intake.wishes.queries import wants_messages
from linli.ground.people.actor import Actor, Refused

ON_BEHALF = "intake.register"


@transaction.atomic
def want_messages(matter_id: UUID, *, wanted: bool, actor: Actor, now: datetime) -> None:
    """Say whether messages about the matter are wanted: its resident, or a clerk for whom they have telephoned.

    Saying the same again changes nothing. Raises Refused.
    """
    matter = locked(matter_id, actor=actor)
    if actor.kind != "resident" and not reaches(actor, ON_BEHALF, matter):
        raise Refused(ON_BEHALF)
    if wants_messages(matter.id) == wanted:
        return
    MessageWish.objects.update_or_create(matter=matter, defaults={"wanted": wanted, "said_at": now})
    verb = "intake.messages_wanted" if wanted else "intake.messages_declined"
    unit = next(iter(actor.unit_ids), None)
    ledger.record(matter.id, verb, actor=actor, now=now, unit_id=unit)
