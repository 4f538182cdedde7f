"""A unit that thinks it is asked wrongly says so; somebody else than who issued it decides."""

import pytest

from linli.core.clocks.models import Clock
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling.supervision import actions
from linli.flow.handling.supervision.models import Supervision
from linli.flow.handling.supervision.tests.conftest import LATER, THURSDAY, again
from linli.ground.people.actor import Refused
from linli.testing.makers import MONDAY


def object_to(supervision, centre, now=MONDAY, person="head"):
    actor = getattr(centre.cast, person).actor
    return actions.object_to(supervision.id, reason="不是我们的管线", actor=actor, now=now)


def decide(supervision, actor, *, upheld=True):
    return actions.decide(supervision.id, upheld=upheld, decision="查过图纸", actor=actor, now=MONDAY)


def test_the_leader_decides_on_what_the_duty_post_issued(centre, issue):
    supervision = issue()
    with pytest.raises(Refused):
        object_to(supervision, centre, person="east_clerk")
    object_to(supervision, centre)
    for person in ("clerk", "head", "auditor"):
        with pytest.raises(Refused):
            decide(supervision, getattr(centre.cast, person).actor)
    decide(supervision, centre.cast.leader.actor)
    assert again(supervision).stage == "withdrawn"


def test_one_leader_does_not_decide_on_what_they_issued(centre, issue, second_leader):
    supervision = issue("leader", level="leader")
    object_to(supervision, centre)
    with pytest.raises(Refused):
        decide(supervision, centre.cast.leader.actor)
    decide(supervision, second_leader.actor, upheld=False)
    assert again(supervision).stage == "issued", "the duty to answer stays"
    with pytest.raises(StepNotOpen):
        object_to(supervision, centre)


def test_the_window_closes(centre, issue):
    with pytest.raises(StepNotOpen):
        object_to(issue(), centre, now=THURSDAY)


def test_an_objection_goes_up_with_the_supervision_and_ends_with_it(centre, issue, pass_to):
    supervision = issue()
    objection = object_to(supervision, centre)
    pass_to(LATER)
    higher = Supervision.objects.get(parent=supervision)
    objection.refresh_from_db()
    assert objection.supervision == higher
    assert Clock.objects.get(task_id=objection.id).is_running
    actions.withdraw(higher.id, reason="不用了", actor=centre.cast.leader.actor, now=LATER)
    assert not Clock.objects.get(task_id=objection.id).is_running
    with pytest.raises(StepNotOpen):
        decide(higher, centre.cast.leader.actor)
