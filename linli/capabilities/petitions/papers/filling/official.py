"""The words of official documents: data, in Chinese whatever language the writer reads."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent.parent / "official.toml"


@cache
def _every() -> Mapping[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def said(name: str, **parts: object) -> str:
    """Return a sentence with its parts. Raises KeyError."""
    return str(_every()[name]).strip().format(**parts)


def named(table: str, code: str) -> str:
    """Return what a code is called in a table; "" where it has no name."""
    return str(_every()[table].get(code, ""))
