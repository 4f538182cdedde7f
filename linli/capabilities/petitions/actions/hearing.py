"""Hold a hearing (articles 31(6), 36). In re-review its time is not counted, which is decided and told like any pause."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.capabilities.petitions.actions.stepping import Act, day_of
from linli.capabilities.petitions.models import Hearing, Stage
from linli.capabilities.petitions.queries.rounds import hearing_of
from linli.core.clocks import actions as clocks
from linli.core.matters.models import Entry
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.obligations import window_ends
from linli.core.procedures.taking import StepNotOpen
from linli.flow.outcomes.commitments.checking import end_of
from linli.ground.look import wording
from linli.ground.people.actor import Actor

CLOCK = "re_review"


@transaction.atomic
def open_hearing(
    matter_id: UUID, *, text: str, until: str, actor: Actor, now: datetime, version: int | None = None
) -> Entry:
    """Open a hearing that is expected to end on the day `until` (YYYY-MM-DD)."""
    act = Act(matter_id, actor=actor, now=now, version=version)
    day = day_of(until, "until")
    if day is not None and day < timezone.localdate(now):
        raise AnswersWrong({"until": _("预计结束的日子要在今天或以后。")})
    entry = act.take("open_hearing", {"text": text, "until": until})
    ends = end_of(day or timezone.localdate(now))
    Hearing.objects.create(petition=act.petition, round=act.petition.stage, until=ends, began_at=now)
    if act.petition.stage == Stage.RE_REVIEW:
        longest = window_ends(act.matter, "hearing", since=now)
        if ends > longest:
            raise AnswersWrong({"until": _("听证最晚到%(day)s结束。") % {"day": wording.due(longest)}})
        _pause(act, ends, text, actor=actor, now=now)
    return entry


def _pause(act: Act, until: datetime, text: str, *, actor: Actor, now: datetime) -> None:
    try:
        clocks.pause(act.matter, CLOCK, reason=text, until=until, actor=actor, now=now, step="open_hearing")
    except (clocks.NotRunning, clocks.Paused, clocks.PauseEndsBefore) as error:
        raise StepNotOpen(str(error)) from error


@transaction.atomic
def close_hearing(
    matter_id: UUID,
    *,
    text: str,
    published: str,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> Entry:
    """End it with its result, which the petitioner reads, and everybody where it is published. The time goes on."""
    act = Act(matter_id, actor=actor, now=now, version=version)
    row = hearing_of(act.matter)
    entry = act.take("close_hearing", {"text": text, "published": published})
    if row is not None:
        row.ended_at, row.result, row.published = now, text.strip(), published == "yes"
        row.save(update_fields=["ended_at", "result", "published"])
        if row.round == Stage.RE_REVIEW:
            _resume(act, actor=actor, now=now)
    return entry


def _resume(act: Act, *, actor: Actor, now: datetime) -> None:
    """Let the time go on, unless it did already because the day that was foreseen has come."""
    try:
        clocks.resume(act.matter, CLOCK, reason=_("听证结束"), actor=actor, now=now, step="close_hearing")
    except clocks.NotPaused:
        return
