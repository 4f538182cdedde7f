"""What holds of clocks: no end moves by itself, and each step of one is fired once."""

from collections.abc import Iterator

from linli.core.clocks import evaluate
from linli.core.clocks.models import Clock, Firing
from linli.core.matters.ledger.hiding import common_verb
from linli.flow.handling.timing.models import TimeRequest
from linli.ground.calendars import queries as calendars
from linli.lib.days import Calendar

from ..memory import Look
from ..town import Town
from . import after_each_step, now_and_then
from .ledger import read

HEARING = "open_hearing"
LATER = {
    "clocks.extended": "an approved extension",
    "clocks.paused": "an approved pause",
    "clocks.resumed": "the end of a pause",
    "clocks.recomputed": "a changed calendar",
}


@after_each_step(
    "No end moves later without an approved act, or a calendar that was changed, told in the ledger."
)
def later(look: Look) -> Iterator[str]:
    for matter in look.matters:
        why = {common_verb(entry.verb): entry for entry in look.of(matter)}
        moved = {entry.body.get("id") for entry in why.values() if common_verb(entry.verb) in LATER}
        for clock in look.clocks[matter.id]:
            before = look.before.seen_ends.get(clock.id)
            if before is not None and clock.due_at > before and str(clock.id) not in moved:
                yield f"{matter}: {clock.name} ended {before}, now {clock.due_at}, by {sorted(why)}"


@after_each_step(
    "Nobody is given more time but by a request that another approved, or by the hearing of a petition."
)
def approved(look: Look) -> Iterator[str]:
    for matter in look.matters:
        for entry in look.of(matter):
            if common_verb(entry.verb) not in ("clocks.extended", "clocks.paused") or entry.step == HEARING:
                continue
            rows = TimeRequest.objects.filter(
                clock=entry.body["id"], stage="approved", decided_at=entry.recorded_at
            )
            request = rows.first()
            if request is None or request.asked_by_id in (None, request.decided_by_id):
                yield f"{matter}: {entry.verb} of {entry.body['clock']} without a request that was approved"


@after_each_step("A clock rests only while a pause that was told lasts.")
def resting(look: Look) -> Iterator[str]:
    for matter in look.matters:
        for clock in look.clocks[matter.id]:
            course = evaluate.course_of(clock.acts)
            if (clock.paused_at, clock.paused_until) != (course.paused_at, course.paused_until):
                yield f"{matter}: {clock.name} rests {clock.paused_at}, its acts say {course.paused_at}"
            if clock.paused_at and not clock.is_running:
                yield f"{matter}: {clock.name} rests and has stopped"


@after_each_step("Each step of a clock is fired once, and each firing is told once.")
def fired(look: Look) -> Iterator[str]:
    for matter in look.matters:
        rows = Firing.objects.filter(clock__matter=matter).count()
        told = read(look, matter).fired
        if rows != told:
            yield f"{matter}: {rows} steps of its clocks were fired, its ledger tells of {told}"


@after_each_step("A clock that runs ends when its limit, its acts and its calendar say.")
def counted(look: Look) -> Iterator[str]:
    by_code: dict[str, Calendar] = {}
    for matter in look.matters:
        for clock in look.clocks[matter.id]:
            if clock.is_running and not _waits_for_recount(clock):
                calendar = by_code.setdefault(clock.calendar, calendars.calendar(clock.calendar))
                end = evaluate.due(clock.limit, calendar, clock.started_at, clock.acts)
                if end.at != clock.due_at:
                    yield f"{matter}: {clock.name} ends {clock.due_at}, counted anew {end.at}"


def _waits_for_recount(clock: Clock) -> bool:
    """Tell whether the calendar changed since clocks were counted by it: the next tick does."""
    from linli.core.clocks.models import Recount

    version = Recount.objects.filter(calendar=clock.calendar).values_list("version", flat=True).first()
    return version != calendars.versions().get(clock.calendar)


@now_and_then("Once the scanner has looked, nothing that was due is left unfired.")
def none_left(town: Town) -> Iterator[str]:
    for clock in Clock.objects.filter(next_at__lte=town.now).order_by("id"):
        yield f"{clock.matter_id}: {clock.name} was to fire at {clock.next_at}"
    reminding = (
        Clock.objects.filter(stopped_at=None, matter__is_open=True).select_related("matter").order_by("id")
    )
    for clock in reminding:
        calendar = calendars.calendar(clock.calendar)
        done = {step for _round, step in Firing.objects.filter(clock=clock).values_list("round", "step")}
        ladder = evaluate.steps(
            clock.limit, calendar, clock.started_at, clock.acts, clock.warns, clock.due_at
        )
        for moment, step in ladder:
            if moment <= town.now and step not in done:
                yield f"{clock.matter_id}: {clock.name} did not fire {step} of {moment}"
