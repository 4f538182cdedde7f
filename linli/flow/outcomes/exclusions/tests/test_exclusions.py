"""A matter is left out of the three rates only by a named reviewer, on a ground, and the resident may contest it."""

from datetime import timedelta

import pytest

from linli.core.matters.telling import tell
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.flow.handling import actions as handling
from linli.flow.outcomes import actions as outcomes
from linli.flow.outcomes.exclusions import actions as exclusions
from linli.flow.statistics.models import Fact
from linli.ground.people.actor import Refused
from linli.testing.makers import MONDAY

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=3)


@pytest.fixture
def rated(centre):
    """A matter that its resident rated as not solved."""
    receipt = centre.bring()
    worker = centre.cast.handler.actor
    handling.claim(receipt.matter_id, actor=worker, now=MONDAY)
    outcomes.reply(receipt.matter_id, text="修好了", actor=worker, now=MONDAY)
    outcomes.rate(receipt.matter_id, solved="no", satisfied="no", actor=centre.requester(receipt), now=MONDAY)
    centre.settle(now=MONDAY)
    return receipt


def fact(centre, receipt, now=LATER):
    centre.settle(now=now)
    row = Fact.objects.get(matter=receipt.matter_id)
    return row.rated, row.contact_due, row.excluded


def ask(centre, receipt, **changes):
    said = {"ground": "unlawful", "reason": "要求没有依据", **changes}
    return exclusions.ask(receipt.matter_id, actor=centre.cast.head.actor, now=LATER, **said)


def test_it_counts_until_a_reviewer_of_another_unit_has_approved(centre, rated):
    row = ask(centre, rated)
    assert fact(centre, rated) == (1, 1, 0)
    for actor in (centre.cast.head.actor, centre.cast.handler.actor, centre.cast.clerk.actor):
        with pytest.raises(Refused):
            exclusions.review(row.id, approve=True, words="同意", actor=actor, now=LATER)
    with pytest.raises(AnswersWrong):
        exclusions.review(row.id, approve=True, words=" ", actor=centre.cast.leader.actor, now=LATER)
    exclusions.review(row.id, approve=True, words="所求于法无据", actor=centre.cast.leader.actor, now=LATER)
    assert fact(centre, rated) == (0, 0, 1)
    told = tell(centre.matter(rated), audience="resident")[-1]
    assert "可以提出异议" in told.title
    assert told.lines == ("所求于法无据",)


def test_a_request_needs_a_ground_and_a_reason_and_there_is_one_at_a_time(centre, rated):
    with pytest.raises(AnswersWrong) as wrong:
        ask(centre, rated, ground="annoying", reason="")
    assert set(wrong.value.errors) == {"ground", "reason"}
    ask(centre, rated)
    with pytest.raises(StepNotOpen):
        ask(centre, rated)
    with pytest.raises(Refused):
        exclusions.ask(
            rated.matter_id, ground="unlawful", reason="x", actor=centre.requester(rated), now=LATER
        )


def test_the_resident_contests_and_another_reviewer_puts_it_back(centre, rated):
    leader, auditor, me = centre.cast.leader.actor, centre.cast.auditor.actor, centre.requester(rated)
    row = ask(centre, rated)
    exclusions.review(row.id, approve=True, words="所求于法无据", actor=leader, now=LATER)
    with pytest.raises(Refused):
        exclusions.contest(row.id, text="有依据", actor=centre.cast.handler.actor, now=LATER)
    with pytest.raises(StepNotOpen):
        exclusions.contest(row.id, text="有依据", actor=me, now=LATER + timedelta(days=60))
    exclusions.contest(row.id, text="有依据", actor=me, now=LATER)
    assert fact(centre, rated) == (0, 0, 1)
    with pytest.raises(Refused):
        exclusions.settle(row.id, uphold=False, words="有理", actor=leader, now=LATER)
    exclusions.settle(row.id, uphold=False, words="有理", actor=auditor, now=LATER)
    assert fact(centre, rated) == (1, 1, 0)
