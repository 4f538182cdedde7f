"""Of what the program is made: docs/components.json (CycloneDX 1.6), from requirements.lock and proof/licences.toml.

`python -m proof.components` writes it; tests/architecture/test_components.py holds it against both. No network is asked.
"""

import json
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCK, LICENCES, PAGE = (
    ROOT / "requirements.lock",
    ROOT / "proof" / "licences.toml",
    ROOT / "docs" / "components.json",
)
PINNED = re.compile(
    r"^([a-z0-9._-]+)==([^\s\\;]+)(?: ; ([^\\]+?))? \\\n((?:    --hash=\S+(?: \\)?\n)+)", re.MULTILINE
)


@dataclass(frozen=True)
class Component:
    """One package as it is pinned: `when` is the environment for which this version is meant."""

    name: str
    version: str
    when: str
    hashes: tuple[str, ...]


def components() -> list[Component]:
    """Return what requirements.lock pins, in its order. Raises ValueError for a line without version or hash."""
    text = LOCK.read_text(encoding="utf-8")
    found = [
        Component(name, version, when.strip(), tuple(re.findall(r"--hash=sha256:([0-9a-f]{64})", hashes)))
        for name, version, when, hashes in PINNED.findall(text)
    ]
    lines = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    if len(lines) != len(found) or not all(one.hashes for one in found):
        raise ValueError("requirements.lock: a package without an exact version or a hash")
    return found


def licences() -> dict[str, str]:
    """Return the licence of each package, as an SPDX expression."""
    said: dict[str, str] = tomllib.loads(LICENCES.read_text(encoding="utf-8"))["licence"]
    return said


def allowed() -> set[str]:
    """Return the licences under which a package may be part of an AGPL-3.0-or-later program."""
    return set(tomllib.loads(LICENCES.read_text(encoding="utf-8"))["allowed"])


def document() -> str:
    """Return the bill of materials as JSON; the same for the same lock file."""
    of, rows = licences(), components()
    listed = [
        {
            "type": "library",
            "bom-ref": f"pkg:pypi/{one.name}@{one.version}",
            "name": one.name,
            "version": one.version,
            "purl": f"pkg:pypi/{one.name}@{one.version}",
            "licenses": [{"expression": of.get(one.name, "NOASSERTION")}],
            "properties": [
                {"name": "linli:files", "value": str(len(one.hashes))},
                *([{"name": "linli:when", "value": one.when}] if one.when else []),
            ],
        }
        for one in rows
    ]
    whole = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "name": "linli",
                "licenses": [{"expression": "AGPL-3.0-or-later"}],
            }
        },
        "components": listed,
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PAGE.write_text(document(), encoding="utf-8")
