"""The promises, as `promises.toml` has them."""

import tomllib
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "proof" / "promises.toml"
KNOWN = {"promise", "tests", "bench", "lines", "limits"}


@dataclass(frozen=True)
class Promise:
    """One sentence, and what shows it.

    `tests` are files, folders or node ids of pytest; `bench` are parts of the benchmark and `lines` the names of the figures in
    them that matter here (`search.*`); `limits` says what all this does not show.
    """

    id: str
    promise: str
    tests: tuple[str, ...] = ()
    bench: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    limits: str = ""

    def is_shown_by(self, node: str) -> bool:
        """Tell whether `node` (tests/x/test_y.py::test_z) is one of the promise's tests."""
        return any(
            node == test or node.startswith((f"{test}::", f"{test}/", f"{test}[")) for test in self.tests
        )

    def is_measured_by(self, name: str) -> bool:
        return any(fnmatch(name, line) for line in self.lines)

    @property
    def command(self) -> str:
        return f"python3 run.py proof --only {self.id}"


def promises(only: str = "") -> list[Promise]:
    """Return all promises in the order of the file, or those whose ids are named, with commas between.

    Raises ValueError for an id that is not there and for a promise that nothing shows.
    """
    found = [_promise(key, row) for key, row in tomllib.loads(FILE.read_text(encoding="utf-8")).items()]
    wanted = [word for word in only.split(",") if word]
    unknown = sorted(set(wanted) - {promise.id for promise in found})
    if unknown:
        raise ValueError(f"There is no promise {', '.join(unknown)} in {FILE.name}.")
    return [promise for promise in found if not wanted or promise.id in wanted]


def _promise(key: str, row: dict[str, str | list[str]]) -> Promise:
    strange = sorted(set(row) - KNOWN)
    if strange:
        raise ValueError(f"{key}: {', '.join(strange)} means nothing.")
    if not row.get("tests") and not row.get("lines"):
        raise ValueError(f"{key}: nothing shows it.")
    return Promise(
        id=key,
        promise=str(row["promise"]),
        tests=tuple(row.get("tests", ())),
        bench=tuple(row.get("bench", ())),
        lines=tuple(row.get("lines", ())),
        limits=str(row.get("limits", "")),
    )
