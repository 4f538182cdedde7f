"""Settle what was written: required texts given, lengths kept, days in the future."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.procedures.answers import AnswersWrong
from linli.ground.calendars.moments import midnight

LONGEST = 2_000
LABELS: Mapping[str, str | Promise] = {
    "question": gettext_lazy("问题"),
    "demand": gettext_lazy("要求"),
    "done": gettext_lazy("做了什么"),
    "result": gettext_lazy("结果怎样"),
    "measures": gettext_lazy("今后的措施"),
    "reason": gettext_lazy("理由"),
    "note": gettext_lazy("核查说明"),
    "decision": gettext_lazy("裁定理由"),
    "title": gettext_lazy("公开的标题"),
    "text": gettext_lazy("进展"),
    "verified": gettext_lazy("怎么核实的"),
}


def settle(*, longest: Mapping[str, int] | None = None, **said: str) -> dict[str, str]:
    """Return the texts, tidied; all are required. Raises AnswersWrong with a sentence for each that is wrong."""
    settled = {name: text.strip() for name, text in said.items()}
    errors: dict[str, str] = {}
    for name, text in settled.items():
        most = (longest or {}).get(name, LONGEST)
        if not text:
            errors[name] = _("请填写“%(label)s”。") % {"label": LABELS[name]}
        elif len(text) > most:
            words = {"label": LABELS[name], "limit": most, "length": len(text)}
            errors[name] = _("“%(label)s”最多%(limit)s个字，现在有%(length)s个字。") % words
    if errors:
        raise AnswersWrong(errors)
    return settled


def end_of(day: date | None, *, now: datetime, most_days: int | None = None) -> datetime | None:
    """Return the end of the day that people agreed on. Raises AnswersWrong where it lies in the past or too far off."""
    if day is None:
        return None
    today = timezone.localdate(now)
    if day < today:
        raise AnswersWrong({"until": _("约定的日期要在今天或以后。")})
    if most_days is not None and day > today + timedelta(days=most_days):
        raise AnswersWrong({"until": _("最长%(days)s天，请选近一点的日期。") % {"days": most_days}})
    return midnight(day + timedelta(days=1))
