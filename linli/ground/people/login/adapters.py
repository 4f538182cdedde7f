"""What we decide otherwise than allauth: no sign-up, no mail, our throttle, sealed secrets."""

from datetime import datetime, timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.ground.people import throttle
from linli.ground.people.actions.accounts import log
from linli.ground.people.doorway import source_of
from linli.ground.people.models import AccountVerb, Staff
from linli.ground.people.vault import sealer

WINDOW = timedelta(minutes=15)
JUST_NOW = timedelta(minutes=5)
BEGAN = "linli_began"  # session: when this login began
SEALED_AS = "mfa_authenticator.data"


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Login by account name; refusals say the same for names that exist and names that do not."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("账号或密码不对。请检查大小写；忘记密码请找账号管理员重置。"),
        "too_many_login_attempts": _("错误次数太多。请15分钟后再试；账号没有被锁死。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing: staff are told in person."""

    def get_client_ip(self, request: HttpRequest) -> str:
        return source_of(request)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count before trying: 5 failures in 15 minutes for an account from one address, 30 from anywhere, and 50
        for an address over all accounts (one password tried on many names)."""
        name, source = str(credentials.get("username", "")).casefold(), source_of(request)
        limits = [
            throttle.Limit("login-here", f"{name}\0{source}", 5, WINDOW),
            throttle.Limit("login-account", name, 30, WINDOW),
            throttle.Limit("login-source", source, 50, WINDOW),
        ]
        self._verdict = throttle.attempt(limits, now=timezone.now())
        if not self._verdict.allowed:
            raise self.validation_error("too_many_login_attempts")

    def _rollback_login_failed_rl_usage(self) -> None:
        self._verdict.forgive()

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again before login security is changed, unless the login itself was minutes ago."""
        began = context.request.session.get(BEGAN)
        if began and timezone.now() - datetime.fromisoformat(began) < JUST_NOW:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        staff = Staff.objects.filter(username__iexact=str(credentials.get("username", ""))).first()
        if staff is not None:
            log(staff, AccountVerb.LOGIN_FAILED, now=timezone.now())


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Secrets of second factors are sealed at rest; the last factor stays where one is required."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("动态码不对。请用验证器当前显示的六位数字。"),
    }

    def encrypt(self, text: str) -> str:
        return sealer().seal(text, bound_to=SEALED_AS).hex()

    def decrypt(self, encrypted_text: str) -> str:
        return sealer().open(bytes.fromhex(encrypted_text), bound_to=SEALED_AS)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        if not settings.REQUIRE_SECOND_FACTOR:
            return True
        kept = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return bool(kept.exclude(type=Authenticator.Type.RECOVERY_CODES).exists())

    def get_totp_issuer(self) -> str:
        return settings.SITE["name"] or "Linli"
