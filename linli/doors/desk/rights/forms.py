"""The forms of a request about personal data, of the answer to it, and of keeping a matter from being erased."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.flow.outcomes.rights import grounds
from linli.flow.outcomes.rights.correcting import LABELS
from linli.flow.outcomes.rights.models import Right, RightsRequest


def _area(label: Any, rows: int = 3, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class AskForm(forms.Form):
    """What a clerk writes down for somebody at the window."""

    right = forms.ChoiceField(label=_("申请什么"), required=False, choices=Right.choices)
    who = forms.ChoiceField(label=_("谁申请"), required=False, choices=RightsRequest.Who.choices)
    shown = forms.CharField(
        label=_("怎样核实的身份"),
        required=False,
        max_length=200,
        help_text=_("只写核实过什么，例如“看过身份证”“看过户口簿和死亡证明”。不要写号码，不要拍照留存。"),
    )
    wrong = _area(_("哪里不对（要求更正的）"), rows=2)
    said = _area(_("申请人的话，或者应该是什么"), rows=2)
    at_once = forms.BooleanField(label=_("同意以后马上删除（要求删除的）"), required=False)


class RefuseForm(forms.Form):
    """Why it is refused, for the applicant to read."""

    ground = forms.ChoiceField(label=_("按哪一条不同意"), required=False)
    reason = _area(_("理由（申请人会看到）"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(one.name, f"{one.label}（{one.source}）") for one in grounds.every().values()]
        self.fields["ground"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]


class GrantForm(forms.Form):
    reason = _area(_("给申请人的话"), rows=2, help_text=_("可以不写。"))


class CorrectForm(GrantForm):
    """What is put right; what stays empty stays as it is."""

    title = forms.CharField(label=_("标题"), required=False)
    text = _area(_("内容"), rows=4)
    place = forms.CharField(label=_("地点"), required=False)
    name = forms.CharField(label=_("姓名"), required=False)
    phone = forms.CharField(label=_("电话"), required=False)

    field_order = ("title", "text", "place", "name", "phone", "reason")

    @property
    def changes(self) -> dict[str, str]:
        return {part: self.cleaned_data.get(part, "") for part in LABELS}


class HoldForm(forms.Form):
    reason = forms.CharField(
        label=_("为什么还不能删除"),
        required=False,
        max_length=200,
        help_text=_("例如：法院调取；正在审计；正在复查。"),
    )
    until = forms.DateField(
        label=_("到哪一天"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
