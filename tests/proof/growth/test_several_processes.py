"""Several web servers and several workers on one PostgreSQL: every matter once, every delivery once, one log, no clock twice."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from linli.testing.long import is_long
from tests.proof.installation import Installation, installation, until

pytestmark = pytest.mark.lengthy

MATTERS, CLIENTS = (2_000, 8) if is_long() else (30, 3)
DOUBLED = """
    SELECT count(*) FROM (
        SELECT subject, verb, step FROM matters_entry WHERE verb = %s GROUP BY 1, 2, 3 HAVING count(*) > 1
    ) AS twice
"""


def test_two_servers_and_two_workers_do_everything_once(evidence):
    """Each matter is sent to both servers at the same moment under one key, as an impatient program does."""
    with installation(processes=1, workers=2, durable=False) as first:
        second = Installation(first.home, first.database, first.known, 1, 4, first.extra)
        second.start_web()
        try:
            with ThreadPoolExecutor(CLIENTS) as pool:
                receipts = list(pool.map(lambda number: both(first, second, number), range(MATTERS)))
            first.settle(seconds=300)
            until(lambda: unsealed(first) == 0, seconds=120, why=first._end_of_log)
        finally:
            second.stop_web()
        assert len(set(receipts)) == first.count("intake_intake") == first.count("matters_matter") == MATTERS
        assert first.count("matters_delivery") == 0
        for verb in ("intake.received", "routing.routed"):
            assert first.count("matters_entry", f"verb = '{verb}'") == MATTERS
            assert first.rows(DOUBLED, verb) == [(0,)]
        assert first.count("statistics_fact") == MATTERS
        assert first.rows(
            "SELECT sum(received) FROM statistics_tally WHERE within = '' AND dimension = 'all'"
        ) == [(MATTERS,)]
        assert first.verify()["sound"]
        evidence(
            "G2",
            servers=2,
            workers=2,
            sent=2 * MATTERS,
            matters=MATTERS,
            doubled=0,
            lost=0,
            deliveries_left=0,
        )


def both(first, second, number):
    """Send one matter to both servers at once; return its number, which both must say."""
    start, said = threading.Barrier(2), []

    def send(house: Installation) -> None:
        client = house.client(token=number)
        start.wait()
        answer = client.bring(key=f"both-servers-{number}")
        assert answer.status in (200, 201), answer.text
        said.append(answer.json["number"])
        client.close()

    with ThreadPoolExecutor(2) as pair:
        list(pair.map(send, (first, second)))
    assert len(set(said)) == 1
    return said[0]


def unsealed(house: Installation) -> int:
    return house.count(
        "matters_entry",
        "NOT EXISTS (SELECT 1 FROM matters_sealedentry s WHERE s.entry_id = matters_entry.id)",
    )
