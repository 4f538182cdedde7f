"""Ask for review and re-review, and decide them: by the next higher organ, by others than before (articles 35, 36)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from linli.capabilities.petitions.actions.duties import duty_of, owe
from linli.capabilities.petitions.actions.stepping import Act
from linli.capabilities.petitions.models import Review, Stage
from linli.capabilities.petitions.queries.rounds import open_review, organ_above
from linli.core.matters.models import Entry
from linli.flow.handling.alerts.actions import alert
from linli.ground.people.actor import Actor

KIND = "petitions.review_asked"


@transaction.atomic
def ask_review(
    matter_id: UUID, *, reason: str, actor: Actor, now: datetime, version: int | None = None
) -> Entry:
    """Ask the next higher organ to review the opinion (复查), as the petitioner or as a clerk who takes it down for them."""
    return _ask("ask_review", Review.Round.REVIEW, matter_id, reason, actor=actor, now=now, version=version)


@transaction.atomic
def ask_re_review(
    matter_id: UUID, *, reason: str, actor: Actor, now: datetime, version: int | None = None
) -> Entry:
    """Ask the next higher organ once more (复核); what it decides is the end of the way."""
    round_ = Review.Round.RE_REVIEW
    return _ask("ask_re_review", round_, matter_id, reason, actor=actor, now=now, version=version)


def _ask(
    step: str,
    round_: Review.Round,
    matter_id: UUID,
    reason: str,
    *,
    actor: Actor,
    now: datetime,
    version: int | None,
) -> Entry:
    act = Act(matter_id, actor=actor, now=now, version=version)
    organ = organ_above(act.matter, on=timezone.localdate(now)) or act.matter.unit
    entry = act.take(step, {"reason": reason}, to=organ)
    Review.objects.create(
        petition=act.petition, round=round_, organ=organ, asked=reason.strip(), began_at=now
    )
    act.keep(stage=Stage(round_.value))
    alert(matter_id, kind=KIND, key=f"{KIND}:{entry.id}", unit=organ, permission="handling.claim", now=now)
    return entry


@transaction.atomic
def decide_review(
    matter_id: UUID,
    *,
    result: str,
    text: str,
    duty: str = "",
    duty_on: str = "",
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Entry:
    """Decide the review: the opinion is upheld or changed. Who would have it handled anew revokes it instead."""
    act = Act(matter_id, actor=actor, now=now, version=version)
    return _decide(act, "decide_review", result, text, duty, duty_on)


@transaction.atomic
def decide_re_review(
    matter_id: UUID,
    *,
    result: str,
    text: str,
    duty: str = "",
    duty_on: str = "",
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Entry:
    """Decide the re-review: after it the same facts and reasons are not accepted again; help and mediation go on."""
    act = Act(matter_id, actor=actor, now=now, version=version)
    entry = _decide(act, "decide_re_review", result, text, duty, duty_on)
    act.keep(stage=Stage.ENDED)
    return entry


def _decide(act: Act, step: str, result: str, text: str, duty: str, duty_on: str) -> Entry:
    row, owed = open_review(act.matter), duty_of(duty, duty_on, now=act.now)
    answers = {"result": result, "text": text, "duty": duty, "duty_on": duty_on}
    entry = act.take(step, answers)
    _keep(row, result, text, act)
    if owed is not None:
        owe(act, owed)
    return entry


@transaction.atomic
def revoke(matter_id: UUID, *, text: str, actor: Actor, now: datetime, version: int | None = None) -> Entry:
    """Revoke the opinion: the organ that gave it handles the petition anew, with the whole time of the law."""
    act = Act(matter_id, actor=actor, now=now, version=version)
    row, organ = open_review(act.matter), act.petition.organ or act.matter.unit
    entry = act.take("revoke", {"text": text}, to=organ)
    _keep(row, Review.Result.REVOKE, text, act)
    act.keep(
        stage=Stage.FIRST, conclusion="", opinion_at=None, opinion_by=None, delivered_at=None, accepted_at=now
    )
    return entry


def _keep(row: Review | None, result: str, text: str, act: Act) -> None:
    if row is not None:
        row.result, row.text, row.decided_at, row.decided_by_id = (
            result,
            text.strip(),
            act.now,
            act.actor.staff_id,
        )
        row.save(update_fields=["result", "text", "decided_at", "decided_by"])
