"""Forms by which a resident finds something again: a matter, their own matters, a grid cell."""

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.doors.portal.forms.said import SaidForm


class FollowForm(SaidForm):
    """Number and secret code, as they stand on the slip."""

    number = forms.CharField(
        label=_("编号"),
        help_text=_("回执上的13位数字"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"}),
    )
    code = forms.CharField(
        label=_("查询码"),
        help_text=_("回执上的字母和数字，大小写都行"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "class": "short"}
        ),
    )


class PhoneForm(SaidForm):
    phone = forms.CharField(
        label=_("手机号"),
        help_text=_("反映事情时留过的手机号"),
        widget=forms.TextInput(
            attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "class": "short"}
        ),
    )


class CodeForm(SaidForm):
    code = forms.CharField(
        label=_("短信验证码"),
        help_text=_("6位数字，10分钟内有效"),
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "short"}
        ),
    )


class CellForm(SaidForm):
    place = forms.CharField(
        label=_("您住在哪里？"),
        help_text=_("例如：村名和门牌号、旁边的学校或桥、门牌上的15位网格编号。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
