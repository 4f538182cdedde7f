"""Rows that lead to rows of their own table: no circles, and the path from the root kept true."""

from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _

from linli.core.registers.declaration import Register


def check_circles(register: Register, row: Model) -> None:
    """Raise ValidationError where following one of the `parents` columns leads back to `row`."""
    for column in register.parents:
        seen, node = {row.pk}, getattr(row, column)
        while node is not None:
            if node.pk in seen:
                raise ValidationError({column: _("不能选自己，也不能选自己的下级，否则会绕成一圈。")})
            seen.add(node.pk)
            node = getattr(node, column)


def set_path(register: Register, row: Model) -> None:
    """Write the chain of keys from the root into the path column. Raises ValidationError where it is too long."""
    if not register.path:
        return
    parent = getattr(row, register.parents[0])
    key = str(getattr(row, register.key))
    path = f"{getattr(parent, register.path)}/{key}" if parent else key
    longest = row._meta.get_field(register.path).max_length  # type: ignore[union-attr]
    if longest and len(path) > longest:
        raise ValidationError({register.key: _("层级太深，或代码太长。")})
    setattr(row, register.path, path)


def move_descendants(register: Register, *, old: str, new: str) -> None:
    """Give all rows below a moved or renamed one their new path."""
    if not register.path or not old or old == new:
        return
    table = register.table()._default_manager
    below = list(table.filter(**{f"{register.path}__startswith": f"{old}/"}))
    for row in below:
        setattr(row, register.path, new + getattr(row, register.path)[len(old) :])
    table.bulk_update(below, [register.path], batch_size=500)
