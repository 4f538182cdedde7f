"""A unit returns what is not its own: in time, with the article; what comes back too often the centre arbitrates."""

from datetime import timedelta

import pytest

from linli.core.matters.telling import tell
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen, open_steps
from linli.flow.handling import actions as handling
from linli.flow.handling.returns.history import history_of
from linli.flow.intake.actions import receive
from linli.flow.routing import actions as routing
from linli.ground.people.actor import Refused, resident
from linli.testing.makers import MONDAY

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
SAID = {"reason": "不归水务", "article": "县级责任清单第12项"}


def give_back(receipt, member, now=MONDAY + HOUR, **said):
    return handling.give_back(receipt.matter_id, **{**SAID, **said}, actor=member.actor, now=now)


def dispatch(centre, receipt, unit, now=MONDAY + HOUR):
    return routing.dispatch(
        receipt.matter_id, unit_id=unit.id, reason="请核实", actor=centre.cast.clerk.actor, now=now
    )


def arbitrate(receipt, member, unit, **said):
    said = {**SAID, **said}
    return handling.arbitrate(
        receipt.matter_id, unit_id=unit and unit.id, **said, actor=member.actor, now=MONDAY + HOUR
    )


@pytest.fixture
def disputed(centre):
    """What the water department and then the town have returned."""
    receipt = centre.bring()
    give_back(receipt, centre.cast.handler)
    dispatch(centre, receipt, centre.cast.east_town)
    give_back(receipt, centre.cast.east_clerk)
    return receipt


def test_a_return_needs_a_reason_and_the_article_it_relies_on(centre):
    receipt = centre.bring()
    for missing in ({"reason": ""}, {"article": " "}, {"article": "长" * 201}):
        with pytest.raises(AnswersWrong):
            give_back(receipt, centre.cast.handler, **missing)
    give_back(receipt, centre.cast.handler)
    assert centre.matter(receipt).unit == centre.cast.centre
    [told] = history_of(centre.matter(receipt)).returns
    assert (told.unit_id, told.article) == (centre.cast.water.id, SAID["article"])


def test_after_the_window_it_is_the_units_own_and_the_sentence_says_since_when(centre):
    receipt, late = centre.bring(), MONDAY + timedelta(days=3)
    with pytest.raises(StepNotOpen, match="2026年3月4日 23:59"):
        give_back(receipt, centre.cast.handler, now=late)
    matter, handler = centre.matter(receipt), centre.cast.handler.actor
    assert "return" in {step.name for step in open_steps(matter, actor=handler, now=MONDAY + HOUR)}
    assert "return" not in {step.name for step in open_steps(matter, actor=handler, now=late)}


def test_the_window_opens_anew_for_the_next_unit(centre):
    receipt, later = centre.bring(), MONDAY + timedelta(days=4)
    give_back(receipt, centre.cast.handler)
    dispatch(centre, receipt, centre.cast.east_town, now=later)
    give_back(receipt, centre.cast.east_clerk, now=later + HOUR)
    assert centre.matter(receipt).unit == centre.cast.centre


def test_the_former_unit_answers_while_it_lies_at_the_centre(centre):
    receipt = centre.bring()
    handling.claim(receipt.matter_id, actor=centre.cast.handler.actor, now=MONDAY)
    give_back(receipt, centre.cast.handler)
    assert centre.matter(receipt).answerable == centre.cast.handler.staff


def test_what_was_returned_as_often_as_allowed_is_arbitrated_and_not_dispatched(centre, disputed):
    cast = centre.cast
    with pytest.raises(StepNotOpen, match="裁定"):
        dispatch(centre, disputed, cast.water)
    with pytest.raises(Refused):
        arbitrate(disputed, cast.handler, cast.water)
    for missing in ({"reason": ""}, {"article": ""}):
        with pytest.raises(AnswersWrong):
            arbitrate(disputed, cast.clerk, cast.water, **missing)
    arbitrate(disputed, cast.leader, cast.water)
    matter = centre.matter(disputed)
    assert (matter.unit, matter.state, matter.handler) == (cast.water, "routed", None)
    with pytest.raises(StepNotOpen, match="不能再退回"):
        give_back(disputed, cast.handler)
    assert "routing.arbitrated" in centre.verbs(disputed)


def test_after_the_arbitration_the_centre_may_dispatch_again_and_others_may_return(centre, disputed):
    cast = centre.cast
    arbitrate(disputed, cast.clerk, cast.water)
    dispatch(centre, disputed, cast.east_town)
    give_back(disputed, cast.east_clerk)
    dispatch(centre, disputed, cast.water)
    with pytest.raises(StepNotOpen):
        give_back(disputed, cast.handler)


def test_there_is_nothing_to_arbitrate_before_anybody_returned_it(centre, monkeypatch):
    monkeypatch.setattr(routing, "decide", lambda *_args, **_more: 1 / 0)
    receipt = receive(centre.submission(), actor=resident(), now=MONDAY)
    assert centre.matter(receipt).state == "registered"
    with pytest.raises(StepNotOpen, match="直接分派"):
        arbitrate(receipt, centre.cast.clerk, centre.cast.water)


def test_the_resident_reads_who_answers_and_that_the_centre_decided(centre, disputed):
    arbitrate(disputed, centre.cast.clerk, centre.cast.water)
    told = [each.title for each in tell(centre.matter(disputed), audience="resident")]
    assert told[-1] == "县中心裁定由晴川县水务局负责办理"
    assert told.count("这个单位认为不归它管，退回县中心重新分派") == 2
