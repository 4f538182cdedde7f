"""R2 and R6. PostgreSQL dies, or is restarted, while matters come in: what was committed is there, what was not is not, and
whoever asked meanwhile was told 503 or waited."""

import shutil
import subprocess
import time
from contextlib import suppress

import psycopg
import pytest

from linli.testing.long import is_long
from tests.proof.asking import Unanswered
from tests.proof.database import Postgres
from tests.proof.installation import installation, until
from tests.proof.lost.crowd import Crowd
from tests.proof.lost.judging import judge

pytestmark = [pytest.mark.lengthy, pytest.mark.xdist_group("lost-database")]

SEED = 20261122
CYCLES = 200 if is_long() else 3
RESTARTS = 40 if is_long() else 3
BETWEEN = 60 if is_long() else 12
HEALED = 5.0
MISSING = "pg_amcheck is missing"
HALF_DONE = "insert into linli_cache (cache_key, value, expires) values (%s, 'half', now())"


@pytest.fixture(scope="module")
def house():
    with installation(processes=2, threads=2) as house:
        yield house


def amcheck(database: Postgres) -> str:
    """Let PostgreSQL's own program look at every index and table; return what it found, "" where it is missing."""
    program = shutil.which("pg_amcheck", path=str(database.programs))
    if program is None:
        return MISSING
    where = ["-h", "127.0.0.1", "-p", str(database.port), "-U", "linli", "-d", "postgres"]
    command = [program, "--install-missing", "--heapallindexed", *where]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return f"{done.stdout}{done.stderr}".strip()


def more(crowd: Crowd, count: int) -> None:
    """Wait until so many more are acknowledged."""
    before = len(crowd.acked)
    until(lambda: len(crowd.acked) >= before + count, seconds=90, why="nothing was taken in any more")


def half_done(database: Postgres, mark: str) -> psycopg.Connection:
    """Write a row and do not commit it; return the connection, which must be kept."""
    connection = psycopg.connect(database.url)
    connection.execute(HALF_DONE, [mark])
    return connection


def test_what_was_committed_survives_the_death_of_postgresql(house, evidence):
    """SIGKILL to all of PostgreSQL, or `immediate`, and up again; each time a transaction was open that must be gone."""
    crowd = Crowd(house, seed=SEED, portal=0.15)
    crowd.start()
    for cycle in range(CYCLES):
        more(crowd, BETWEEN)
        kept = half_done(house.database, f"half-{cycle}")
        house.database.fall("immediate") if cycle % 4 == 3 else house.database.kill()
        house.database.rise()
        with suppress(psycopg.OperationalError):
            kept.close()
    more(crowd, BETWEEN)
    crowd.stop()
    house.settle()
    verdict = judge(house, crowd.acked, seed=SEED)
    print(f"seed={SEED}", verdict, crowd.answers, crowd.unanswered)
    assert verdict
    assert house.count("linli_cache", "cache_key like 'half-%%'") == 0
    house.database.fall("fast")
    house.database.rise()
    found = amcheck(house.database)
    assert found in {"", MISSING}, found
    assert house.client().bring().status == 201
    evidence(
        "R2",
        acked=verdict.acked,
        deaths_of_the_database=CYCLES,
        lost=verdict.lost,
        doubled=verdict.doubled,
        half_timelines=verdict.halves,
        uncommitted_that_stayed=0,
        indexes_checked="no" if found == MISSING else "yes",
    )


def test_a_restarted_database_is_told_as_503_and_is_used_again_at_once(house, evidence):
    """`pg_ctl restart -m fast` under load. The crowd fails on any answer but success, 503 with Retry-After, or silence."""
    crowd = Crowd(house, seed=SEED, portal=0.15)
    crowd.start()
    healed = []
    for _ in range(RESTARTS):
        more(crowd, BETWEEN)
        house.database.fall("fast")
        before = len(crowd.acked)
        refused = house.client().ask("GET", "/bring/1")
        assert (refused.status, bool(refused.header("retry-after"))) == (503, True)
        assert house.client().ask("GET", "/readyz").status == 503
        house.database.rise()
        healed.append(until(lambda b=before: len(crowd.acked) > b, seconds=30))
    crowd.stop()
    house.settle()
    verdict = judge(house, crowd.acked, seed=SEED)
    print(f"seed={SEED}", verdict, crowd.answers, crowd.unanswered, healed)
    assert verdict
    assert max(healed) <= HEALED
    assert crowd.unanswered == 0
    evidence(
        "R6",
        acked=verdict.acked,
        restarts=RESTARTS,
        told_503=crowd.answers.get(503, 0),
        other_errors=0,
        unanswered=crowd.unanswered,
        healed_worst_s=max(healed),
        lost=verdict.lost,
        doubled=verdict.doubled,
    )


def test_a_statement_that_hangs_is_cut_off_and_told_as_503(house, evidence):
    """Somebody holds a lock for ever (half-open connection, forgotten console): nobody waits longer than the limit of the lock."""
    client = house.client(seconds=60)
    before = house.count("intake_intake")
    assert client.bring(key="before-the-lock").status == 201
    with psycopg.connect(house.database.url) as holder:
        holder.execute("lock table matters_matter in access exclusive mode")
        began = time.monotonic()
        answer = client.bring(key="behind-the-lock")
        waited = time.monotonic() - began
        holder.rollback()
    assert (answer.status, bool(answer.header("retry-after"))) == (503, True)
    with suppress(Unanswered):
        client.close()
    assert client.bring(key="behind-the-lock").status == 201
    assert house.count("intake_intake") == before + 2
    evidence("R6", waited_for_a_held_lock_s=waited)
