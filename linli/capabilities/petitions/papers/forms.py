"""The one form of these pages: the code on the slip, once more."""

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.doors.portal.forms import SaidForm


class CodeAgainForm(SaidForm):
    code = forms.CharField(
        label=_("查询码"),
        help_text=_("回执上的字母和数字，大小写都行"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "class": "short"}
        ),
    )
