"""What a hall offers and who receives there, as registers of the centre."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.core.registers.declaration import Register, register
from linli.ground.people.actor import Actor

GROUP = _("信访")


def true_service(row: Any, actor: Actor) -> None:
    if not (row.letter.isascii() and row.letter.isalpha() and row.letter.isupper()):
        raise ValidationError({"letter": gettext("请写一个大写的英文字母。")})


def true_desk(row: Any, actor: Actor) -> None:
    """Refuse weekdays that are none, and a desk that closes before it opens."""
    if not set(row.weekdays) <= set("1234567"):
        raise ValidationError({"weekdays": gettext("请写数字：1是星期一，7是星期日，例如12345。")})
    if row.closes <= row.opens:
        raise ValidationError({"closes": gettext("结束要晚于开始。")})


register(
    Register(
        name="reception-services",
        label=_("接访取号事项"),
        group=GROUP,
        hint=_("来访的人取什么号。每种一个字母，号码每天从001开始，不记是谁取的。"),
        model="petitions_reception.Service",
        columns=("hall", "letter", "name", "valid_to"),
        fields=("hall", "letter", "name", "valid_from", "valid_to"),
        search=("name",),
        key="letter",
        ending="valid_to",
        check=true_service,
    ),
    Register(
        name="reception-desks",
        label=_("接访席位"),
        group=GROUP,
        hint=_("哪个部门星期几、几点到几点在哪个窗口或房间接待。门户上公开。"),
        model="petitions_reception.Desk",
        columns=("hall", "room", "unit", "about", "weekdays", "opens", "closes", "valid_to"),
        fields=("hall", "room", "unit", "about", "weekdays", "opens", "closes", "valid_from", "valid_to"),
        search=("room", "unit__name", "about"),
        key="room",
        ending="valid_to",
        check=true_desk,
    ),
)
