"""What one asks and another decides: more time, an offer to a colleague, a dispute between units, leaving out of the rates."""

from datetime import datetime, timedelta

from linli.config.demonstration.beside.staged import Staged
from linli.flow.handling import actions as handling
from linli.flow.handling.timing import actions as timing
from linli.flow.handling.timing.models import TimeRequest
from linli.flow.outcomes import actions as outcomes
from linli.flow.outcomes.exclusions import actions as exclusions
from linli.flow.outcomes.exclusions.models import Exclusion
from linli.flow.routing import actions as routing
from linli.ground.people.actor import Actor, resident


def extended(life: Staged, worker: Actor, now: datetime, *, approved: bool) -> None:
    """Ask for more time; whoever leads the unit approves, or refuses with a reason."""
    said = life.said
    row = _ask_for_days(life, worker, now)
    if approved:
        head = life.head()
        life.after(now, 3, lambda at: timing.approve(row.id, words=said["extend_words"], actor=head, now=at))
    else:
        head, reason = life.head(), said["extend_refused"]
        life.after(now, 3, lambda at: timing.refuse(row.id, decision=reason, actor=head, now=at))
    life.answer_after(now, 150 if approved else 30)


def paused(life: Staged, worker: Actor, now: datetime) -> None:
    """Ask for a pause until an appraisal is there; it is approved, and time goes on when the pause is over."""
    row = _ask_for_pause(life, worker, now, days=8)
    head, words = life.head(), life.said["pause_words"]
    life.after(now, 4, lambda at: timing.approve(row.id, words=words, actor=head, now=at))
    life.answer_after(now, 24 * 9)


def extension_waits(life: Staged, worker: Actor, now: datetime) -> None:
    _ask_for_days(life, worker, now)
    life.rest()


def pause_waits(life: Staged, worker: Actor, now: datetime) -> None:
    _ask_for_pause(life, worker, now, days=6)
    life.rest()


def offer_waits(life: Staged, worker: Actor, now: datetime) -> None:
    """Whoever leads the unit has taken it over and offers it to who works there."""
    head, note = life.head(), life.said["offer_note"]
    handling.assign(life.id, staff_id=head.staff_id, actor=head, now=now)
    at = now + timedelta(minutes=15)
    handling.hand_over(life.id, staff_id=worker.staff_id, note=note, actor=head, now=at)
    life.rest()


def offered_away(life: Staged, worker: Actor, now: datetime) -> None:
    """Whoever works in the unit offers it to who leads it."""
    head, note = life.head(), life.said["offer_note"]
    handling.hand_over(life.id, staff_id=head.staff_id, note=note, actor=worker, now=now)
    life.rest()


def disputed(life: Staged, worker: Actor, now: datetime, *, decided: bool) -> None:
    """Let two units return it, so that the centre has to arbitrate; it does, or it waits for that."""
    said, crew = life.said, life.year.crew
    town = crew.town_of(life.cell)
    why = {"reason": said["return_reason"], "article": said["return_article"]}
    handling.give_back(life.id, **why, actor=worker, now=now)
    at = now + timedelta(minutes=30)
    routing.dispatch(life.id, unit_id=town, reason=said["dispatch_reason"], actor=crew.duty, now=at)
    at += timedelta(minutes=30)
    clerk = crew.post(town, "clerk")
    again = {"reason": said["return_again"], "article": said["return_article"]}
    handling.give_back(life.id, **again, actor=clerk, now=at)
    if not decided:
        life.rest()
        return
    decision = {"reason": life.year.told["decided"], "article": said["return_article"]}
    life.after(
        at, 3, lambda at: handling.arbitrate(life.id, unit_id=town, **decision, actor=crew.duty, now=at)
    )
    life.after(at, 6, lambda at: handling.claim(life.id, actor=clerk, now=at))
    life.answer_after(at, 30)


def passed_on(life: Staged, worker: Actor, now: datetime) -> None:
    """Return it; the centre gives it to the town, where nobody has taken it up, so that the first unit still answers."""
    said, crew = life.said, life.year.crew
    why = {"reason": said["return_reason"], "article": said["return_article"]}
    handling.give_back(life.id, **why, actor=worker, now=now)
    town, at = crew.town_of(life.cell), now + timedelta(minutes=30)
    routing.dispatch(life.id, unit_id=town, reason=said["dispatch_reason"], actor=crew.duty, now=at)
    life.rest()


def left_out(life: Staged, worker: Actor, now: datetime, *, contested: bool) -> None:
    """Ask that it be left out of the rates; a reviewer approves; the resident may contest, and another puts it back."""
    said, crew = life.said, life.year.crew
    auditor, leader = crew.post(crew.centre, "auditor"), crew.post(crew.centre, "leader")
    row = _ask_to_leave_out(life, worker, now)
    approval = {"approve": True, "words": said["left_out_review"]}
    life.after(now, 20, lambda at: exclusions.review(row.id, **approval, actor=auditor, now=at))
    if contested:
        me, text = resident([life.id]), said["left_out_contest"]
        life.after(now, 45, lambda at: exclusions.contest(row.id, text=text, actor=me, now=at))
        settled = {"uphold": False, "words": said["left_out_settled"]}
        life.after(now, 70, lambda at: exclusions.settle(row.id, **settled, actor=leader, now=at))


def leaving_out_waits(life: Staged, worker: Actor, now: datetime) -> None:
    _ask_to_leave_out(life, worker, now)
    life.rest()


def _ask_to_leave_out(life: Staged, worker: Actor, now: datetime) -> Exclusion:
    """Answer and close it as not ours, and ask that it be left out of the rates."""
    said = life.said
    outcomes.reply(life.id, text=said["left_out_reply"], actor=worker, now=now)
    at = now + timedelta(minutes=20)
    reason = said["left_out_reason"]
    if life.ending.make_ready(at, worker=worker, outcome="not_ours"):
        outcomes.close(life.id, outcome="not_ours", reason=reason, actor=worker, now=at)
    at += timedelta(minutes=10)
    return exclusions.ask(life.id, ground="beyond_power", reason=reason, actor=worker, now=at)


def _ask_for_days(life: Staged, worker: Actor, now: datetime) -> TimeRequest:
    said = life.said
    kind = TimeRequest.Kind.EXTEND
    wish = timing.Wish(kind, reason=said["extend_reason"], words=said["extend_words"], amount=5)
    return timing.ask(life.id, "reply", wish, actor=worker, now=now)


def _ask_for_pause(life: Staged, worker: Actor, now: datetime, *, days: int) -> TimeRequest:
    said, until = life.said, now + timedelta(days=days)
    said = {"reason": said["pause_reason"], "words": said["pause_words"]}
    wish = timing.Wish(TimeRequest.Kind.PAUSE, **said, ground="appraisal", until=until)
    return timing.ask(life.id, "reply", wish, actor=worker, now=now)
