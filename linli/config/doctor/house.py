"""The house: its settings, static files, translations, worker, deliveries and log."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.utils import timezone

from linli.config import heartbeat
from linli.config.doctor import Finding, Look
from linli.config.shedding.record import sent_away
from linli.ground.look import catalogues

OLD = timedelta(minutes=10)
WEEK = 7
DAY = timedelta(days=1)


def settings_checked(_: datetime) -> Iterator[Finding]:
    found = [
        message
        for message in checks.run_checks()
        if not message.is_silenced() and message.level >= checks.WARNING
    ]
    for message in found:
        yield Finding(
            "settings",
            "wrong" if message.is_serious() else "warning",
            str(message.msg),
            str(message.hint or ""),
        )
    if not found:
        yield Finding("settings", "ok", str(settings.SETTINGS_FILE or "from the environment"))


def static_files(_: datetime) -> Iterator[Finding]:
    if settings.STATIC_HASHED and not (Path(settings.STATIC_ROOT) / "staticfiles.json").is_file():
        yield Finding(
            "static files", "wrong", "They were not collected, so no page can be shown.", "linli prepare"
        )
    else:
        yield Finding("static files", "ok", str(settings.STATIC_ROOT))


def translations(_: datetime) -> Iterator[Finding]:
    missing = [path for path in catalogues.sources() if not path.with_suffix(".mo").exists()]
    if missing:
        said = f"{len(missing)} catalogues were not compiled, {missing[0]} among them."
        yield Finding("translations", "warning", said, "linli prepare")
    else:
        yield Finding("translations", "ok", "All catalogues are compiled.")


def worker(now: datetime) -> Iterator[Finding]:
    last = heartbeat.last_beat()
    if heartbeat.doubts_the_clock():
        yield Finding(
            "worker", "wrong", "The clock of this machine jumped forward, so limits, reminders and messages wait.",
            "Set the clock right; if it is right, start the worker anew.",
        )  # fmt: skip
    if last and heartbeat.is_alive(now=now):
        yield Finding("worker", "ok", f"Last seen {timezone.localtime(last):%H:%M:%S}.")
    else:
        said = (
            f"No worker was seen since {timezone.localtime(last):%Y-%m-%d %H:%M}."
            if last
            else "No worker was ever seen."
        )
        yield Finding(
            "worker", "wrong", f"{said} Notices, figures, reminders and the sealing of the log wait.",
            "linli worker (as a service: docs/operate/production.md)",
        )  # fmt: skip


def deliveries(now: datetime) -> Iterator[Finding]:
    from linli.core.matters.models import Delivery

    old = Delivery.objects.filter(entry__recorded_at__lt=now - OLD)
    for follower in sorted(set(old.values_list("follower", flat=True))):
        waiting = old.filter(follower=follower)
        error = waiting.exclude(error="").values_list("error", flat=True).first()
        yield Finding(
            "deliveries", "wrong", f"{waiting.count()} entries wait for {follower}" + (f": {error}" if error else "."),
            "It is tried again by itself; what it says is what to mend.",
        )  # fmt: skip
    if not old.exists():
        yield Finding("deliveries", "ok", "None waits for long.")


def notices(now: datetime) -> Iterator[Finding]:
    """Messages to residents of the last week that did not go out, or may not have."""
    from linli.doors.notices import queries

    counts = queries.counts(now=now, days=WEEK)
    failed, unknown = counts["failed"], counts["unknown"]
    if failed or unknown:
        said = f"Of the last {WEEK} days {failed} messages to residents failed, of {unknown} nobody knows."
        yield Finding("notices", "warning", said, "linli notices lists them; telephone where it matters.")
    else:
        yield Finding("notices", "ok", f"{counts['sent']} messages to residents in {WEEK} days, none lost.")


def shedding(now: datetime) -> Iterator[Finding]:
    """Requests that were sent away because too much was asked at once; matters were taken in all the same."""
    away = sent_away(settings.SHEDDING, since=(now - DAY).timestamp())
    if away:
        said = ", ".join(f"{name} {count:,}" for name, count in away.items())
        yield Finding(
            "load", "warning", f"Web processes that were busy in the last day sent requests away: {said}.",
            "Once is nothing. If it comes back: more processes, or a faster machine (docs/operate/performance.md).",
        )  # fmt: skip
    else:
        yield Finding("load", "ok", "Nobody was sent away in the last day.")


def log(now: datetime) -> Iterator[Finding]:
    """The newest checkpoint must fit the log; `linli verify` looks at everything."""
    from linli.core.matters.ledger.sealing import log_size, read_tile
    from linli.core.matters.models import Checkpoint, Entry
    from linli.lib.merkle import TiledTree

    newest, size = Checkpoint.objects.order_by("-size").first(), log_size()
    if newest and (newest.size > size or TiledTree(newest.size, read_tile).root() != bytes(newest.root)):
        yield Finding(
            "log", "wrong", f"The log does not fit its checkpoint of size {newest.size}.", "linli verify"
        )
        return
    late = Entry.objects.filter(sealed__isnull=True, recorded_at__lt=now - OLD).count()
    if late:
        yield Finding("log", "wrong", f"{late} entries were not sealed.", "linli worker must run.")
    else:
        yield Finding("log", "ok", f"{size:,} entries sealed.")


LOOKS: list[Look] = [settings_checked, static_files, translations, worker, deliveries, notices, shedding, log]
