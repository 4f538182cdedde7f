"""The rules of marks, kept by the centre with the history of every change."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.core.registers.declaration import Register, register
from linli.flow.handling.supervision.models import MarkRule
from linli.ground.people.actor import Actor


def at_most_one_a_day(row: Any, actor: Actor) -> None:
    """Refuse two rules of one ground on one day, since nobody could tell which holds."""
    for other in MarkRule.objects.exclude(pk=row.pk).filter(ground=row.ground):
        begins = max(row.valid_from or date.min, other.valid_from or date.min)
        ends = min(row.valid_to or date.max, other.valid_to or date.max)
        if begins <= ends:
            raise ValidationError({"ground": gettext("这个事由同一天已有规则，请先让它停用。")})


register(
    Register(
        name="mark-rules",
        label=_("黄红牌规则"),
        group=_("督办"),
        hint=_("写在这里的规则代替随系统带来的规则；次数写0就是不用这一条。牌只给单位，不给个人。"),
        model="supervision.MarkRule",
        columns=("ground", "count", "months", "colour", "source"),
        fields=("ground", "count", "months", "colour", "valid_months", "source", "valid_from", "valid_to"),
        search=("source",),
        key="",
        ending="valid_to",
        check=at_most_one_a_day,
    )
)
