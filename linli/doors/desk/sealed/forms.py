"""The forms of sealed matters: to open one needs the password and a reason, every time."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.core.matters.sealed import LONGEST_REASON

WHY = _("请写明理由，反映人会看到。")


class OpenForm(forms.Form):
    """To open the content or who it is."""

    reason = forms.CharField(
        label=_("为什么要打开"),
        error_messages={"required": WHY},
        max_length=LONGEST_REASON,
        help_text=_("反映人会看到哪个单位、什么时候、为什么打开。"),
    )
    password = forms.CharField(
        label=_("您的登录密码"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("请输入您的登录密码。")},
    )

    def __init__(self, *args: Any, what: str, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{what}_%s", **options})


class AskForm(forms.Form):
    """To ask a second holder that who it is be opened."""

    reason = forms.CharField(
        label=_("为什么要打开身份"),
        error_messages={"required": WHY},
        max_length=LONGEST_REASON,
        help_text=_("另一位持钥人看了再决定，反映人也会看到。"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"auto_id": "ask_%s", **options})


class GrantForm(forms.Form):
    """To give the key to a colleague."""

    staff = forms.ChoiceField(
        label=_("交给哪位同事"),
        error_messages={"required": _("请选择一位同事。"), "invalid_choice": _("没有这位同事，请重新选择。")},
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["staff"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]
