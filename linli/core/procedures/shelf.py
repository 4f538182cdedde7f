"""Where procedures are found: the capability's file, unless the locality has one of the same name."""

from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from linli.core import capability
from linli.core.procedures.checking import check, read_file
from linli.core.procedures.models import PublishedProcedure
from linli.core.procedures.procedure import Procedure
from linli.core.procedures.reading import ProcedureWrong, read


def file_of(name: str) -> Path:
    """Return the file in force for procedure `name`. Raises LookupError."""
    local = Path(settings.LOCALITY) / "procedures" / f"{name}.toml"
    if local.is_file():
        return local
    for each in capability.every():
        own = each.procedures / f"{name}.toml"
        if own.is_file():
            return own
    raise LookupError(f"no procedure is named {name}")


@cache
def current(name: str) -> Procedure:
    """Return the version of `name` under which new matters begin."""
    path = file_of(name)
    return read(read_file(path), file=str(path))


@cache
def version_of(name: str, version: int) -> Procedure:
    """Return the version under which a matter began, from the file or from those published before."""
    if current(name).version == version:
        return current(name)
    published = PublishedProcedure.objects.get(name=name, version=version)
    return read(published.text, file=f"{name}, version {version}")


def findings() -> list[ProcedureWrong]:
    """Return all that is wrong with the procedures in force."""
    wrong: list[ProcedureWrong] = []
    for name in capability.procedures():
        text = read_file(file_of(name))
        try:
            wrong += check(read(text, file=str(file_of(name))), text=text)
        except ProcedureWrong as error:
            wrong.append(error)
    return wrong


def publish(*, now: datetime) -> list[ProcedureWrong]:
    """Keep the text of each procedure in force. Returns those changed without a new version number."""
    wrong: list[ProcedureWrong] = []
    for name in capability.procedures():
        path = file_of(name)
        text = read_file(path)
        digest = sha256(text.encode()).hexdigest()
        kept, made = PublishedProcedure.objects.get_or_create(
            name=name,
            version=current(name).version,
            defaults={"text": text, "digest": digest, "published_at": now},
        )
        if not made and kept.digest != digest:
            what = f"`{name}` was changed but still calls itself version {kept.version}; give it a new number"
            wrong.append(ProcedureWrong(str(path), 1, what))
    return wrong
