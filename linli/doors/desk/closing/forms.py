"""Forms of the end of a matter: what shows it, what the resident says, what is promised."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.flow.outcomes.commitments.checking import LONGEST
from linli.flow.outcomes.commitments.queries import STATES
from linli.flow.outcomes.names import SATISFIED, SOLVED
from linli.flow.outcomes.visits.names import FAILURES, WAYS

DAY = forms.DateInput(attrs={"type": "date", "class": "short"})
STEPS = 3


def _area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class EvidenceForm(forms.Form):
    """A photo after, a document, a photo of a verification."""

    role = forms.ChoiceField(
        label=_("这是什么"),
        choices=[("after", _("办后照片")), ("check", _("核查照片")), ("document", _("文件（PDF）"))],
        widget=forms.RadioSelect,
        initial="after",
    )
    file = forms.FileField(
        label=_("照片或PDF"),
        help_text=_("照片里的拍摄地点等隐藏信息会去掉。请不要拍到无关的人和车牌。"),
    )
    for_resident = forms.BooleanField(label=_("诉求人可以看"), required=False, initial=True)


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("为什么撤下"), max_length=200, required=False)


class VisitForm(forms.Form):
    """What the resident said when asked."""

    way = forms.ChoiceField(label=_("怎么回访的"), choices=list(WAYS.items()), widget=forms.RadioSelect)
    solved = forms.ChoiceField(
        label=_("他说事情解决了吗"), choices=list(SOLVED.items()), widget=forms.RadioSelect
    )
    satisfied = forms.ChoiceField(
        label=_("他满意吗"), choices=list(SATISFIED.items()), widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("他的原话"),
        required=False,
        widget=_area(),
        help_text=_("没有解决或不满意的，写明哪里没有办好。不要写姓名和电话。"),
    )
    again = forms.BooleanField(
        label=_("他要求重办"), required=False, help_text=_("只能重办一次，由另一位同事办。")
    )


class TryForm(forms.Form):
    why = forms.ChoiceField(
        label=_("为什么没有问到"), choices=list(FAILURES.items()), widget=forms.RadioSelect
    )


class ContactForm(forms.Form):
    reason = forms.CharField(
        label=_("为什么要看联系方式"),
        required=False,
        max_length=200,
        help_text=_("诉求人会看到谁在什么时候、为什么看了联系方式。"),
    )


class PromiseForm(forms.Form):
    """A promise with up to three steps on the way."""

    promise = forms.CharField(
        label=_("承诺做到什么"),
        max_length=LONGEST,
        error_messages={"required": _("请写明承诺做到什么。")},
        widget=_area(2),
        help_text=_("会公开。写大家看得懂的话，不写姓名、电话和谁反映的。"),
    )
    promised_on = forms.DateField(
        label=_("哪天前做到"),
        widget=DAY,
        error_messages={"required": _("请写明承诺哪天前做到。"), "invalid": _("请写明承诺哪天前做到。")},
    )
    for_public = forms.BooleanField(label=_("公开（不选则只给诉求人看）"), required=False, initial=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for place in range(1, STEPS + 1):
            self.fields[f"step_{place}"] = forms.CharField(
                label=_("第%(n)s步") % {"n": place}, required=False, max_length=100
            )
            self.fields[f"step_{place}_on"] = forms.DateField(
                label=_("第%(n)s步哪天前") % {"n": place}, required=False, widget=DAY
            )

    def milestones(self) -> list[tuple[str, date]]:
        said = self.cleaned_data
        pairs = [(said.get(f"step_{n}") or "", said.get(f"step_{n}_on")) for n in range(1, STEPS + 1)]
        return [(words, on or date.max) for words, on in pairs if words or on]


class ActForm(forms.Form):
    """What is done to a promise: the words belong to keeping it, the reason to taking it back."""

    words = forms.CharField(
        label=_("做了什么（会公开）"), required=False, max_length=LONGEST, widget=_area(2)
    )
    reason = forms.CharField(
        label=_("为什么撤回（诉求人看得到）"), required=False, max_length=LONGEST, widget=_area(2)
    )


class AskedForm(forms.Form):
    """Which promises a list shows."""

    unit = forms.ChoiceField(label=_("单位"), required=False)
    town = forms.ChoiceField(label=_("乡镇街道"), required=False)
    since = forms.DateField(label=_("承诺的日子从"), required=False, widget=DAY)
    until = forms.DateField(label=_("到"), required=False, widget=DAY)
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[
            ("", _("全部")),
            *zip(STATES, (_("还没到期"), _("按时做到"), _("没有按时"), _("到期的")), strict=True),
        ],
    )
