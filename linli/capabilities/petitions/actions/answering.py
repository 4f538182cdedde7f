"""Answer a petition: the opinion with its four parts and one of three conclusions (article 32), or a suggestion's answer."""

from datetime import date, datetime, time
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.capabilities.petitions.actions.duties import duty_of, owe
from linli.capabilities.petitions.actions.stepping import Act, day_of
from linli.capabilities.petitions.models import Conclusion
from linli.capabilities.petitions.queries.rounds import answer_of
from linli.core.matters.models import Entry
from linli.core.procedures.answers import AnswersWrong
from linli.ground.people.actor import Actor


@transaction.atomic
def give_opinion(
    matter_id: UUID,
    *,
    request: str,
    facts: str,
    conclusion: str,
    text: str,
    basis: str,
    duty: str = "",
    duty_on: str = "",
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Entry:
    """Give the opinion. "Supported" opens a duty: what is carried out by which day (YYYY-MM-DD) must be said with it."""
    act = Act(matter_id, actor=actor, now=now, version=version)
    owed = duty_of(duty, duty_on, now=now, required=conclusion == Conclusion.SUPPORT)
    answers = {
        "request": request,
        "facts": facts,
        "conclusion": conclusion,
        "text": text,
        "basis": basis,
        "duty": duty,
        "duty_on": duty_on,
    }
    entry = act.take("opinion", answers)
    act.keep(
        conclusion=conclusion,
        organ=act.matter.unit,
        opinion_at=now,
        opinion_by_id=actor.staff_id,
        delivered_at=None,
    )
    if owed is not None:
        owe(act, owed)
    return entry


@transaction.atomic
def answer_suggestion(
    matter_id: UUID, *, adoption: str, text: str, actor: Actor, now: datetime, version: int | None = None
) -> Entry:
    """Answer a suggestion: whether it is adopted, and why."""
    act = Act(matter_id, actor=actor, now=now, version=version)
    entry = act.take("answer_suggestion", {"adoption": adoption, "text": text})
    act.keep(
        adoption=adoption,
        organ=act.matter.unit,
        opinion_at=now,
        opinion_by_id=actor.staff_id,
        delivered_at=None,
    )
    return entry


@transaction.atomic
def deliver(
    matter_id: UUID, *, on: str, how: str, actor: Actor, now: datetime, version: int | None = None
) -> Entry:
    """Record on which day (YYYY-MM-DD) the last answer reached the petitioner: the time to ask for review counts from it."""
    act = Act(matter_id, actor=actor, now=now, version=version)
    day, answer = day_of(on, "on"), answer_of(act.petition)
    if day is not None and answer is not None:
        given = timezone.localdate(answer.given_at)
        if not given <= day <= timezone.localdate(now):
            raise AnswersWrong({"on": _("送达的日子不能早于出具的日子，也不能晚于今天。")})
    entry = act.take("deliver", {"on": on, "how": how}, says={"delivered_on": on})
    if day is not None and answer is not None:
        answer.row.delivered_at = _moment(day, given_at=answer.given_at, now=now)
        answer.row.save(update_fields=["delivered_at"])
    return entry


def _moment(day: date, *, given_at: datetime, now: datetime) -> datetime:
    """Return a moment of the day on which the answer arrived, since a period counts from the day after (Civil Code art. 201)."""
    if day == timezone.localdate(now):
        return now
    return max(given_at, timezone.make_aware(datetime.combine(day, time())))
