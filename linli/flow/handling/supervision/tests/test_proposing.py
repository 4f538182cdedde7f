"""Matters that meet a trigger are proposed with the fact; nothing is issued by itself; what came of it is counted."""

from datetime import timedelta

from linli.flow.handling import actions as handling
from linli.flow.handling.supervision import actions
from linli.flow.handling.supervision.models import Supervision
from linli.flow.handling.supervision.queries import effects
from linli.flow.handling.supervision.queries.proposals import proposals
from linli.flow.handling.supervision.queries.reading import Filters
from linli.flow.handling.supervision.tests.conftest import LATER, THURSDAY
from linli.flow.outcomes import actions as outcomes
from linli.flow.routing import actions as routing
from linli.testing.makers import MONDAY


def told(centre, person="clerk", now=LATER):
    found = proposals(actor=getattr(centre.cast, person).actor, now=now)
    return {one.matter.id: (one.trigger, one.fact) for one in found}


def test_what_is_overdue_is_proposed_until_it_is_supervised(centre, leak, issue, pass_to):
    assert told(centre, now=MONDAY) == {}
    assert told(centre)[leak.id] == ("overdue", "已超期8天")
    pass_to(LATER)
    assert not Supervision.objects.exists()
    issue(now=LATER)
    assert told(centre) == {}


def test_what_nobody_claims_is_proposed(centre, leak):
    assert told(centre, now=THURSDAY + timedelta(hours=1))[leak.id][0] == "refused"
    assert "没有人认领" in told(centre, now=THURSDAY + timedelta(hours=1))[leak.id][1]


def test_what_was_returned_too_often_is_proposed(centre, leak):
    cast = centre.cast
    said = {"reason": "不归我们", "article": "责任清单第3项"}
    handling.give_back(leak.id, actor=cast.handler.actor, now=MONDAY, **said)
    routing.dispatch(leak.id, unit_id=cast.water.id, reason="按清单", actor=cast.clerk.actor, now=MONDAY)
    handling.give_back(leak.id, actor=cast.handler.actor, now=MONDAY, **said)
    assert told(centre, now=MONDAY + timedelta(hours=1))[leak.id] == ("refused", "被退回2次")


def closed(centre, leak, outcome):
    handler = centre.cast.handler.actor
    handling.claim(leak.id, actor=handler, now=MONDAY)
    outcomes.reply(leak.id, text="办过了", actor=handler, now=MONDAY)
    outcomes.close(leak.id, outcome=outcome, reason="配件缺货", actor=handler, now=MONDAY)


def test_what_was_closed_unsolved_is_proposed(centre, leak, issue):
    closed(centre, leak, "not_solved")
    assert told(centre, now=MONDAY)[leak.id][0] == "not_solved"
    issue(trigger="not_solved")
    assert told(centre, now=MONDAY) == {}


def test_what_was_reopened_is_proposed(centre, leak):
    closed(centre, leak, "solved")
    outcomes.reopen(leak.id, reason="还在漏", actor=centre.cast.clerk.actor, now=MONDAY)
    assert told(centre, now=MONDAY)[leak.id][0] == "repeated"


def test_one_sees_only_proposals_about_matters_that_one_may_see(centre, leak):
    assert leak.id in told(centre, "east_clerk")
    assert told(centre, "west_clerk") == {}


def test_what_supervision_brought_about_is_counted_with_denominators(centre, leak, issue, answer, pass_to):
    first = issue()
    answer(first, now=THURSDAY)
    actions.close(first.id, finding="done", note="看过了", actor=centre.cast.clerk.actor, now=THURSDAY)
    issue(matter=centre.matter(centre.bring()))
    pass_to(LATER)
    leader = centre.cast.leader.actor
    whole = effects.total(Filters(), actor=leader)
    assert whole.counts["issued"] == 3
    assert (whole.counts["answered"], whole.counts["in_time"], whole.counts["unanswered"]) == (1, 1, 1)
    assert whole.days == 3.0
    (water,) = effects.by_unit(Filters(), actor=leader)
    assert water.counts == whole.counts
    assert [month.month for month in effects.by_month(Filters(), actor=leader)] == [3]
    assert effects.total(Filters(), actor=centre.cast.west_clerk.actor).counts["issued"] == 0
