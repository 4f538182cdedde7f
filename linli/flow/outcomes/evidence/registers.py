"""The tables by which matters close and are verified."""

from django.utils.translation import gettext_lazy as _

from linli.core.registers.declaration import Register, register

SCOPE = ("category", "kind", "severity")
DATED = ("source", "valid_from", "valid_to")
ENDING = _("办结")

register(
    Register(
        name="closing-conditions",
        label=_("结案条件"),
        group=ENDING,
        hint=_(
            "答复或办结之前要有什么。不填的条件表示都适用；同一样东西，条件最具体的一条算数。只管以后收到的事项。"
        ),
        model="evidence.ClosingCondition",
        columns=("category", "kind", "severity", "needs", "before", "words", "is_asked"),
        fields=(*SCOPE, "needs", "before", "words", "is_asked", *DATED),
        search=("category__name", "words", "source"),
        key="",
        ending="valid_to",
    ),
    Register(
        name="verification-rules",
        label=_("核查规则"),
        group=ENDING,
        hint=_("哪些事项由没有经办的人核查几成。抽到哪件按编号算出来，谁也改不了。"),
        model="evidence.VerificationRule",
        columns=(*SCOPE, "percent", "source"),
        fields=(*SCOPE, "percent", *DATED),
        search=("category__name", "source"),
        key="",
        ending="valid_to",
    ),
)
