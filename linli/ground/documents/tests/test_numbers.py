"""Numbers follow one another: no gap, no double, whoever writes at the same time."""

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.db import connection, connections, transaction

from linli.ground.documents import numbers
from linli.ground.documents.models import IssuedNumber, NumberSeries
from linli.ground.documents.numbers import PatternWrong, check_pattern
from linli.ground.documents.tests.samples import NOW

SERIES = "letters"


def give(year=2026, **more):
    with transaction.atomic():
        return numbers.next_number(SERIES, year=year, now=NOW, **more).text


def test_each_year_begins_anew_and_a_void_number_is_not_given_again(db):
    assert [give(), give(), give(2027)] == ["复〔2026〕1号", "复〔2026〕2号", "复〔2027〕1号"]
    numbers.void(IssuedNumber.objects.get(text="复〔2026〕2号"), reason="写错了", now=NOW)
    assert give() == "复〔2026〕3号"
    assert IssuedNumber.objects.filter(void_at__isnull=False).count() == 1


def test_what_is_undone_leaves_no_gap(db):
    give()
    with transaction.atomic():
        numbers.next_number(SERIES, year=2026, now=NOW)
        transaction.set_rollback(True)
    assert give() == "复〔2026〕2号"


def test_a_unit_may_count_by_itself(cast):
    NumberSeries.objects.create(code=SERIES, name="水务", unit=cast.water, pattern="水复〔{year}〕{n}号")
    assert give(unit_id=cast.water.id) == "水复〔2026〕1号"
    assert give() == give(unit_id=cast.centre.id).replace("2号", "1号") == "复〔2026〕1号"
    assert numbers.foreseen(SERIES, year=2026, unit_id=cast.water.id) == "水复〔2026〕＿号"


def test_a_centre_may_go_on_from_its_paper_register(db):
    numbers.keep_shipped_series()
    NumberSeries.objects.filter(code=SERIES, unit=None).update(first_year=2026, first=58)
    assert [give(), give(), give(2027)] == ["复〔2026〕58号", "复〔2026〕59号", "复〔2027〕1号"]


@pytest.mark.parametrize("pattern", ["复{year}号", "{n}{n}", "{n.__class__}", "{n}号{x}", "{n}}"])
def test_a_pattern_holds_the_number_once_and_nothing_else(pattern):
    with pytest.raises(PatternWrong):
        check_pattern(pattern)
    check_pattern("晴信〔{year}〕{n}号")


@pytest.mark.slow
def test_writers_at_the_same_time_leave_no_gap_and_no_double(transactional_db, tmp_path):
    given = (
        _in_threads() if connection.vendor == "postgresql" else _in_processes(tmp_path / "numbers.sqlite3")
    )
    assert sorted(given) == sorted(f"复〔2026〕{n}号" for n in range(1, len(given) + 1))
    assert len(given) == 30


def _in_threads():
    def write(_n):
        try:
            return [give() for _ in range(15)]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        return [text for texts in pool.map(write, range(2)) for text in texts]


SCRIPT = """
import django; django.setup()
from linli.ground.documents.tests.test_numbers import give
print(*[give() for _ in range(15)])
"""


def _in_processes(path):
    """Two programs on one SQLite file, which is a copy of the database of the tests."""
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
    environment = {**os.environ, "LINLI_DATABASE": f"sqlite:///{path}"}
    running = [
        subprocess.Popen([sys.executable, "-c", SCRIPT], env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    return [text for one in running for text in one.communicate(timeout=60)[0].split()]
