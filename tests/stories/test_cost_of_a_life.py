"""What a whole life asks of the database, register tables kept: a number for each act, and one for what follows."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.core.matters import ledger
from linli.flow.handling import actions as handling
from linli.flow.intake.actions import receive
from linli.flow.outcomes import actions as outcomes
from linli.ground.people.actor import resident
from linli.lib.kept import keep_for
from linli.testing.makers import MONDAY

OWN = 2  # the tests' own transaction makes a savepoint of each act's
SAID = "已更换水管，当晚恢复供水，请您看看。"


@pytest.fixture(autouse=True)
def _as_at_work():
    keep_for(60)
    yield
    keep_for(0)


def _life(centre, told=lambda name: None):
    staff, now = centre.cast.handler.actor, MONDAY + timedelta(hours=1)
    told("intake")
    receipt = receive(centre.submission(), actor=resident(), now=MONDAY)
    key = receipt.matter_id
    told("claim")
    handling.claim(key, actor=staff, now=now)
    told("contact")
    handling.contact(key, text=SAID, actor=staff, now=now)
    told("reply")
    outcomes.reply(key, text=SAID, actor=staff, now=now)
    told("close")
    outcomes.close(key, outcome="solved", actor=staff, now=now)
    told("rate")
    outcomes.rate(key, solved="yes", satisfied="yes", actor=centre.requester(receipt), now=now)
    told("end")
    return receipt


def test_each_act_of_a_life_asks_the_database_for_little(centre):
    _life(centre)
    marks = {}
    with CaptureQueriesContext(connection) as asked:
        _life(centre, lambda name: marks.setdefault(name, len(asked)))
    names = list(marks)
    found = {name: marks[after] - marks[name] - OWN for name, after in pairwise(names)}
    most = {"intake": 9, "claim": 11, "contact": 8, "reply": 11, "close": 9, "rate": 6}
    assert all(found[name] <= most[name] for name in most), found


def test_what_follows_many_lives_costs_hardly_more_than_what_follows_one(centre):
    def cost(lives):
        for _ in range(lives):
            _life(centre)
        with CaptureQueriesContext(connection) as asked:
            centre.settle(now=MONDAY + timedelta(hours=2))
            ledger.seal_pending(now=MONDAY + timedelta(hours=2))
        return len(asked)

    cost(1)
    one, many = cost(1), cost(12)
    assert many - one <= 12, (one, many)
