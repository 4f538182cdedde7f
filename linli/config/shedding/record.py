"""How many were sent away: one line in the log every few seconds, and a file for `linli doctor`."""

import json
import os
import time
from collections import Counter
from pathlib import Path
from threading import Lock

import structlog

EVERY = 10.0  # seconds between two lines
KEPT = 7 * 24 * 3600  # seconds for which a process's file is kept

log = structlog.get_logger("linli.shedding")


class Record:
    """What one process sent away, by the names of the kinds, since it began."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.counts: Counter[str] = Counter()
        self.written: Counter[str] = Counter()
        self.written_at = float("-inf")
        self.lock = Lock()

    def count(self, name: str, *, now: float) -> None:
        with self.lock:
            self.counts[name] += 1
        self.write(now=now)

    def write(self, *, now: float) -> None:
        """Write down what is new, if the last time was long enough ago. `now`: seconds of any steady clock."""
        with self.lock:
            fresh = self.counts - self.written
            if not fresh or now - self.written_at < EVERY:
                return
            self.written, self.written_at = self.counts.copy(), now
            counts = dict(self.counts)
        log.warning("shedding", **fresh)
        try:
            self._keep(counts)
        except OSError:
            log.exception("shedding.not_kept")

    def _keep(self, counts: dict[str, int]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in self.folder.glob("*.json"):
            if time.time() - old.stat().st_mtime > KEPT:
                old.unlink(missing_ok=True)
        path = self.folder / f"{os.getpid()}.json"
        part = path.with_suffix(".part")
        part.write_text(json.dumps(counts), encoding="utf-8")
        part.replace(path)


def sent_away(folder: Path, *, since: float) -> dict[str, int]:
    """Return how many were sent away by all processes that sent anybody away since then (seconds of the epoch)."""
    found: Counter[str] = Counter()
    for path in folder.glob("*.json"):
        if path.stat().st_mtime >= since:
            found.update(json.loads(path.read_text(encoding="utf-8")))
    return dict(found.most_common())
