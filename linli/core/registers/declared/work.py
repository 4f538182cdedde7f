"""Categories, channels, limits and the centre's own words."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.clocks.models import LimitRow
from linli.core.matters.models import Category
from linli.core.procedures import obligations, shelf
from linli.core.registers import texts
from linli.core.registers.declaration import Register
from linli.core.registers.models import Text
from linli.ground.people.actor import Actor

WORK = gettext_lazy("办事")
DATED = ("valid_from", "valid_to")


def kept_code(row: Category, actor: Actor) -> None:
    """Keep the separator of paths out of codes."""
    if "/" in row.code:
        raise ValidationError({"code": _("代码里不能有斜线“/”。")})


def limit_of_a_clock(row: LimitRow, actor: Actor) -> None:
    """Refuse a limit for a clock that its procedure does not have: it would never be used."""
    try:
        clocks = shelf.current(row.procedure).clocks
    except LookupError:
        raise ValidationError({"procedure": _("没有这个流程。")}) from None
    if row.clock not in clocks and row.clock not in obligations.every():
        raise ValidationError({"clock": _("这个流程没有这种时限。")})


def forget_texts(row: Text, act: str, actor: Actor, now: datetime) -> None:
    texts.forget()


REGISTERS = (
    Register(
        name="categories",
        label=gettext_lazy("分类"),
        group=WORK,
        hint=gettext_lazy("事项分类。外部代码用来认别的系统转来的事项。"),
        model="matters.Category",
        columns=("code", "name", "parent", "external_code", "valid_to"),
        fields=("code", "name", "parent", "external_code", "closing_condition", *DATED),
        search=("code", "name", "external_code", "parent__name"),
        parents=("parent",),
        path="path",
        ending="valid_to",
        check=kept_code,
    ),
    Register(
        name="channels",
        label=gettext_lazy("来源渠道"),
        group=WORK,
        model="matters.Channel",
        columns=("code", "name"),
        fields=("code", "name"),
        search=("code", "name"),
    ),
    Register(
        name="texts",
        label=gettext_lazy("文字"),
        group=WORK,
        hint=gettext_lazy("门户上由中心自己写的话：欢迎、承诺、通知。"),
        model="registers.Text",
        columns=("key", "language", "text"),
        fields=("key", "language", "text"),
        search=("key", "text"),
        key="key",
        after=forget_texts,
    ),
    Register(
        name="limits",
        label=gettext_lazy("办理时限"),
        group=WORK,
        hint=gettext_lazy(
            "中心自己定的时限，写明依据。不填的条件表示都适用；条件最具体的一条生效，只管以后开始的时限。"
        ),
        model="clocks.LimitRow",
        columns=("procedure", "clock", "category", "kind", "severity", "amount", "unit", "source", *DATED),
        fields=("procedure", "clock", "category", "kind", "severity", "amount", "unit", "source", *DATED),
        search=("procedure", "clock", "source", "category__name"),
        key="",
        ending="valid_to",
        form="linli.core.registers.forms.limits.LimitForm",
        check=limit_of_a_clock,
    ),
    Register(
        name="provisions",
        label=gettext_lazy("办理规定"),
        group=WORK,
        hint=gettext_lazy("办理规则里的数字：最多退几次、多久提醒一次、抽查几成。写明依据；不写的用自带的。"),
        model="registers.Provision",
        columns=("name", "value", "source", *DATED),
        fields=("name", "value", "source", *DATED),
        search=("name", "source"),
        key="name",
        ending="valid_to",
        form="linli.core.registers.forms.provisions.ProvisionForm",
    ),
)
