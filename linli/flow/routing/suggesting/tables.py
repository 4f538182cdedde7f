"""Texts with their known label from a file: JSON lines, packed or not, or a table."""

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from linli.flow.routing.suggesting.classifier import Written
from linli.lib.spreadsheets import Unreadable, open_table

NAMES = {
    "title": ["标题", "留言主题"],
    "text": ["内容", "正文", "留言详情"],
    "label": ["分类", "标签", "一级标签"],
}


@dataclass(frozen=True)
class Labelled:
    """What was written, and what it is about as somebody judged it."""

    written: Written
    label: str


def read_labelled(path: Path) -> list[Labelled]:
    """Return the rows that have a label and words. Raises Unreadable."""
    rows = _json_lines(path) if ".json" in path.suffixes or ".jsonl" in path.suffixes else _table(path)
    return [row for row in rows if row.label and (row.written.text or row.written.title)]


def _json_lines(path: Path) -> Iterator[Labelled]:
    opened = gzip.open if path.suffix == ".gz" else open
    try:
        with opened(path, "rt", encoding="utf-8-sig") as lines:
            for line in lines:
                if line.strip():
                    yield _labelled(json.loads(line))
    except (ValueError, AttributeError, OSError, EOFError) as error:
        raise Unreadable("not_a_table") from error


def _table(path: Path) -> Iterator[Labelled]:
    with open_table(path, names=NAMES, required=["text", "label"]) as table:
        for row in table:
            yield _labelled(row)


def _labelled(row: Any) -> Labelled:
    said = {key: row[key] if key in getattr(row, "cells", row) else "" for key in ("text", "title", "label")}
    text, title, label = (str(value if value is not None else "").strip() for value in said.values())
    return Labelled(Written(text, title), label)
