"""Explanations in words: each line of a count as one plain sentence with the rule it rests on."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from linli.lib.days import Line
from linli.lib.limits import LimitUnit

ARTICLES = {
    "civil_code_201": gettext_lazy("民法典第二百零一条"),
    "civil_code_202": gettext_lazy("民法典第二百零二条"),
    "civil_code_203": gettext_lazy("民法典第二百零三条"),
    "civil_code_204": gettext_lazy("民法典第二百零四条"),
}

# The festivals as notices name them, so that they can be shown in other languages.
FESTIVALS = {
    "元旦": gettext_lazy("元旦"),
    "春节": gettext_lazy("春节"),
    "清明节": gettext_lazy("清明节"),
    "劳动节": gettext_lazy("劳动节"),
    "端午节": gettext_lazy("端午节"),
    "中秋节": gettext_lazy("中秋节"),
    "国庆节": gettext_lazy("国庆节"),
    "抗战胜利七十周年纪念日": gettext_lazy("抗战胜利七十周年纪念日"),
}

SENTENCES = {
    "limit": gettext_lazy("时限：%(limit)s"),
    "extended": gettext_lazy("延长：%(limit)s"),
    "start_day": gettext_lazy("%(day)s是开始的当天，不计算，从次日起算"),
    "start_hours": gettext_lazy("从%(at)s起立即计算"),
    "counted_days": gettext_lazy("%(span)s：第%(numbers)s日，每天都计算，休息日也算"),
    "counted_workday": gettext_lazy("%(span)s：工作日，计第%(numbers)s天"),
    "counted_makeup": gettext_lazy("%(span)s：%(name)s调休上班，计第%(numbers)s天"),
    "skipped_weekend": gettext_lazy("%(span)s：周末，不计"),
    "skipped_holiday": gettext_lazy("%(span)s：%(name)s放假，不计"),
    "paused_days": gettext_lazy("%(span)s：暂停计时，不计"),
    "paused_time": gettext_lazy("%(first)s至%(last)s：暂停计时，不计"),
    "month_same_day": gettext_lazy("按月计算，到期月的对应日是%(day)s"),
    "month_last_day": gettext_lazy("按月计算，到期月没有对应日，以月末日%(day)s为准"),
    "rolled_weekend": gettext_lazy("%(span)s：最后一天遇到周末，向后顺延"),
    "rolled_holiday": gettext_lazy("%(span)s：最后一天遇到%(name)s放假，向后顺延"),
    "rolled_to": gettext_lazy("顺延到%(day)s，休息后的第一个工作日"),
    "makeup_not_rolled": gettext_lazy("%(day)s虽是周末，但因%(name)s调休上班，不顺延"),
    "runs_always": gettext_lazy("按小时计算，昼夜和休息日都不停"),
    "runs_always_emergency": gettext_lazy("紧急工作时全天24小时计算，休息日也不停"),
    "counted_session": gettext_lazy("%(session)s：办公时间，计%(length)s"),
    "ends_day": gettext_lazy("截止到%(day)s24时"),
    "ends_business": gettext_lazy("截止到%(at)s，当天办公结束时"),
    "ends_at": gettext_lazy("截止到%(at)s"),
    "agreed": gettext_lazy("约定的时间：%(at)s"),
    "provisional": gettext_lazy("%(year)s年的放假安排尚未公布，这个日期是暂定的，公布后会重新计算一次"),
}


def sentences(lines: Iterable[Line]) -> list[str]:
    """Return each line as a sentence in the reader's language."""
    return [sentence(line) for line in lines]


def sentence(line: Line) -> str:
    words = _words(line.params)
    said = str(SENTENCES[line.code]) % words
    source = str(ARTICLES.get(line.source, line.source))
    if notice := str(line.params.get("notice", "")):
        source = _("%(one)s；%(other)s") % {"one": source, "other": notice}
    if source:
        said = _("%(said)s（%(source)s）") % {"said": said, "source": source}
    return _("%(said)s。") % {"said": said}


def limit_words(amount: int, unit: LimitUnit) -> str:
    """Return a limit in words: 60日, 5个工作日."""
    forms: Mapping[str, str] = {
        "calendar_day": ngettext("%(n)s日", "%(n)s日", amount),
        "working_day": ngettext("%(n)s个工作日", "%(n)s个工作日", amount),
        "month": ngettext("%(n)s个月", "%(n)s个月", amount),
        "hour": ngettext("%(n)s小时", "%(n)s小时", amount),
        "working_hour": ngettext("%(n)s个工作时", "%(n)s个工作时", amount),
        "emergency_hour": ngettext("%(n)s个紧急工作时", "%(n)s个紧急工作时", amount),
    }
    return forms[unit] % {"n": amount}


def day_words(day: date) -> str:
    """Return a day with its weekday, e.g. 2026年2月14日（星期六）."""
    return _("%(date)s（%(weekday)s）") % {
        "date": date_format(day, "DATE_FORMAT"),
        "weekday": date_format(day, "l"),
    }


def time_words(moment: datetime) -> str:
    return _("%(day)s%(time)s") % {"day": day_words(moment.date()), "time": f"{moment:%H:%M}"}


def _words(params: Mapping[str, Any]) -> dict[str, Any]:
    words: dict[str, Any] = {}
    for key, value in params.items():
        if isinstance(value, datetime):
            words[key] = time_words(value)
        elif isinstance(value, date):
            words[key] = day_words(value)
        else:
            words[key] = value
    if "name" in params:
        words["name"] = str(FESTIVALS.get(params["name"], params["name"]))
    if "unit" in params:
        words["limit"] = limit_words(params["amount"], params["unit"])
    if "start" in params:
        words["numbers"] = _range(str(params["start"]), str(params["end"]))
    if "minutes" in params:
        words["length"] = _length(params["minutes"])
        words["session"] = _range(words["first"], f"{params['last']:%H:%M}")
    if "first" in params:
        words["span"] = _range(words["first"], words["last"])
    return words


def _range(first: str, last: str) -> str:
    return first if first == last else _("%(first)s至%(last)s") % {"first": first, "last": last}


def _length(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(ngettext("%(n)s小时", "%(n)s小时", hours) % {"n": hours})
    if rest or not hours:
        parts.append(ngettext("%(n)s分钟", "%(n)s分钟", rest) % {"n": rest})
    return (
        _("%(hours)s%(minutes)s") % {"hours": parts[0], "minutes": parts[1]} if len(parts) == 2 else parts[0]
    )
