"""allauth's forms in our words, without placeholders that repeat the label."""

from typing import Any

from allauth.account.forms import ChangePasswordForm as AllauthChangePasswordForm
from allauth.account.forms import LoginForm as AllauthLoginForm
from allauth.account.forms import ReauthenticateForm as AllauthReauthenticateForm
from allauth.mfa.base.forms import AuthenticateForm as AllauthAuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as AllauthCodeAgainForm
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm as AllauthAddWebAuthnForm
from allauth.mfa.webauthn.forms import EditWebAuthnForm as AllauthEditWebAuthnForm
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.ground.people.keyring import actions as keyring


class Worded:
    """Gives fields our labels and hints: `words` maps a field to its label, `hints` to its hint."""

    words: dict[str, str | Promise] = {}
    hints: dict[str, str | Promise] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields  # type: ignore[attr-defined]
        for name, field in fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.words.get(name, field.label)
            field.help_text = self.hints.get(name, field.help_text)


class LoginForm(Worded, AllauthLoginForm):  # type: ignore[misc]
    words = {"login": _("账号"), "password": _("密码")}

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponseBase:
        """Log in; an account that has no key yet gets it now, the only moment when its password is at hand."""
        keyring.see_to(self.user, self.cleaned_data["password"], now=timezone.now())
        answer: HttpResponseBase = super().login(request, redirect_url)
        return answer


class ReauthenticateForm(Worded, AllauthReauthenticateForm):  # type: ignore[misc]
    words = {"password": _("密码")}


class ChangePasswordForm(Worded, AllauthChangePasswordForm):  # type: ignore[misc]
    words = {"oldpassword": _("现在的密码"), "password1": _("新密码"), "password2": _("再输一遍新密码")}
    hints = {"password1": _("至少10个字，不要用常见的密码，不要和账号相近。")}

    @transaction.atomic
    def save(self) -> None:
        """Set the new password, and keep the key of the account under it."""
        old, new = self.cleaned_data["oldpassword"], self.cleaned_data["password1"]
        super().save()
        keyring.rewrap(self.user, old, new, now=timezone.now())


class AuthenticateForm(Worded, AllauthAuthenticateForm):  # type: ignore[misc]
    words = {"code": _("动态码或备用码")}
    hints = {"code": _("打开手机上的验证器，输入现在显示的六位数字。")}


class CodeAgainForm(Worded, AllauthCodeAgainForm):  # type: ignore[misc]
    words = {"code": _("动态码或备用码")}


class ActivateTOTPForm(Worded, AllauthActivateTOTPForm):  # type: ignore[misc]
    words = {"code": _("动态码")}
    hints = {"code": _("扫码以后，输入验证器现在显示的六位数字。")}


class AddKeyForm(Worded, AllauthAddWebAuthnForm):  # type: ignore[misc]
    words = {"name": _("给它起个名字"), "passwordless": _("以后只用它登录，不输密码")}
    hints = {"passwordless": _("设备会用指纹、面容或锁屏密码确认是您。")}


class RenameKeyForm(Worded, AllauthEditWebAuthnForm):  # type: ignore[misc]
    words = {"name": _("名称")}
