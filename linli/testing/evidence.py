"""Fixture `evidence`: what a test found of a promise, kept where LINLI_EVIDENCE says, for docs/evidence.md."""

import json
import os
import time

import pytest
from django.db import connection

from linli.testing.long import is_long

Figure = int | float | str


class Evidence:
    """Called as `evidence("R1", acknowledged=10234, lost=0)` after the assertions held."""

    def __init__(self, test: str) -> None:
        self.test = test
        self.began = time.monotonic()

    def __call__(self, promise: str, **figures: Figure) -> None:
        """Add one JSON line; a unit stands at the end of a figure's name, as in `p99_ms`."""
        path = os.environ.get("LINLI_EVIDENCE")
        if not path:
            return
        line = {
            "promise": promise,
            "test": self.test,
            "figures": {name: short(value) for name, value in figures.items()},
            "seconds": round(time.monotonic() - self.began, 1),
            "form": "long" if is_long() else "short",
            "database": connection.vendor,
        }
        # One write of a whole line: several processes add to the same file.
        with open(path, "ab", buffering=0) as lines:
            lines.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")


def short(value: Figure) -> Figure:
    """Return a figure with four digits that mean something."""
    return float(f"{value:.4g}") if isinstance(value, float) else value


@pytest.fixture
def evidence(request: pytest.FixtureRequest) -> Evidence:
    return Evidence(request.node.nodeid)
