"""Where templates and series are found: the folder `letters` of each app, unless the locality has a file of that name.

letters/<code>.toml      a template
letters/series.toml      series of numbers: [code] name = {zh, en}, pattern = "…〔{year}〕{n}号"
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps
from django.conf import settings

from linli.ground.documents.reading.template import Template, TemplateWrong, Words, read

FOLDER, SERIES = "letters", "series.toml"


@dataclass(frozen=True)
class Series:
    """A series as its room ships it."""

    code: str
    name: Words
    pattern: str


def _folders() -> Iterator[Path]:
    for app in apps.get_app_configs():
        folder = Path(app.path) / FOLDER
        if folder.is_dir():
            yield folder
    local = Path(settings.LOCALITY) / FOLDER
    if local.is_dir():
        yield local


@cache
def shipped() -> Mapping[str, Template]:
    """Return the templates by code, in the order in which they are found; the locality's last and so in force.

    Raises TemplateWrong, naming the file.
    """
    found: dict[str, Template] = {}
    for folder in _folders():
        for path in sorted(folder.glob("*.toml")):
            if path.name != SERIES:
                template = read(path.read_text(encoding="utf-8"), file=str(path))
                if template.code != path.stem:
                    raise TemplateWrong({"code": f"{path}: code = {template.code}"})
                found[template.code] = template
    return found


@cache
def all_series() -> Mapping[str, Series]:
    """Return the series by code."""
    found: dict[str, Series] = {}
    for folder in _folders():
        path = folder / SERIES
        if path.is_file():
            said = tomllib.loads(path.read_text(encoding="utf-8"))
            for code, each in said.items():
                words = Words(each["name"]["zh"], each["name"].get("en", ""))
                found[code] = Series(code, words, each["pattern"])
    return found


def template(code: str) -> Template:
    """Return a template as it ships. Raises LookupError."""
    try:
        return shipped()[code]
    except KeyError:
        raise LookupError(f"no template is named {code}") from None


def series(code: str) -> Series:
    """Return a series as it ships. Raises LookupError."""
    try:
        return all_series()[code]
    except KeyError:
        raise LookupError(f"no series of numbers is named {code}") from None
