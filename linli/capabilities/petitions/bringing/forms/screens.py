"""The screens on which a resident brings a petition. What is wrong is decided below the doors, not here."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Grade, IdentityLevel
from linli.doors.portal.forms import SaidForm

MOST_UNITS = 3
TEL = {"type": "tel", "inputmode": "tel", "autocomplete": "tel", "class": "short"}
LEVELS = (
    (
        IdentityLevel.ANONYMOUS,
        _("匿名：照样登记、照样办。没有人能联系您，也没法书面告知您，请凭编号和查询码来看。"),
    ),
    (
        IdentityLevel.REACHABLE,
        _("留联系方式：办的人能找您问清楚，能书面告诉您受理不受理、办得怎么样。"),
    ),
    (
        IdentityLevel.VERIFIED,
        _("实名：另外还能出写着您名字、盖章的处理意见书，用来申请复查、复核。提交后核对一次身份，不留证件。"),
    ),
)
SEALED_LEVELS = (
    (IdentityLevel.ANONYMOUS, _("匿名：合法，照样查。只能凭编号和查询码看进展、补充情况。")),
    (IdentityLevel.REACHABLE, _("留联系方式：只有经办的人特意打开才看得到，谁在什么时候打开过您都看得见。")),
    (IdentityLevel.VERIFIED, _("实名：查得更细，有结果当面或书面告诉您。提交后核对一次身份，不留证件。")),
)


class KlassForm(SaidForm):
    """What it is."""

    kind = forms.ChoiceField(label=_("您要提的是哪一种？"), widget=forms.RadioSelect)

    def __init__(
        self,
        values: Mapping[str, Any],
        choices: Sequence[tuple[str, str]],
        errors: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(values, errors)
        self.offer("kind", choices)


class WhatForm(SaidForm):
    """What is asked, what happened, and why."""

    request = forms.CharField(
        label=_("您希望怎样？"),
        help_text=_("请求写在最前面，一两句话。例如：请把拖欠的征地补偿款发下来。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    text = forms.CharField(
        label=_("事情是怎样的？"),
        help_text=_("什么时候、在哪里、和谁、发生了什么；以前找过谁，怎么答复的。"),
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    reasons = forms.CharField(
        label=_("为什么应该这样？"),
        required=False,
        help_text=_("您的理由、知道的政策或法律。不知道可以不写。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    photos = forms.FileField(label=_("材料的照片"), required=False)


class AboutForm(SaidForm):
    """Whom an accusation is about: in words, and the units where they can be chosen."""

    about = forms.CharField(
        label=_("您反映的是谁？"),
        help_text=_("姓名、职务、在哪个单位；不知道名字，写清楚是做什么的、什么样子。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    unit_1 = forms.ChoiceField(label=_("是哪个单位，或者哪个单位的人"), required=False)
    unit_2 = forms.ChoiceField(label=_("还有哪个单位"), required=False)
    unit_3 = forms.ChoiceField(label=_("还有哪个单位"), required=False)
    grade = forms.BooleanField(
        label=_("我的身份要两个人一起同意才能打开（特别怕被认出来的请勾上）"), required=False
    )

    def __init__(
        self,
        values: Mapping[str, Any],
        units: Sequence[tuple[str, str]],
        errors: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(values, errors)
        for name in ("unit_1", "unit_2", "unit_3"):
            self.offer(name, [("", "—"), *units])

    @staticmethod
    def values(about: str, units: Sequence[str], grade: str) -> dict[str, Any]:
        padded = [*units, "", "", ""][:MOST_UNITS]
        chosen = {f"unit_{place}": unit for place, unit in enumerate(padded, start=1)}
        return {"about": about, "grade": grade == Grade.MOST, **chosen}


class WhoForm(SaidForm):
    """How much of themselves they tell; as a group; with whose help."""

    identity = forms.ChoiceField(label=_("您愿意让我们知道多少？"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("姓名"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name", "class": "short"}),
    )
    phone = forms.CharField(label=_("手机或电话"), required=False, widget=forms.TextInput(attrs=TEL))
    address = forms.CharField(
        label=_("住址"),
        required=False,
        help_text=_("书面告知寄到这里。"),
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )
    wants_reply = forms.BooleanField(label=_("要书面答复"), required=False)
    people_count = forms.CharField(
        label=_("一共几个人"),
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
    )
    helper_name = forms.CharField(
        label=_("代写、代办的人叫什么"), required=False, widget=forms.TextInput(attrs={"class": "short"})
    )
    helper_phone = forms.CharField(
        label=_("代写、代办的人的电话"),
        required=False,
        widget=forms.TextInput(attrs={**TEL, "autocomplete": "off"}),
    )
    consent = forms.BooleanField(label=_("当事人同意我代他提"), required=False)

    def __init__(
        self,
        values: Mapping[str, Any],
        *,
        others: int,
        sealed: bool = False,
        errors: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(values, errors)
        self.offer("identity", list(SEALED_LEVELS if sealed else LEVELS))
        for place in range(1, others + 1):
            number = {"n": place + 1}
            self.fields[f"name_{place}"] = forms.CharField(
                label=_now("第%(n)s名代表的姓名") % number,
                required=False,
                widget=forms.TextInput(attrs={"class": "short"}),
            )
            self.fields[f"phone_{place}"] = forms.CharField(
                label=_now("第%(n)s名代表的电话") % number,
                required=False,
                widget=forms.TextInput(attrs={**TEL, "autocomplete": "off"}),
            )
        self.others = others

    def representatives(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the pairs of name and telephone of those who speak beside the first."""
        return [(self[f"name_{place}"], self[f"phone_{place}"]) for place in range(1, self.others + 1)]
