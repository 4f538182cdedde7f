"""The installation that the other proofs stand on stands itself."""

import os
import signal

import pytest

from tests.proof.installation import installation, until

pytestmark = pytest.mark.lengthy


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_a_matter_comes_in_through_both_doors_and_a_killed_process_is_replaced(kind):
    with installation(kind) as house:
        client = house.client()
        first = client.bring(key="the-first-matter")
        assert first.status == 201, first.text
        again = client.bring(key="the-first-matter")
        assert (again.status, again.body) == (200, first.body)
        key = client.fill_in()
        sent = client.send(key)
        assert (sent.status, sent.header("location")) == (302, "/bring/receipt"), sent.text
        assert house.count("intake_intake") == 2
        assert house.client().sign_in().header("location") == "/desk/"
        for _ in range(4):  # more often and faster than any crash that would be a reason to stop the server
            before = set(house.web())
            assert len(before) == 2
            os.kill(max(before), signal.SIGKILL)
            until(lambda b=before: len(set(house.web()) - b) == 1 and len(house.web()) == 2)
        house.kill_worker()
        house.settle()
        assert house.verify()["sound"]
