"""The database: reachable, of the right version, safe against a power cut, agreeing with our clock."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.db import connection

from linli.config import health
from linli.config.doctor import Finding, Look

OLDEST_POSTGRES = 150000
SKEW = timedelta(seconds=5)
FULL_SYNC = 2
TIMEOUTS = {
    "statement_timeout": "30s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "60s",
}  # as docs/operate/production.md says


def reachable(_: datetime) -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("select 1")
    yield Finding("database", "ok", f"{connection.vendor} answers.")


def durability(_: datetime) -> Iterator[Finding]:
    """What was acknowledged must survive a power cut."""
    if connection.vendor == "sqlite":
        wanted = {"journal_mode": "wal", "synchronous": FULL_SYNC, "foreign_keys": 1}
        found = {name: _ask(f"pragma {name}") for name in wanted}
    else:
        wanted = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
        found = {name: _ask(f"show {name}") for name in wanted}
    for name, value in wanted.items():
        if found[name] != value:
            yield Finding(
                "database",
                "wrong",
                f"{name} is {found[name]}, so a power cut can lose matters.",
                f"Set it to {value}.",
            )
    if connection.vendor == "postgresql" and _ask("show data_checksums") != "on":
        said = "data_checksums is off, so a page that the disk spoils is not noticed."
        yield Finding("database", "warning", said, "Stop PostgreSQL, run pg_checksums --enable, start it.")
    if found == wanted:
        yield Finding("durability", "ok", ", ".join(f"{name}={value}" for name, value in found.items()))


def timeouts(_: datetime) -> Iterator[Finding]:
    """One statement that hangs, or one forgotten transaction, must not keep everybody waiting for ever."""
    if connection.vendor != "postgresql":
        return
    found = {name: str(_ask(f"show {name}")) for name in TIMEOUTS}
    for name, value in found.items():
        if value == "0":
            yield Finding(
                "timeouts",
                "warning",
                f"{name} is not set, so what hangs keeps others waiting for ever.",
                f"alter role {_ask('select current_user')} set {name} = '{TIMEOUTS[name]}';",
            )
    if "0" not in found.values():
        yield Finding("timeouts", "ok", ", ".join(f"{name}={value}" for name, value in found.items()))


def version(_: datetime) -> Iterator[Finding]:
    if connection.vendor != "postgresql":
        return
    number = int(str(_ask("show server_version_num")))
    if number < OLDEST_POSTGRES:
        yield Finding(
            "database",
            "wrong",
            f"PostgreSQL {number // 10000} is too old.",
            "Move to PostgreSQL 15 or newer.",
        )


def tables(_: datetime) -> Iterator[Finding]:
    health.unapplied.cache_clear()
    missing = health.unapplied()
    if missing:
        yield Finding("tables", "wrong", f"{missing} migrations were not run.", "linli prepare")
    elif "linli_cache" not in connection.introspection.table_names():
        yield Finding("tables", "wrong", "The table of the cache is missing.", "linli prepare")
    else:
        yield Finding("tables", "ok", "All migrations were run.")


def clocks_agree(now: datetime) -> Iterator[Finding]:
    """Limits are counted by the clock: this machine's, the database's and the ledger's must agree."""
    from linli.core.matters.models import Entry

    if connection.vendor == "postgresql":
        skew = abs(datetime.fromisoformat(str(_ask("select clock_timestamp()"))) - datetime.now(UTC))
        if skew > SKEW:
            yield Finding(
                "clock",
                "wrong",
                f"This machine and the database differ by {skew.total_seconds():.0f} s.",
                "Let both follow a time server.",
            )
    newest = Entry.objects.order_by("-id").values_list("recorded_at", flat=True).first()
    if newest and newest - now > SKEW:
        yield Finding(
            "clock", "wrong", f"The newest entry was recorded at {newest:%Y-%m-%d %H:%M}, which is in the future.",
            "This machine's clock went back; let it follow a time server.",
        )  # fmt: skip
    else:
        yield Finding("clock", "ok", f"{now:%Y-%m-%d %H:%M:%S %Z}")


def _ask(statement: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        value: object = cursor.fetchone()[0]
        return value


LOOKS: list[Look] = [reachable, durability, timeouts, version, tables, clocks_agree]
