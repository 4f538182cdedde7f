"""What every act on a petition does alike: lock, take the step, move it to another organ where it goes there."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from linli.capabilities.petitions.declaration import NAME
from linli.capabilities.petitions.models import Petition
from linli.capabilities.petitions.queries.rounds import fresh
from linli.core.matters.models import Entry, Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import Change, locked, take_step
from linli.flow.handling.alerts.actions import settle_calls
from linli.flow.handling.offers import end_offer
from linli.flow.routing.actions import involve
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.models import Unit


class Act:
    """One act on one petition, in the caller's transaction: its matter is locked and its row read."""

    def __init__(self, matter_id: UUID, *, actor: Actor, now: datetime, version: int | None) -> None:
        """Raises Refused where there is no such petition, or it is not the actor's to see."""
        self.matter: Matter = locked(matter_id, actor=actor)
        if self.matter.capability != NAME:
            raise Refused
        self.petition: Petition = row_of(self.matter)
        self.actor, self.now, self.version = actor, now, version

    def take(
        self,
        step: str,
        answers: Mapping[str, Any],
        *,
        fields: Mapping[str, Any] | None = None,
        says: Mapping[str, Any] | None = None,
        to: Unit | None = None,
    ) -> Entry:
        """Take the step; with `to`, that organ has the petition from now on, in nobody's hands there yet.

        Raises what take_step raises.
        """
        fields, says = dict(fields or {}), dict(says or {})
        if to is not None:
            fields |= {"unit": to, "handler": None, "offered_to": None}
            says |= {"unit": str(to.id), "unit_name": to.name, "from_unit": str(self.matter.unit_id)}
        entry = take_step(
            self.matter.id,
            step,
            actor=self.actor,
            now=self.now,
            version=self.version,
            answers=answers,
            change=Change(fields, says),
        )
        if to is not None:
            involve(self.matter.id, to, now=self.now)
            end_offer(self.matter, actor=self.actor, now=self.now)
        settle_calls(self.matter.id, now=self.now)
        return entry

    def keep(self, **values: Any) -> None:
        """Set these columns of the petition."""
        for name, value in values.items():
            setattr(self.petition, name, value)
        self.petition.save(update_fields=list(values))


def row_of(matter: Matter) -> Petition:
    """Return the row of a petition, made now where it was brought in from elsewhere."""
    found = Petition.objects.select_related("organ").filter(matter=matter.id).first()
    if found is None:
        found = fresh(matter)
        found.save(force_insert=True)
    return found


def day_of(text: str, field: str) -> date | None:
    """Return the day that was answered (YYYY-MM-DD), None for no answer. Raises AnswersWrong."""
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError:
        raise AnswersWrong({field: _("请写一个日期。")}) from None
