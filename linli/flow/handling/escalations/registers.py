"""The ladder as a register of the centre."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.core import capability
from linli.core.procedures import obligations, shelf
from linli.core.registers.declaration import Register, register
from linli.ground.people.actor import Actor

MOMENT = re.compile(r"breached|warned(-[1-9][0-9]?)?")


def true_rung(row: Any, actor: Actor) -> None:
    """Refuse a moment that no clock has, and a clock that no procedure knows."""
    if not MOMENT.fullmatch(row.moment):
        raise ValidationError(
            {
                "moment": gettext(
                    "请写 warned（任何一次提醒）、warned-80（用掉80%的那次）或 breached（超时）。"
                )
            }
        )
    known = set(obligations.every())
    for name in capability.procedures():
        known |= set(shelf.current(name).clocks)
    if row.clock and row.clock not in known:
        raise ValidationError({"clock": gettext("没有名为“%(clock)s”的时限。") % {"clock": row.clock}})


register(
    Register(
        name="escalations",
        label=_("超时升级"),
        group=_("分派"),
        hint=_("时限走到哪一步提醒谁、什么时候自动上报。时限一栏空着的，对事项和单位的所有时限都算数。"),
        model="escalations.Rung",
        columns=("clock", "severity", "moment", "act", "source", "valid_to"),
        fields=("clock", "severity", "moment", "act", "source", "valid_from", "valid_to"),
        search=("clock", "source"),
        key="",
        ending="valid_to",
        edit="routing.edit",
        check=true_rung,
    )
)
