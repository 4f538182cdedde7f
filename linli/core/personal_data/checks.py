"""Django checks: a capability that cannot export and erase what it keeps about people does not start."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register

from linli.core import capability
from linli.core.personal_data import declaring, keeping


@register("personal_data")
def check_personal_data(app_configs: Any, **kwargs: Any) -> Sequence[CheckMessage]:
    return [*_of_capabilities(), *_of_tables()]


def _of_capabilities() -> Iterator[Error]:
    for one in capability.every():
        said = one.personal_data
        if said is None or not callable(said.copy) or not callable(said.erase):
            yield Error(
                f"The capability {one.name} does not say how what it keeps about people is copied and erased.",
                hint="Give its declaration personal_data=PersonalData(...) (docs/extend/capability.md).",
                id="linli.personal_data.E001",
            )
            continue
        for keep in sorted({said.keep, *said.keeps.values()}):
            if not keeping.is_class(keep):
                yield _unknown_class(f"The capability {one.name}", keep)


def _of_tables() -> Iterator[Error]:
    for one in declaring.every():
        if one.keep != declaring.MATTER and not keeping.is_class(one.keep):
            yield _unknown_class(one.name, one.keep)
    for table in sorted(declaring.named_tables()):
        if "." in table and not _is_there(table):
            yield Error(
                f"personal_data.py names the table {table}, which is not there.",
                id="linli.personal_data.E003",
            )
    for table in declaring.named_twice():
        yield Error(
            f"The table {table} is said to hold something personal and to hold nothing.",
            id="linli.personal_data.E004",
        )


def _is_there(table: str) -> bool:
    try:
        apps.get_model(table)
    except LookupError:
        return False
    return True


def _unknown_class(who: str, keep: str) -> Error:
    return Error(
        f"{who} is kept by the class {keep}, which no provisions.toml ships.",
        hint=f'Ship a provision named "{keeping.PREFIX}{keep}" (docs/operate/retention.md).',
        id="linli.personal_data.E002",
    )
