"""Whatever is done in whatever order: the matter stays as it is, and what is open has one clock that runs."""

from datetime import timedelta
from random import Random

import pytest

from linli.core.clocks.actions import tick
from linli.core.clocks.models import Clock
from linli.core.matters.ledger.verifying import verify
from linli.core.matters.models import Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling.supervision import actions
from linli.flow.handling.supervision.models import Level, Supervision, Trigger
from linli.flow.handling.supervision.queries.marks import proposed_marks
from linli.flow.handling.supervision.tests.conftest import ANSWERED, ASKED
from linli.ground.people.actor import Refused
from linli.testing.makers import MONDAY

WORDS = {"reason": "理由", "decision": "裁定", "note": "看过"}
ACTS = 80


def of_the_matter(leak):
    """Return all of the matter that supervision might move; what time itself does to it is no act of supervision."""
    clocks = Clock.objects.filter(matter=leak).exclude(level="task").order_by("id")
    columns = "due_at", "state", "version", "unit", "handler", "is_open"
    return list(clocks.values("id", "due_at", "stopped_at", "acts")), Matter.objects.values(*columns).get(
        id=leak.id
    )


@pytest.mark.parametrize("seed", range(4))
def test_no_sequence_of_acts_moves_the_matter_or_leaves_an_open_one_without_a_clock(
    centre, leak, second_leader, seed
):
    random, now = Random(seed), MONDAY
    cast = centre.cast
    people = [member.actor for member in (cast.clerk, cast.leader, second_leader, cast.head, cast.handler)]

    def issue(one, actor):
        said = {"trigger": random.choice(list(Trigger)), "level": random.choice(list(Level)), **ASKED}
        actions.issue(leak.id, addressee_id=cast.water.id, actor=actor, now=now, **said)

    def mark(one, actor):
        for proposed in proposed_marks(actor=actor, now=now)[:1]:
            actions.give(proposed.key, reason="理由", demand="要求", actor=actor, now=now)

    def call(action, **said):
        return lambda one, actor: action(one.id, actor=actor, now=now, **said)

    acts = [
        issue,
        issue,
        mark,
        call(actions.answer, **ANSWERED),
        call(actions.answer, **ANSWERED),
        call(actions.send_back, reason="没答清"),
        call(actions.close, finding="done", note="看过"),
        call(actions.escalate, reason="请上级"),
        call(actions.withdraw, reason="发错"),
        call(actions.object_to, reason="不对"),
        call(actions.decide, upheld=seed % 2 == 0, decision="裁定"),
    ]
    done = 0
    for _each in range(ACTS):
        if random.random() < 0.1:
            now += timedelta(days=random.choice((1, 4)))
            tick(now=now)
            centre.settle(now=now)
        before = of_the_matter(leak)
        one, actor = random.choice(list(Supervision.objects.all()) or [None]), random.choice(people)
        act = random.choice(acts if one else [issue])
        try:
            act(one, actor)
            done += 1
        except (Refused, StepNotOpen, AnswersWrong):
            pass
        assert of_the_matter(leak) == before
        for row in Supervision.objects.all():
            running = Clock.objects.filter(task_id=row.id, stopped_at=None).count()
            assert running == int(row.is_open), (row.stage, running)
    assert done >= 10
    assert verify().sound
