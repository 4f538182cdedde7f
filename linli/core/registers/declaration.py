"""What a register is: a table of reference data that a centre keeps by itself, and how it is shown and edited.

Each room declares its own in `registers.py`; those of the ground are declared here, since the ground does not know us.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.utils.functional import Promise

from linli.ground.people.actor import Actor

Label = str | Promise
VERB = "registers.changed"


@dataclass(frozen=True)
class Register:
    """One table. `model` is "app_label.Model"; `columns` are listed, `fields` edited, both by name ("unit__name" too).

    `key` names the column by which rows are sorted and typed in forms ("" = by their order of making). `fixed` columns
    are written once. `parents` are columns that lead to a row of the same table and may never run in a circle; `path`
    is the column that keeps the chain of keys along the first of them. `ending` is the column that ends a row; a
    register without one gives up only rows that nothing refers to. `form` is the dotted name of a form class.
    `check(row, actor)` refuses what is wrong beyond single columns (ValidationError); `after(row, act, actor, now)` does
    what must happen in the same transaction.
    """

    name: str
    label: Label
    model: str
    columns: tuple[str, ...]
    fields: tuple[str, ...]
    group: Label = ""
    hint: Label = ""
    search: tuple[str, ...] = ()
    key: str = "code"
    parents: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    path: str = ""
    ending: str = ""
    see: str = "registers.see"
    edit: str = "registers.edit"
    form: str = ""
    can_add: bool = True
    check: Callable[[Any, Actor], None] | None = None
    after: Callable[[Any, str, Actor, datetime], None] | None = None

    def table(self) -> type[Model]:
        """Return the model. Raises LookupError where the room that owns it is not installed."""
        return apps.get_model(self.model)


class NoSuchRegister(LookupError):
    """No room has declared a register of that name."""


_registers: dict[str, Register] = {}


def register(*declared: Register) -> None:
    """Make registers known; called by each room's `registers.py` when the program starts."""
    for one in declared:
        _registers[one.name] = one


def named(name: str) -> Register:
    """Return the register called `name`. Raises NoSuchRegister."""
    try:
        return _registers[name]
    except KeyError as error:
        raise NoSuchRegister(name) from error


def every() -> tuple[Register, ...]:
    """Return all registers in the order of their declaration."""
    return tuple(_registers.values())


def of_model(model: type[Model]) -> Register | None:
    """Return the register that keeps rows of `model`, if there is one."""
    return next((one for one in _registers.values() if one.model == model._meta.label), None)
