"""The PDF, set by typst in this process. The document goes in as JSON: typst reads no markup from it and no file at all."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib import resources
from pathlib import Path
from tempfile import gettempdir
from threading import Lock
from typing import Any

import segno
import typst

from linli.ground.documents.blocks import Paper, Proof
from linli.ground.documents.drawing.fonts import faces, fonts
from linli.ground.documents.plain import breakable

ARCHIVAL, PIXELS = "a-2b", 96
LONGEST_RUN, LONGEST_IN_CELL = 14, 4
_one_at_a_time = Lock()


def typeset(paper: Paper, *, now: datetime) -> tuple[bytes, bool]:
    """Return the PDF, and whether it keeps PDF/A-2b. `now` is the only moment that it names."""
    inputs = _inputs(paper)
    try:
        return _compiled(inputs, [ARCHIVAL], now), True
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
    return _compiled(inputs, [], now), False


def pictured(paper: Paper, *, now: datetime) -> tuple[bytes, ...]:
    """Return a picture (PNG) of each page."""
    made = _set(_inputs(paper), now, format="png", ppi=PIXELS)
    return tuple(made) if isinstance(made, list) else (made,)


def _inputs(paper: Paper) -> dict[str, str]:
    return {"paper": json.dumps(_data(paper), ensure_ascii=False)}


def _compiled(inputs: dict[str, str], standards: list[str], now: datetime) -> bytes:
    made = _set(inputs, now, format="pdf", pdf_standards=standards)
    assert isinstance(made, bytes)  # noqa: S101 - one PDF
    return made


def _set(inputs: dict[str, str], now: datetime, **wanted: Any) -> bytes | list[bytes]:
    with _one_at_a_time:
        made = _compiler().compile(
            input=_source(), sys_inputs=inputs, timestamp=int(now.timestamp()), **wanted
        )
    assert made is not None  # noqa: S101 - no output file was named
    return made


@cache
def _source() -> bytes:
    return resources.files("linli.ground.documents.drawing").joinpath("letter.typ").read_bytes()


@cache
def _compiler() -> typst.Compiler:
    nowhere = Path(gettempdir()) / "linli-typst-nowhere"
    return typst.Compiler(
        input=_source(),
        root=Path(__file__).parent,
        font_paths=fonts(),
        ignore_system_fonts=True,
        package_path=nowhere,
        package_cache_path=nowhere,
    )


def _data(paper: Paper) -> dict[str, Any]:
    blocks = [{"kind": type(block).__name__, **_plain(block.__dict__)} for block in paper.blocks]
    return {
        "name": paper.name,
        "form": paper.form,
        "mark": paper.mark,
        "faces": faces(),
        "blocks": blocks,
        "proof": _proof(paper.proof) if paper.proof else None,
    }


def _plain(value: Any, *, longest: int = LONGEST_RUN) -> Any:
    """Return what JSON knows; long runs of narrow characters get places where they may break."""
    if isinstance(value, str):
        return breakable(value, longest=longest)
    if isinstance(value, Mapping):
        return {key: _plain(each, longest=longest) for key, each in value.items()}
    if isinstance(value, tuple):
        return [_plain(each, longest=longest) for each in value]
    if hasattr(value, "__dict__"):
        return _plain(value.__dict__, longest=LONGEST_IN_CELL)
    return value


def _proof(proof: Proof) -> dict[str, str]:
    code = segno.make(proof.address, error="m", micro=False)
    return {
        "svg": code.svg_inline(border=0, dark="#000000"),
        "alt": proof.address,
        "caption": "扫码核对真伪",
        "code": proof.code,
    }
