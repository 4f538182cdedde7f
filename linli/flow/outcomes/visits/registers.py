"""The table by which residents are asked afterwards."""

from django.utils.translation import gettext_lazy as _

from linli.core.registers.declaration import Register, register

register(
    Register(
        name="visit-rules",
        label=_("回访规则"),
        group=_("办结"),
        hint=_("哪些事项回访几成、怎么回访。抽到哪件按编号算出来，谁也改不了。没有写的按办理规定。"),
        model="visits.VisitRule",
        columns=("category", "kind", "severity", "percent", "unrated", "way", "source"),
        fields=(
            "category",
            "kind",
            "severity",
            "percent",
            "unrated",
            "way",
            "source",
            "valid_from",
            "valid_to",
        ),
        search=("category__name", "source"),
        key="",
        ending="valid_to",
    )
)
