"""Translation catalogues: find them, and make the .mo files that Django reads, without GNU gettext.

`python -m linli.ground.look.catalogues` makes them all; the program does so at every start and after every install.
"""

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
LANGUAGE = "en"


def apps(root: Path = ROOT) -> list[Path]:
    """Return the folder of every app of ours, i.e. of every package that has an `apps.py`."""
    return sorted(path.parent for path in root.rglob("apps.py"))


def sources(root: Path = ROOT) -> Iterator[Path]:
    """Yield every catalogue there is."""
    for app in apps(root):
        yield from sorted(app.glob("locale/*/LC_MESSAGES/*.po"))


def read(path: Path, *, domain: str = "django") -> Catalog:
    """Return the catalogue of one file, or an empty one."""
    if not path.exists():
        return Catalog(locale=LANGUAGE, domain=domain, fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE, domain=domain, abort_invalid=True)


def compile_all(root: Path = ROOT) -> int:
    """Make every .mo file that is missing or differs; return how many were written.

    A place that cannot be written to is left alone: then the files came with the package.
    """
    return sum(compile_one(path) for path in sources(root))


def compile_one(path: Path) -> bool:
    """Make the .mo file beside one .po file; tell whether it was written."""
    made = BytesIO()
    write_mo(made, read(path, domain=path.stem))
    target = path.with_suffix(".mo")
    if target.exists() and target.read_bytes() == made.getvalue():
        return False
    try:
        target.write_bytes(made.getvalue())
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.stdout.write(f"{compile_all()}\n")
