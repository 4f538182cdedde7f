"""Telephone numbers as people type them, brought to one form, so that equal numbers are found by equality."""

import re
import unicodedata

from django.utils.translation import gettext as _

MOBILE = re.compile(r"1[3-9]\d{9}")  # 电信网编号计划（2017年版）: mobile numbers of the mainland
ANY = re.compile(r"\+?\d{5,15}")
NOISE = re.compile(r"[\s\-‐-―()（）.·]")


class NotAPhone(ValueError):
    """What was typed is not a telephone number."""

    def __str__(self) -> str:
        return _("请输入正确的电话号码，例如 139 开头的 11 位手机号。")


def normal_phone(text: str) -> str:
    """Return digits only, without the mainland's country code; full-width digits and separators are understood.

    Raises NotAPhone.
    """
    digits = NOISE.sub("", unicodedata.normalize("NFKC", text))
    digits = re.sub(r"^(\+86|0086)", "", digits)
    if re.fullmatch(r"86" + MOBILE.pattern, digits):
        digits = digits[2:]
    if not ANY.fullmatch(digits):
        raise NotAPhone
    return digits


def is_mobile(text: str) -> bool:
    """Tell whether a code can be sent there by message."""
    try:
        return MOBILE.fullmatch(normal_phone(text)) is not None
    except NotAPhone:
        return False


def masked(phone: str) -> str:
    """Return the number as it is shown to others: 138****1234."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 8 else "****"
