"""Ask for more time, decide on it. Nothing else moves a due time: no step, no transfer, no silence."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.clocks import actions as clocks
from linli.core.clocks.models import Clock, Level
from linli.core.matters import ledger
from linli.core.matters.models import Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.obligations import limit_of, rule_of, window_ends
from linli.core.procedures.reach import reaches
from linli.core.procedures.taking import StepNotOpen, locked
from linli.core.registers.provisions import provision
from linli.flow.handling.alerts.actions import alert, settle_alerts
from linli.flow.handling.timing import grounds
from linli.flow.handling.timing.models import TimeRequest
from linli.ground.look import wording
from linli.ground.people.actor import SYSTEM, Actor, Refused
from linli.lib.limits import Limit

ASK, DECIDE = "handling.work", clocks.PAUSE


@dataclass(frozen=True)
class Wish:
    """What is asked for: `amount` of the extension's own measure, or a pause for `ground` until a day."""

    kind: str
    reason: str
    words: str
    amount: int | None = None
    ground: str = ""
    until: datetime | None = None


@transaction.atomic
def ask(matter_id: UUID, clock_name: str, wish: Wish, *, actor: Actor, now: datetime) -> TimeRequest:
    """Ask for more time on a clock of the matter. Its time goes on running until somebody else has approved.

    Raises Refused, AnswersWrong, StepNotOpen (no such clock runs, one request waits, extended as often as allowed).
    """
    matter = locked(matter_id, actor=actor)
    if not reaches(actor, ASK, matter) or actor.staff_id is None:
        raise Refused(ASK)
    clock = _running(matter, clock_name)
    _refuse_forbidden(matter, clock, wish)
    _refuse_second(matter, clock, wish, now=now)
    limit = limit_of(matter, "extension", on=timezone.localdate(now))
    if errors := _wrong(wish, limit, longest=window_ends(matter, "pause", since=now), now=now):
        raise AnswersWrong(errors)
    source = limit.source if wish.kind == TimeRequest.Kind.EXTEND else grounds.every()[wish.ground].source
    request = TimeRequest.objects.create(
        matter=matter,
        clock=clock,
        kind=wish.kind,
        amount=wish.amount if wish.kind == TimeRequest.Kind.EXTEND else None,
        measure=limit.unit if wish.kind == TimeRequest.Kind.EXTEND else "",
        ground=wish.ground if wish.kind == TimeRequest.Kind.PAUSE else "",
        until=wish.until if wish.kind == TimeRequest.Kind.PAUSE else None,
        reason=wish.reason.strip(),
        words=wish.words.strip(),
        source=source,
        asked_by_id=actor.staff_id,
        asked_for=matter.unit,
        asked_at=now,
    )
    said = {"reason": request.reason, "amount": request.amount, "measure": request.measure}
    _record(request, "handling.time_asked", actor=actor, now=now, **said, ground=request.ground)
    key = f"timing.asked:{request.id}"
    alert(matter.id, kind="timing.asked", key=key, says={}, now=now, unit=matter.unit, permission=DECIDE)
    return request


@transaction.atomic
def approve(request_id: UUID, *, words: str, actor: Actor, now: datetime) -> TimeRequest:
    """Approve a request that another has made; the clock moves, and the resident reads `words` as the reason.

    Raises Refused (also to whoever asked), StepNotOpen, AnswersWrong.
    """
    request = _waiting(request_id, actor=actor)
    if not words.strip():
        raise AnswersWrong({"words": _("请写明告诉居民的原因。")})
    request.words = words.strip()
    matter, clock = request.matter, request.clock
    given: dict[str, Any] = {"now": now, "actor": actor, "unit_id": clock.unit_id, "task_id": clock.task_id}
    try:
        if request.kind == TimeRequest.Kind.EXTEND:
            by = Limit(request.amount or 0, request.measure, request.source)  # type: ignore[arg-type]
            clocks.extend(matter, clock.name, by=by, reason=request.words, **given)
        else:
            clocks.pause(matter, clock.name, until=request.until, reason=request.words, **given)
    except (clocks.NotRunning, clocks.Paused, clocks.PauseEndsBefore) as error:
        raise StepNotOpen(str(error)) from error
    return _decide(request, TimeRequest.Stage.APPROVED, "", actor=actor, now=now)


@transaction.atomic
def refuse(request_id: UUID, *, decision: str, actor: Actor, now: datetime) -> TimeRequest:
    """Refuse a request, with the reason. Raises Refused, StepNotOpen, AnswersWrong."""
    request = _waiting(request_id, actor=actor)
    if not decision.strip():
        raise AnswersWrong({"decision": _("请写明为什么不批准。")})
    _record(request, "handling.time_refused", actor=actor, now=now, decision=decision.strip())
    return _decide(request, TimeRequest.Stage.REFUSED, decision.strip(), actor=actor, now=now)


@transaction.atomic
def withdraw(request_id: UUID, *, actor: Actor, now: datetime) -> TimeRequest:
    """Take one's own request back. Raises Refused, StepNotOpen."""
    request = _open_request(request_id, actor=actor)
    if request.asked_by_id != actor.staff_id:
        raise Refused(ASK)
    _record(request, "handling.time_withdrawn", actor=actor, now=now)
    request.stage = TimeRequest.Stage.WITHDRAWN
    request.save(update_fields=["stage"])
    settle_alerts(request.matter_id, key=f"timing.asked:{request.id}", now=now)
    return request


