"""The other lawful ways: those of the centre's register, and the shipped ones (`ways.toml`) that it has not replaced."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from linli.capabilities.petitions.bringing.models import Way
from linli.core.procedures.words import Words
from linli.ground.people.queries.dates import valid_on

FILE = Path(__file__).parent / "ways.toml"
IN_WORDS = ("name", "applies", "place", "hours", "bring", "article")
LONGEST = 1_000
STEP = "not_accept"  # the step of the procedure that tells somebody another way


def ways(*, on: date) -> list[Way]:
    """Return the ways in force on that day, in the order of the shipped file, the centre's own others last."""
    rows = {row.code: row for row in Way.objects.all()}
    own = {row.code: row for row in Way.objects.filter(valid_on(on))}
    shipped = {code: _shipped(code, said) for code, said in _every().items() if code not in rows}
    order = [*_every(), *sorted(code for code in own if code not in _every())]
    return [found for code in order if (found := own.get(code) or shipped.get(code))]


def way(code: str, *, on: date) -> Way | None:
    return next((one for one in ways(on=on) if one.code == code), None)


def told(one: Way) -> str:
    """Return what somebody is told who has to go there: where, when, what to bring, by which article."""
    lines = [
        one.place or one.name,
        _("地址：%(it)s") % {"it": one.address} if one.address else "",
        _("电话：%(it)s") % {"it": one.phone} if one.phone else "",
        _("时间：%(it)s") % {"it": one.hours} if one.hours else "",
        _("带上：%(it)s") % {"it": one.bring} if one.bring else "",
        _("依据：%(it)s") % {"it": one.article} if one.article else "",
    ]
    return "\n".join(line for line in lines if line)[:LONGEST]


def _shipped(code: str, said: Mapping[str, Any]) -> Way:
    words = {name: str(Words.of(said[name])) for name in IN_WORDS if name in said}
    return Way(code=code, path=said["path"], phone=said.get("phone", ""), **words)


@cache
def _every() -> Mapping[str, Mapping[str, Any]]:
    return {said["code"]: said for said in tomllib.loads(FILE.read_text(encoding="utf-8"))["way"]}
