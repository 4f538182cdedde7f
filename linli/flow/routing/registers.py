"""The tables of routing, kept by the centre with the history of every change."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from linli.core.registers.declaration import Register, register
from linli.flow.routing.models import Rule
from linli.ground.people.actor import Actor

EDIT = "routing.edit"


def alone_at_its_place(row: Any, actor: Actor) -> None:
    """Refuse two rules at one place on one day, since nobody could tell which is tried first."""
    if row.valid_to and row.valid_from and row.valid_to < row.valid_from:
        return
    others = Rule.objects.exclude(pk=row.pk).filter(place=row.place)
    if row.valid_to:
        others = others.filter(Q(valid_from=None) | Q(valid_from__lte=row.valid_to))
    if row.valid_from:
        others = others.filter(Q(valid_to=None) | Q(valid_to__gte=row.valid_from))
    if other := others.first():
        words = gettext("这个次序上同一天已有规则“%(rule)s”。请换一个次序，或先让它停用。")
        raise ValidationError({"place": words % {"rule": other.sentence}})


register(
    Register(
        name="rules",
        label=_("分派规则"),
        group=_("分派"),
        hint=_("从上往下试，第一条找得到单位的就算数。"),
        model="routing.Rule",
        columns=("place", "sentence", "severity", "kind", "to"),
        fields=("place", "severity", "kind", "to", "sentence", "sentence_en", "valid_from", "valid_to"),
        search=("sentence",),
        key="place",
        ending="valid_to",
        edit=EDIT,
        check=alone_at_its_place,
    ),
    Register(
        name="duties",
        label=_("责任清单"),
        group=_("分派"),
        hint=_("哪个分类在哪里归哪个单位办。越具体的越优先：下级分类先于上级分类，村先于镇，镇先于全县。"),
        model="routing.Duty",
        columns=("category", "area", "severity", "unit", "article"),
        fields=("category", "area", "severity", "unit", "article", "valid_from", "valid_to"),
        search=("category__name", "unit__name", "article"),
        key="",
        ending="valid_to",
        edit=EDIT,
    ),
)
