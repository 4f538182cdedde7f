"""The look at the clocks: what it costs when nothing is due, and how many due clocks a second it fires."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import F
from django.utils import timezone

from bench.database import alone
from bench.lines import Report, p95, say
from linli.core.clocks.actions import tick
from linli.core.clocks.models import Clock, Level

IDLE_TARGET, FIRED_TARGET = 20.0, 2_000.0
LOOKS = 30


def measure(report: Report, *, due: int, running: int) -> None:
    """Print what a look costs when nothing is due, and the due clocks a second. `running`: so many clocks at least run."""
    now = timezone.now()
    tick(now=now)  # the first look counts all clocks by the calendar of today
    added = _run_more(running - Clock.objects.filter(stopped_at=None).count(), now=now)
    idle = [alone(lambda: tick(now=now)) for _ in range(LOOKS)]
    report.line("scanner.idle", p95(idle), "ms", target=IDLE_TARGET)
    ids = list(
        Clock.objects.filter(stopped_at=None).exclude(level=Level.TASK).values_list("id", flat=True)[:due]
    )
    past = now - timedelta(minutes=1)
    before = past - timedelta(minutes=1)
    for start in range(0, len(ids), 1_000):  # as if each had been extended until a minute ago
        of_these = Clock.objects.filter(id__in=ids[start : start + 1_000])
        of_these.update(due_at=past, next_at=past, rebased_at=before, round=F("round") + 1)
    steps: list[int] = []
    took = alone(lambda: steps.append(tick(now=now))) / 1_000
    report.line("scanner", len(ids) / took, "clocks/s", target=FIRED_TARGET, better="higher")
    say(
        f"{len(ids)} clocks due, {steps[0]} steps fired in {took:.2f} s; {added} clocks were added to run beside them"
    )


def _run_more(more: int, *, now: datetime) -> int:
    """Let `more` clocks of tasks run that are due in a year, made from those there are; on PostgreSQL only."""
    there = Clock.objects.filter(stopped_at=None).count()
    if more <= 0 or not there or connection.vendor != "postgresql":
        return 0
    columns = [str(field.column) for field in Clock._meta.concrete_fields]
    made = {
        "id": "gen_random_uuid()",
        "task_id": "gen_random_uuid()",
        "level": "'task'",
        "due_at": "now() + interval '1 year'",
        "next_at": "now() + interval '1 year'",
    }
    chosen = ", ".join(made.get(column, column) for column in columns)
    table, times = Clock._meta.db_table, more // there + 1
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {chosen} FROM {table},"
            " generate_series(1, %s) WHERE stopped_at IS NULL LIMIT %s",
            [times, more],
        )
        cursor.execute(f"ANALYZE {table}")
    return more
