"""An organ says that a petition is not its business; only with the sender's consent does it go back (article 23)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.capabilities.petitions.actions.stepping import Act
from linli.capabilities.petitions.models import Objection
from linli.capabilities.petitions.queries.rounds import objection_of
from linli.core.matters.models import Entry
from linli.flow.handling.alerts.actions import alert, settle_alerts
from linli.ground.people.actor import Actor
from linli.ground.people.queries import duty_unit

KIND, DECIDE = "petitions.objected", "routing.dispatch"


@transaction.atomic
def object_to(
    matter_id: UUID, *, reason: str, article: str, actor: Actor, now: datetime, version: int | None = None
) -> Entry:
    """Object, within the window and with detailed reasons. The organ stays responsible until the sender has agreed."""
    act = Act(matter_id, actor=actor, now=now, version=version)
    entry = act.take("object", {"reason": reason, "article": article})
    Objection.objects.create(
        petition=act.petition,
        unit=act.matter.unit,
        reason=reason.strip(),
        article=article.strip(),
        began_at=now,
    )
    says, sender = {"unit": act.matter.unit.name}, duty_unit(on=timezone.localdate(now))
    alert(matter_id, kind=KIND, key=f"{KIND}:{entry.id}", says=says, unit=sender, permission=DECIDE, now=now)
    return entry


@transaction.atomic
def agree(
    matter_id: UUID, *, text: str = "", actor: Actor, now: datetime, version: int | None = None
) -> Entry:
    """Agree, as the sender: the petition comes back, to be passed on to whose business it is."""
    act = Act(matter_id, actor=actor, now=now, version=version)
    row = objection_of(act.matter)
    says = {"reason": row.reason, "article": row.article} if row else {}
    entry = act.take("agree_objection", {"text": text}, says=says, to=duty_unit(on=timezone.localdate(now)))
    _answer(row, agreed=True, text=text, now=now)
    return entry


@transaction.atomic
def refuse(matter_id: UUID, *, text: str, actor: Actor, now: datetime, version: int | None = None) -> Entry:
    """Refuse, as the sender, with the reason: the organ has to decide on accepting the petition."""
    act = Act(matter_id, actor=actor, now=now, version=version)
    row = objection_of(act.matter)
    entry = act.take("refuse_objection", {"text": text})
    _answer(row, agreed=False, text=text, now=now)
    return entry


def _answer(row: Objection | None, *, agreed: bool, text: str, now: datetime) -> None:
    if row is not None:
        row.agreed, row.answer, row.answered_at = agreed, text.strip(), now
        row.save(update_fields=["agreed", "answer", "answered_at"])
        settle_alerts(row.petition_id, kind=KIND, now=now)
