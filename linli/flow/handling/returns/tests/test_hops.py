"""Which matters go to and fro between which units: counted from the ledger, each number with its matters."""

from datetime import date, timedelta

import pytest

from linli.flow.handling import actions as handling
from linli.flow.handling.returns import hops, queries
from linli.flow.handling.returns.models import Hop
from linli.flow.handling.returns.tests.test_returns import arbitrate, dispatch, give_back
from linli.testing.makers import MONDAY

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=2)
MARCH = {"since": date(2026, 3, 1), "until": date(2026, 3, 1)}


def counted(actor):
    return {
        frozenset((pair.one.code, pair.other.code)): pair.matters for pair in queries.pairs(actor, **MARCH)
    }


@pytest.fixture
def to_and_fro(centre):
    """Water returned it, the town returned it, the centre arbitrated that it is water's."""
    receipt = centre.bring()
    give_back(receipt, centre.cast.handler)
    dispatch(centre, receipt, centre.cast.east_town)
    give_back(receipt, centre.cast.east_clerk)
    arbitrate(receipt, centre.cast.clerk, centre.cast.water)
    centre.settle(now=LATER)
    return receipt


def test_a_pair_is_counted_when_one_gets_back_what_it_let_go(centre, to_and_fro):
    centre.bring()
    assert counted(centre.cast.clerk.actor) == {frozenset({"SW", "DH"}): 1}
    returned = queries.returning(centre.cast.clerk.actor, **MARCH)
    assert {(row.unit.code, row.matters) for row in returned} == {("SW", 1), ("DH", 1)}
    assert queries.by_month(centre.cast.clerk.actor, **MARCH) == {date(2026, 3, 1): (1, 1)}


def test_returned_and_sent_back_to_the_same_unit_is_between_it_and_the_centre(centre):
    receipt = centre.bring()
    give_back(receipt, centre.cast.handler)
    dispatch(centre, receipt, centre.cast.water)
    centre.settle(now=LATER)
    assert counted(centre.cast.clerk.actor) == {frozenset({"SW", "ZX"}): 1}


def test_returned_once_and_settled_elsewhere_is_no_pair(centre):
    receipt = centre.bring()
    give_back(receipt, centre.cast.handler)
    dispatch(centre, receipt, centre.cast.east_town)
    centre.settle(now=LATER)
    assert counted(centre.cast.clerk.actor) == {}


def test_a_number_opens_its_matters_and_everybody_sees_only_theirs(centre, to_and_fro):
    cast = centre.cast
    pair = (cast.east_town.id, cast.water.id)
    for member, seen in ((cast.clerk, 1), (cast.handler, 1), (cast.east_clerk, 1), (cast.west_clerk, 0)):
        assert queries.matters_behind(member.actor, **MARCH, pair=pair).count() == seen
        assert sum(counted(member.actor).values()) == seen
    assert queries.matters_behind(cast.clerk.actor, **MARCH, sender=cast.water.id).count() == 1
    assert queries.matters_behind(cast.clerk.actor, **MARCH, sender=cast.centre.id).count() == 0


def test_making_them_anew_gives_the_same_rows(centre, to_and_fro):
    receipt = centre.bring(severity="small")
    handling.escalate(
        receipt.matter_id, reason="村里办不了", actor=centre.cast.village_cadre.actor, now=MONDAY
    )
    centre.settle(now=LATER)
    before = list(Hop.objects.order_by("id").values())
    assert len(before) == 5
    assert list(hops.rebuild()) == [2]
    assert list(Hop.objects.order_by("id").values()) == before


def test_the_figures_cost_few_queries(centre, to_and_fro, django_assert_max_num_queries):
    actor = centre.cast.clerk.actor
    with django_assert_max_num_queries(6):
        queries.pairs(actor, **MARCH)
        queries.returning(actor, **MARCH)
        queries.by_month(actor, **MARCH)
