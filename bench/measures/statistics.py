"""Counting everything anew from the ledger."""

from bench.database import plain_sql
from bench.lines import Report, seconds
from linli.core.matters.models import Entry
from linli.flow.statistics.actions import rebuild

SECONDS_A_MILLION = 180.0


def measure(report: Report) -> None:
    """Print matters counted a second; the limit is reading what they are counted from."""
    counted: list[int] = []
    took = seconds(lambda: counted.append(rebuild()))
    reading = plain_sql(f'SELECT subject, verb, body FROM "{Entry._meta.db_table}"', times=1) / 1000
    report.line(
        "statistics.rebuild",
        counted[0] / took,
        "matters/s",
        limit=counted[0] / reading,
        target=1_000_000 / SECONDS_A_MILLION,
        better="higher",
    )
