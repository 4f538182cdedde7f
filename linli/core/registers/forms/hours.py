"""The form of a calendar: office hours written as people write them, one season a line."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.core.registers.forms.rows import RowForm
from linli.ground.calendars.models import WorkCalendar

SEASON = re.compile(r"^(\d{1,2})-(\d{1,2})\s*[~～至到]\s*(\d{1,2})-(\d{1,2})\s+")
SESSION = re.compile(r"(\d{1,2})[:：](\d{2})\s*[-－~～至到]\s*(\d{1,2})[:：](\d{2})")


class HoursField(forms.CharField):
    """`09:00-12:00 14:00-17:30`, a season before it where it does not hold all year: `06-01~09-30 08:30-12:00`."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(_written, value)) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """Return the hours as the calendar keeps them. Raises ValidationError."""
        return [_read(line) for line in str(super().clean(value) or "").splitlines() if line.strip()]


def _written(season: dict[str, Any]) -> str:
    sessions = " ".join(f"{start}-{end}" for start, end in season["sessions"])
    return f"{season['first']}~{season['last']} {sessions}" if "first" in season else sessions


def _read(line: str) -> dict[str, Any]:
    season = SEASON.match(line.strip())
    rest = line.strip()[season.end() :] if season else line.strip()
    sessions = [[f"{int(a):02d}:{b}", f"{int(c):02d}:{d}"] for a, b, c, d in SESSION.findall(rest)]
    if not sessions or SESSION.sub("", rest).strip(" ,，、;；"):
        raise ValidationError(_("看不懂“%(line)s”。请写成 09:00-12:00 14:00-17:30。") % {"line": line})
    if not season:
        return {"sessions": sessions}
    first, last = (f"{int(season[i]):02d}-{int(season[i + 1]):02d}" for i in (1, 3))
    return {"sessions": sessions, "first": first, "last": last}


class CalendarForm(RowForm):
    hours = HoursField(
        label=gettext_lazy("办公时间"),
        required=False,
        help_text=gettext_lazy(
            "一行一段，例如 09:00-12:00 14:00-17:30；只在某些月份用的，前面写上 06-01~09-30。"
        ),
    )

    class Meta:
        model = WorkCalendar
        fields = ("code", "name", "base", "hours", "closes")
