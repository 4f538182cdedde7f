"""The tables of routing, kept by the centre with the history of every change."""

from django.utils.translation import gettext_lazy as _

from linli.core.registers.declaration import Register, register

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
    ),
)
