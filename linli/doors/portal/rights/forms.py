"""What a resident writes when they want their data corrected or erased."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


def _area(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class CorrectForm(forms.Form):
    wrong = _area(_("哪里不对"))
    said = _area(_("应该是什么"))


class EraseForm(forms.Form):
    said = _area(_("想说明的话"), _("可以不写。"))
    at_once = forms.BooleanField(label=_("同意以后马上删除，不用等我看结果"), required=False)


FORMS: dict[str, type[forms.Form]] = {"correct": CorrectForm, "erase": EraseForm}
