"""Supervision in the invented year: asked in writing and answered, sent back, raised, listed in public; and marks."""

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from linli.config.demonstration.beside.staged import Staged
from linli.config.demonstration.year import Year
from linli.flow.handling.supervision.actions import answering, issuing, listing, marking
from linli.flow.handling.supervision.models import AWAITING, Level, Supervision
from linli.flow.handling.supervision.queries.marks import proposed_marks
from linli.flow.handling.supervision.queries.reading import posts_in_charge
from linli.ground.people.actor import Actor


def supervised(life: Staged, worker: Actor, now: datetime, *, sent_back: bool = False) -> None:
    """Ask the unit in writing; it answers within a day, and the issuing post closes it."""
    row = _issue(life, now)
    life.after(now, 10, lambda at: _answer(life.year, row.id, at))
    if sent_back:
        duty, said = life.year.crew.duty, life.said["sent_back"]
        life.after(now, 30, lambda at: answering.send_back(row.id, reason=said, actor=duty, now=at))
        life.after(now, 45, lambda at: _answer(life.year, row.id, at))
    life.after(now, 60, lambda at: _close(life.year, row.id, life.year.crew.duty, at))
    life.answer_after(now, 40)


def supervision_waits(life: Staged, worker: Actor, now: datetime) -> None:
    """Ask the unit in writing; its answer is not due yet."""
    _issue(life, now)
    life.rest()


def unanswered(life: Staged, worker: Actor, now: datetime) -> None:
    """Ask a unit that does not answer: the clock hands it up to the leader, whom it does answer."""
    row = _issue(life, now)
    life.after(now, 24 * 6, lambda at: _answer_above(life, row.id, at))
    life.answer_after(now, 24 * 9)


def listed(life: Staged, worker: Actor, now: datetime, *, struck_off: bool) -> None:
    """Let the leader supervise and list it in public; struck off after a few weeks, or still listed."""
    leader, said = _leader(life.year), life.said
    row = _issue(life, now, level=Level.LEADER, actor=leader, trigger="bad_effect")
    post = posts_in_charge(row, on=now.date())[0]
    words = {"title": said["listed_title"], "demand": said["listed_demand"], "post_id": post.id}
    listing.put_on_list(row.id, **words, actor=leader, now=now + timedelta(minutes=20))
    life.after(now, 24 * 5, lambda at: listing.note(row.id, text=said["listed_note"], actor=leader, now=at))
    life.after(now, 20, lambda at: _answer(life.year, row.id, at))
    if not struck_off:
        life.rest()
        return
    ending = {"verified": said["listed_verified"], "result": said["listed_result"]}
    life.after(now, 24 * 20, lambda at: listing.strike_off(row.id, **ending, actor=leader, now=at))
    life.after(now, 24 * 21, lambda at: _close(life.year, row.id, leader, at))
    life.answer_after(now, 24 * 4)


def give_marks(year: Year, now: datetime) -> None:
    """Let the leader give the first mark that the rules propose."""
    said, leader = year.told["beside"], _leader(year)
    for one in proposed_marks(actor=leader, now=now)[:1]:
        mark = marking.give(
            one.key, reason=said["mark_reason"], demand=said["mark_demand"], actor=leader, now=now
        )
        if mark.opened_id is not None:
            year.later(now, 20, 26, partial(_answer, year, mark.opened_id))
            year.later(now, 50, 56, partial(_close, year, mark.opened_id, leader))


def _issue(
    life: Staged,
    now: datetime,
    *,
    level: str = Level.CENTRE,
    actor: Actor | None = None,
    trigger: str = "repeated",
) -> Supervision:
    said = life.said
    return issuing.issue(
        life.id,
        trigger=trigger,
        addressee_id=life.unit,
        question=said["supervised_question"],
        demand=said["supervised_demand"],
        level=level,
        actor=actor or life.year.crew.duty,
        now=now,
    )


def _answer(year: Year, supervision_id: UUID, now: datetime) -> None:
    row = Supervision.objects.visible_to(year.crew.duty).get(id=supervision_id)
    writer = year.crew.by_unit[row.addressee_id][0]
    said = {name: year.told["beside"][f"supervised_{name}"] for name in ("done", "result", "measures")}
    answering.answer(supervision_id, **said, actor=writer, now=now)


def _answer_above(life: Staged, raised_from: UUID, now: datetime) -> None:
    """Answer what was made of a supervision that ran out, once it was raised."""
    raised = Supervision.objects.visible_to(life.year.crew.duty).filter(matter=life.id, stage__in=AWAITING)
    above = raised.exclude(id=raised_from).first()
    if above is None:
        life.after(now, 24, lambda at: _answer_above(life, raised_from, at))
        return
    _answer(life.year, above.id, now)
    life.after(now, 20, lambda at: _close(life.year, above.id, _leader(life.year), at))


def _close(year: Year, supervision_id: UUID, issuer: Actor, now: datetime) -> None:
    answering.close(
        supervision_id, finding="done", note=year.told["beside"]["supervised_note"], actor=issuer, now=now
    )


def _leader(year: Year) -> Actor:
    return year.crew.post(year.crew.centre, "leader")
