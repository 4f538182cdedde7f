"""One-time codes to a resident's phone. The answer never tells whether anything is known about the phone."""

import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import F
from django.utils.translation import gettext as _

from linli.ground.people import throttle
from linli.ground.people.models import CodeChallenge
from linli.ground.people.phones import NotAPhone, is_mobile, normal_phone
from linli.ground.people.senders import sender
from linli.ground.people.vault import contact_index, sealer
from linli.lib.identifiers import uuid7

LIFETIME = timedelta(minutes=10)
RESEND_AFTER = timedelta(seconds=60)
MAX_ATTEMPTS = 5
PER_PHONE = (5, timedelta(hours=1))
PER_SOURCE = (20, timedelta(hours=1))
CHECKS_PER_SOURCE = (50, timedelta(hours=1))


class TooManyCodes(Exception):
    """The one who asks has asked too often."""

    def __str__(self) -> str:
        return _("您请求的次数太多，请一小时后再试。您填写的内容没有丢失。")


class CodeWrong(Exception):
    """Wrong, expired, used up or never sent: the answer is the same."""

    def __str__(self) -> str:
        return _("验证码不对或已过期。请检查短信，或重新获取。")


class SendingFailed(Exception):
    """The message could not be handed over."""

    def __str__(self) -> str:
        return _("短信没有发出去。请过几分钟再试，或拨打窗口电话。")


@dataclass(frozen=True)
class Sent:
    """What a person is told, whether or not a message went out just now."""

    expires_at: datetime
    resend_at: datetime


def send_code(phone: str, *, now: datetime, source: str = "") -> Sent:
    """Send a six-digit code to `phone`; `source` is the network address that asks, counted but not kept.

    Within a minute, and beyond five an hour, no further message goes to one phone, and the answer is the same.
    Raises NotAPhone, TooManyCodes (by source), NoSender, SendingFailed.
    """
    if not is_mobile(phone):
        raise NotAPhone
    post = sender()
    if source and not throttle.attempt([throttle.Limit("code-source", source, *PER_SOURCE)], now=now).allowed:
        raise TooManyCodes
    sent = Sent(expires_at=now + LIFETIME, resend_at=now + RESEND_AFTER)
    index = contact_index(phone)
    if not throttle.attempt(_phone_limits(index), now=now).allowed:
        return sent
    challenge, code = _challenge(index, now)
    text = _("验证码 %(code)s，10分钟内有效。任何工作人员都不会向您索要验证码。") % {"code": code}
    try:
        post.send(normal_phone(phone), text, now=now)
    except Exception as error:
        challenge.delete()
        raise SendingFailed from error
    return sent


def check_code(phone: str, code: str, *, now: datetime, source: str = "") -> str:
    """Return the blind index of `phone` if `code` is the one last sent to it; each code opens once.

    Raises NotAPhone, CodeWrong, TooManyCodes (by source).
    """
    index = contact_index(phone)
    if (
        source
        and not throttle.attempt([throttle.Limit("code-check", source, *CHECKS_PER_SOURCE)], now=now).allowed
    ):
        raise TooManyCodes
    challenge = (
        CodeChallenge.objects.filter(contact_index=index, sent_at__lte=now).order_by("-sent_at").first()
    )
    if challenge is None:
        raise CodeWrong
    open_now = CodeChallenge.objects.filter(pk=challenge.pk, used_at=None, expires_at__gt=now)
    # Counting and looking are one statement, so parallel guesses share the five attempts.
    if not open_now.filter(attempts__lt=MAX_ATTEMPTS).update(attempts=F("attempts") + 1):
        raise CodeWrong
    if not hmac.compare_digest(challenge.code_digest, _digest(challenge, _digits(code))):
        raise CodeWrong
    if not open_now.update(used_at=now):
        raise CodeWrong
    return index


def forget_codes(*, now: datetime) -> int:
    """Delete challenges that are over; return how many. Called by the tick."""
    return CodeChallenge.objects.filter(expires_at__lt=now).delete()[0]


def _phone_limits(index: str) -> list[throttle.Limit]:
    return [
        throttle.Limit("code-phone-minute", index, 1, RESEND_AFTER),
        throttle.Limit("code-phone-hour", index, *PER_PHONE),
    ]


def _challenge(index: str, now: datetime) -> tuple[CodeChallenge, str]:
    code = f"{secrets.randbelow(1_000_000):06d}"
    challenge = CodeChallenge(id=uuid7(), contact_index=index, sent_at=now, expires_at=now + LIFETIME)
    challenge.code_digest = _digest(challenge, code)
    challenge.save(force_insert=True)
    return challenge, code


def _digest(challenge: CodeChallenge, code: str) -> str:
    return sealer().blind_index(f"{challenge.pk}\0{code}", purpose="code")


def _digits(code: str) -> str:
    return "".join(str(int(character)) for character in code if character.isdecimal())
