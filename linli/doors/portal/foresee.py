"""Before anything is sent: who will receive it, by which rule, and by when they must answer."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from linli.core import capability
from linli.core.clocks.actions import prepare
from linli.core.matters.models import Matter
from linli.core.procedures import shelf
from linli.doors.portal.shown import clock_part
from linli.flow.intake.spots import settle
from linli.flow.intake.submission import Submission
from linli.flow.routing.queries import Decision, Question, decide
from linli.ground.look import parts


@dataclass(frozen=True)
class Foreseen:
    """`decision` names the unit and the rule; `clock` is the limit that holds the whole matter, if it has one."""

    decision: Decision
    clock: parts.Clock | None


def foresee(submission: Submission, *, now: datetime) -> Foreseen:
    """Return what would happen to `submission` if it were sent now. Raises SubmissionWrong for its place."""
    today = timezone.localdate(now)
    spot = settle(submission.spot, on=today)
    question = Question(
        submission.kind, submission.severity, submission.category_id, spot.town_id, spot.village_id
    )
    decision = decide(question, on=today)
    procedure = shelf.current(capability.named(submission.capability).procedure_of(submission.kind))
    matter = Matter(
        procedure=procedure.name, kind=submission.kind, severity=submission.severity, unit=decision.unit
    )
    rules = [rule for name in procedure.starts if (rule := procedure.clocks[name]).level == "matter"]
    clocks = prepare(matter, rules, now=now)
    last = max(clocks, key=lambda clock: clock.due_at, default=None)
    return Foreseen(decision, clock_part(last, procedure, now=now) if last else None)
