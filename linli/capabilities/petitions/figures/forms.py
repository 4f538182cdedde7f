"""What is written about proposals and reports. What is wrong, the acts say."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.capabilities.petitions.figures.models import Kind, Result
from linli.capabilities.petitions.figures.report.chapters import CHAPTERS

DAY = forms.DateInput(attrs={"type": "date", "class": "short"}, format="%Y-%m-%d")


class ProposalForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("哪一种建议"), choices=Kind.choices, required=False, widget=forms.RadioSelect
    )
    to = forms.ChoiceField(label=_("向哪个机关提出"), required=False)
    text = forms.CharField(
        label=_("建议内容"),
        required=False,
        help_text=_("写事和办法，不写信访人。检举控告里的内容一个字也不能写。"),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    answer_by = forms.DateField(
        label=_("请对方在哪天前书面反馈"),
        required=False,
        help_text=_("条例要求书面反馈，没有规定期限；可以不写。"),
        widget=DAY,
    )

    def __init__(self, said: Mapping[str, Any] | None, *, organs: Sequence[tuple[str, str]]) -> None:
        super().__init__(said)
        self.fields["to"].choices = [("", "—"), *organs]  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    result = forms.ChoiceField(
        label=_("采纳了吗"), choices=Result.choices, required=False, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=_("对方怎么反馈的"),
        required=False,
        help_text=_("采纳的写怎么改，没有采纳的写理由。"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    answered_on = forms.DateField(label=_("哪天书面反馈的"), required=False, widget=DAY)


class TextsForm(forms.Form):
    """One field a chapter."""

    def __init__(self, said: Mapping[str, Any] | None, *, texts: Mapping[str, str]) -> None:
        super().__init__(said)
        for name, title in CHAPTERS.items():
            rows = max(3, texts.get(name, "").count("\n") + 3)
            self.fields[name] = forms.CharField(
                label=str(title),
                required=False,
                initial=texts.get(name, ""),
                widget=forms.Textarea(attrs={"rows": rows}),
            )


class DraftForm(forms.Form):
    year = forms.ChoiceField(label=_("哪一年"), required=False)
    note = forms.CharField(
        label=_("更正说明"),
        required=False,
        help_text=_("这一年已经公布过的，写明更正什么、为什么；会和新的一版一起公布。"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, said: Mapping[str, Any] | None, *, years: Sequence[int]) -> None:
        super().__init__(said)
        self.fields["year"].choices = [(str(year), str(year)) for year in years]  # type: ignore[attr-defined]
