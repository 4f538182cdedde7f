"""Mediate or settle, where both sides agree to it (article 33). The door to mediation is a step; nobody is forced through."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from linli.capabilities.petitions.actions.duties import Duty, duty_of, owe
from linli.capabilities.petitions.actions.stepping import Act
from linli.capabilities.petitions.models import Settlement
from linli.capabilities.petitions.queries.rounds import settlement_of
from linli.core.matters.models import Entry
from linli.ground.people.actor import Actor


@transaction.atomic
def offer_mediation(
    matter_id: UUID, *, way: str, consents: str, actor: Actor, now: datetime, version: int | None = None
) -> Entry:
    """Begin mediation or settlement; `consents` says who agreed and how. The time of the petition goes on running."""
    act = Act(matter_id, actor=actor, now=now, version=version)
    entry = act.take("offer_mediation", {"way": way, "consents": consents})
    Settlement.objects.create(petition=act.petition, way=way, consents=consents.strip(), began_at=now)
    return entry


@transaction.atomic
def end_mediation(
    matter_id: UUID, *, reason: str, actor: Actor, now: datetime, version: int | None = None
) -> Entry:
    """Say that no agreement came; the petition is handled on."""
    act = Act(matter_id, actor=actor, now=now, version=version)
    row = settlement_of(act.matter)
    entry = act.take("end_mediation", {"reason": reason})
    _end(row, reason=reason.strip(), now=now)
    return entry


@transaction.atomic
def settle(
    matter_id: UUID,
    *,
    text: str,
    duty: str = "",
    duty_on: str = "",
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Entry:
    """Keep the agreement; what it promises by a day is tracked to the end."""
    act = Act(matter_id, actor=actor, now=now, version=version)
    row, owed = settlement_of(act.matter), duty_of(duty, duty_on, now=now)
    entry = act.take("settle", {"text": text, "duty": duty, "duty_on": duty_on}, says={"settled": True})
    _end(row, text=text.strip(), now=now)
    act.keep(opinion_at=now, opinion_by_id=actor.staff_id, delivered_at=None)
    _owe(act, owed)
    return entry


def _owe(act: Act, owed: Duty | None) -> None:
    if owed is not None:
        owe(act, owed)


def _end(row: Settlement | None, *, text: str = "", reason: str = "", now: datetime) -> None:
    if row is not None:
        row.text, row.reason, row.ended_at = text, reason, now
        row.save(update_fields=["text", "reason", "ended_at"])