def go_on(clock: Clock, *, now: datetime) -> None:
    """Let a paused clock go on at the moment that was foreseen: no pause outlasts what was approved."""
    locked(clock.matter_id, actor=SYSTEM)
    reason = _("暂停到期，自动恢复计时")
    clocks.resume(
        clock.matter,
        clock.name,
        now=now,
        actor=SYSTEM,
        reason=reason,
        unit_id=clock.unit_id,
        task_id=clock.task_id,
    )


def _running(matter: Matter, name: str) -> Clock:
    own = Clock.objects.filter(matter=matter, name=name, stopped_at=None).exclude(level=Level.TASK)
    clock = own.order_by("-started_at").first()
    if clock is None:
        raise StepNotOpen(_("这个时限没有在计时。请刷新页面看最新情况。"))
    return clock


def _refuse_forbidden(matter: Matter, clock: Clock, wish: Wish) -> None:
    """Refuse what the procedure does not allow for this clock, e.g. since the law knows no pause of it."""
    if wish.kind in TimeRequest.Kind.values and wish.kind not in acts_on(matter, clock.name):
        raise StepNotOpen(_("“%(clock)s”的期限按规定不能%(kind)s。") % _named(matter, clock, wish))


def _named(matter: Matter, clock: Clock, wish: Wish) -> dict[str, str]:
    return {
        "clock": str(rule_of(matter, clock.name).label),
        "kind": str(TimeRequest.Kind(wish.kind).label),
    }


def _refuse_second(matter: Matter, clock: Clock, wish: Wish, *, now: datetime) -> None:
    if TimeRequest.objects.filter(clock=clock, stage=TimeRequest.Stage.ASKED).exists():
        raise StepNotOpen(_("这个时限已经有一份申请在等批，请等结果。"))
    most = _most_extensions(matter, clock.name, now=now)
    done = sum(act["kind"] == "extend" for act in clock.acts)
    if wish.kind == TimeRequest.Kind.EXTEND and done >= most:
        raise StepNotOpen(_("这个时限已经延期%(n)s次，不能再延。") % {"n": done})
    if wish.kind == TimeRequest.Kind.PAUSE and clock.paused_at is not None:
        raise StepNotOpen(_("这个时限已经暂停。"))


def acts_on(matter: Matter, name: str) -> tuple[str, ...]:
    """Return what may be asked for on the clock `name` of this matter: extend, pause, both or nothing."""
    try:
        return rule_of(matter, name).may
    except KeyError:  # dropped by a later version of its room
        return TimeRequest.Kind.EXTEND, TimeRequest.Kind.PAUSE


def _most_extensions(matter: Matter, name: str, *, now: datetime) -> int:
    """Return how often the clock may be extended: as its procedure says, else as the centre does."""
    try:
        most = rule_of(matter, name).extensions
    except KeyError:
        most = None
    return provision("timing.extensions", on=timezone.localdate(now)) if most is None else most


def _wrong(wish: Wish, limit: Limit, *, longest: datetime, now: datetime) -> dict[str, str]:
    errors = {}
    if wish.kind not in TimeRequest.Kind.values:
        errors["kind"] = _("请选择延期还是中止计时。")
    if not wish.reason.strip():
        errors["reason"] = _("请写明为什么需要更多时间。")
    if not wish.words.strip():
        errors["words"] = _("请写明告诉居民的原因。")
    if wish.kind == TimeRequest.Kind.EXTEND and not 1 <= (wish.amount or 0) <= limit.amount:
        errors["amount"] = _("可以延1到%(most)s，依据：%(source)s。") % {
            "most": limit.amount,
            "source": limit.source,
        }
    if wish.kind == TimeRequest.Kind.PAUSE:
        if wish.ground not in grounds.every():
            errors["ground"] = _("请选择属于哪种情形；不在其中的不能暂停计时。")
        if wish.until is None or wish.until <= now:
            errors["until"] = _("请写预计什么时候恢复，要晚于现在。")
        elif wish.until > longest:
            errors["until"] = _("最长可以暂停到%(day)s。") % {"day": wording.due(longest)}
    return errors


def _open_request(request_id: UUID, *, actor: Actor) -> TimeRequest:
    """Return the request that waits, its matter locked. Raises Refused, StepNotOpen."""
    found = TimeRequest.objects.filter(id=request_id).values_list("matter_id", flat=True).first()
    if found is None:
        raise Refused(ASK)
    locked(found, actor=actor)
    request = TimeRequest.objects.select_related("matter__unit", "clock").get(id=request_id)
    if not request.waits:
        raise StepNotOpen(_("这份申请已经处理过了。"))
    return request


def _waiting(request_id: UUID, *, actor: Actor) -> TimeRequest:
    request = _open_request(request_id, actor=actor)
    if not reaches(actor, DECIDE, request.matter) or request.asked_by_id == actor.staff_id:
        raise Refused(DECIDE)
    return request


def _decide(
    request: TimeRequest, stage: TimeRequest.Stage, decision: str, *, actor: Actor, now: datetime
) -> TimeRequest:
    request.stage, request.decision = stage, decision
    request.decided_by_id, request.decided_at = actor.staff_id, now
    request.save()
    settle_alerts(request.matter_id, key=f"timing.asked:{request.id}", now=now)
    key, staff_id = f"timing.decided:{request.id}", request.asked_by_id
    alert(request.matter_id, kind="timing.decided", key=key, says={}, now=now, staff_id=staff_id)
    return request


def _record(request: TimeRequest, verb: str, *, actor: Actor, now: datetime, **said: Any) -> None:
    body = {"request": str(request.id), "kind": request.kind, "clock": request.clock.name, **said}
    unit_id = actor.acting_for(request.asked_for_id)
    ledger.record(request.matter_id, verb, actor=actor, now=now, body=body, unit_id=unit_id)
