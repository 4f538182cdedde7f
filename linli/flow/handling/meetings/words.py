"""Why a matter stands on an agenda, in words with its numbers. The rows keep codes; each reader sees their language."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Why = Mapping[str, Any]

WHYS: dict[str, str | Promise] = {
    "hard": _("难事，等会商已%(days)s天"),
    "overdue": _("已超期%(days)s天"),
    "returned": _("%(span)s天内退回%(times)s次"),
    "recurring": _("%(span)s天内%(place)s同类的事有%(times)s件"),
    "supervised": _("正在督办"),
    "unfulfilled": _("上次会议定的事还没有落实，已超期%(days)s天"),
}


def declare(code: str, sentence: str | Promise) -> None:
    """Say how a reason reads that another room draws matters for."""
    WHYS[code] = sentence


def why(said: Why) -> str:
    """Return the reason as a sentence."""
    return str(WHYS.get(said["code"], said["code"])) % said
