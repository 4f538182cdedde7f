"""Whatever people do, in whatever order: the promises of every matter hold after each act."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.core.clocks.actions import tick
from linli.core.clocks.models import Clock
from linli.core.clocks.queries import earliest
from linli.core.matters import ledger
from linli.core.matters.ledger.verifying import verify
from linli.core.matters.models import Entry
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling import actions as handling
from linli.flow.handling.alerts.actions import ring
from linli.flow.handling.joint import actions as joint
from linli.flow.handling.joint.actions.keeping import TaskNotOpen
from linli.flow.handling.timing import actions as timing
from linli.flow.handling.timing.actions import Wish
from linli.flow.handling.timing.models import TimeRequest
from linli.flow.outcomes import actions as outcomes
from linli.flow.routing import actions as routing
from linli.flow.statistics.actions import differences
from linli.ground.people.actor import Refused
from linli.testing.makers import MONDAY

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

APPROVED = ("clocks.extended", "clocks.paused", "clocks.resumed")
MORE = Wish("extend", reason="等材料", words="等材料", amount=3)


def pause(now):
    return Wish("pause", "送检", "送检", ground="appraisal", until=now + timedelta(days=2))


def waiting(matter_id):
    found = TimeRequest.objects.filter(matter=matter_id, stage="asked").first()
    if found is None:
        raise Refused
    return found.id


ACTS = {
    "claim": lambda m, who, c, now: handling.claim(m, actor=who, now=now),
    "contact": lambda m, who, c, now: handling.contact(m, text="说了", actor=who, now=now),
    "note": lambda m, who, c, now: handling.note(m, text="记下", actor=who, now=now),
    "ask": lambda m, who, c, now: handling.ask(m, text="哪一段？", actor=who, now=now),
    "answer": lambda m, who, c, now: handling.answer(m, text="村口", actor=who, now=now),
    "add": lambda m, who, c, now: handling.add(m, text="还有", actor=who, now=now),
    "return": lambda m, who, c, now: handling.give_back(
        m, reason="不归我们", article="清单第3项", actor=who, now=now
    ),
    "dispatch": lambda m, who, c, now: routing.dispatch(
        m, unit_id=c.east_town.id, reason="镇里办", actor=who, now=now
    ),
    "offer": lambda m, who, c, now: handling.hand_over(
        m, staff_id=c.head.staff.id, note="到这一步", actor=who, now=now
    ),
    "accept": lambda m, who, c, now: handling.accept(m, actor=who, now=now),
    "decline": lambda m, who, c, now: handling.decline(m, reason="没空", actor=who, now=now),
    "take back": lambda m, who, c, now: handling.take_back(m, actor=who, now=now),
    "escalate": lambda m, who, c, now: handling.escalate(
        m, reason="镇里办不了", severity="urgent", actor=who, now=now
    ),
    "arbitrate": lambda m, who, c, now: handling.arbitrate(
        m, unit_id=c.water.id, reason="清单写明", article="清单第3项", actor=who, now=now
    ),
    "ring": lambda m, who, c, now: ring(now=now),
    "assign": lambda m, who, c, now: handling.assign(m, staff_id=c.head.staff.id, actor=who, now=now),
    "reply": lambda m, who, c, now: outcomes.reply(m, text="好了", actor=who, now=now),
    "close": lambda m, who, c, now: outcomes.close(m, outcome="solved", actor=who, now=now),
    "rate": lambda m, who, c, now: outcomes.rate(m, solved="no", satisfied="no", actor=who, now=now),
    "reopen": lambda m, who, c, now: outcomes.reopen(m, reason="没好", actor=who, now=now),
    "withdraw": lambda m, who, c, now: outcomes.withdraw(m, actor=who, now=now),
    "ask for time": lambda m, who, c, now: timing.ask(m, "reply", MORE, actor=who, now=now),
    "ask for a pause": lambda m, who, c, now: timing.ask(m, "reply", pause(now), actor=who, now=now),
    "approve": lambda m, who, c, now: timing.approve(waiting(m), words="等材料", actor=who, now=now),
    "refuse": lambda m, who, c, now: timing.refuse(waiting(m), decision="不等", actor=who, now=now),
    "help": lambda m, who, c, now: joint.ask(
        m, unit_ids=[c.east_town.id], asked="到现场看", actor=who, now=now
    ),
    "tick": lambda m, who, c, now: tick(now=now),
}
WHO = ("handler", "head", "clerk", "east_clerk", "west_clerk", "me")


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(sorted(ACTS)), st.sampled_from(WHO), st.integers(0, 40)),
        min_size=1,
        max_size=14,
    )
)
def test_no_sequence_of_acts_breaks_a_promise(centre, acts):
    receipt = centre.bring()
    now = MONDAY
    promised: dict = {}
    for name, who, hours in acts:
        now += timedelta(hours=hours)
        actor = centre.requester(receipt) if who == "me" else getattr(centre.cast, who).actor
        with suppress(Refused, StepNotOpen, AnswersWrong, TaskNotOpen):
            ACTS[name](receipt.matter_id, actor, centre.cast, now)
        check_promises(centre, receipt, promised)
    centre.settle(now=now)
    assert differences() == []
    while ledger.seal_pending(now=now):
        pass
    assert verify().sound


def check_promises(centre, receipt, promised):
    matter = centre.matter(receipt)
    running = list(Clock.objects.filter(matter=matter, stopped_at=None).exclude(level="task"))
    assert matter.unit_id is not None, "every matter has an owner"
    if matter.is_open:
        assert running, "an open matter has a clock that runs"
        assert matter.answerable_unit_id is not None, "an open matter has a unit that answers for it"
        assert matter.due_at == earliest(running), "the list shows the next due time"
    else:
        assert not running, "a closed matter has no clock that runs"
    approved = Entry.objects.filter(subject=matter.id, verb__in=APPROVED).count()
    for clock in Clock.objects.filter(matter=matter):
        known = promised.setdefault(clock.id, (clock.due_at, approved))
        assert clock.due_at <= known[0] or known[1] != approved, "only an approved act moves an end later"
        promised[clock.id] = (clock.due_at, approved)
