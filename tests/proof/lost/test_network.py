"""R6. The network between the house and its database is cut, or stands still: a success that comes late, or 503; then all is well."""

import time

import pytest

from linli.testing.long import is_long
from tests.proof.installation import installation, until
from tests.proof.lost.crowd import Crowd
from tests.proof.lost.judging import judge
from tests.proof.lost.network import network

pytestmark = pytest.mark.lengthy

SEED = 20261122
CUTS = 100 if is_long() else 4
STALL = 30.0 if is_long() else 1.5
BETWEEN = 40 if is_long() else 8
HEALED = 5.0
OPTIONS = "from django.db import connection; p = connection.get_connection_params(); print(*(p.get(n, 0) for n in NAMES))"
NAMES = ("connect_timeout", "keepalives_idle", "tcp_user_timeout")


def test_a_cut_or_silent_network_costs_time_and_nothing_else(evidence):
    """Connections are cut with RST in the midst of whatever they do; once nothing passes for a while (long form: 30 s).

    A peer that vanishes without a word needs packets to be dropped, which only the kernel can do: here it is asserted that the
    connections are made with the limits by which the kernel notices.
    """
    with installation(processes=2, threads=2, web=False, workers=0) as house:
        with network(house.database.port) as between:
            house.extra["LINLI_DATABASE"] = f"postgres://linli@127.0.0.1:{between.port}/postgres"
            limits = house.python(f"NAMES = {NAMES}; {OPTIONS}").split()
            assert all(int(limit) > 0 for limit in limits), limits
            house.start_worker()
            house.start_web()
            crowd = Crowd(house, seed=SEED, portal=0.15)
            crowd.start()
            cut, healed = 0, []
            for _ in range(CUTS):
                before = len(crowd.acked)
                until(lambda b=before: len(crowd.acked) >= b + BETWEEN, seconds=90)
                cut += between.cut()
                before = len(crowd.acked)
                healed.append(until(lambda b=before: len(crowd.acked) > b, seconds=30))
            between.stalled.set()
            time.sleep(STALL)
            between.stalled.clear()
            before = len(crowd.acked)
            healed.append(until(lambda b=before: len(crowd.acked) > b, seconds=60))
            crowd.stop()
            house.settle()
            verdict = judge(house, crowd.acked, seed=SEED)
        print(f"seed={SEED}", verdict, crowd.answers, crowd.unanswered, f"cut={cut}", healed)
        assert verdict
        assert cut
        assert max(healed) <= HEALED
        evidence(
            "R6",
            acked=verdict.acked,
            connections_cut=cut,
            stall_s=STALL,
            told_503=crowd.answers.get(503, 0),
            healed_worst_s=max(healed),
            lost=verdict.lost,
            doubled=verdict.doubled,
        )
