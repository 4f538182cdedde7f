"""Meetings, agendas and what became of decisions, as rows for pages and tables to take away."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.matters.models import Matter
from linli.flow.handling.meetings import words
from linli.flow.handling.meetings.models import AgendaItem, Meeting, Progress
from linli.flow.handling.meetings.queries import Followed
from linli.ground.look import parts
from linli.ground.look.parts import Tone
from linli.lib.spreadsheets.writing import Value


@dataclass(frozen=True)
class Line:
    """One matter that may come on an agenda, with why."""

    matter: Matter
    whys: Sequence[str]


@dataclass(frozen=True)
class Became:
    """What became of one decision."""

    followed: Followed
    due_at: datetime | None
    tone: Tone
    words: str


def whys(said: Iterable[Mapping[str, Any]], own: str = "") -> list[str]:
    return [*(words.why(one) for one in said), *([own] if own else [])]


def agenda(
    items: Sequence[AgendaItem], became: Sequence[Became]
) -> list[tuple[AgendaItem, list[str], list[Became]]]:
    """Return each item with why it is there and what became of what was decided."""
    return [
        (item, whys(item.whys, item.why), [one for one in became if one.followed.item.id == item.id])
        for item in items
    ]


def became(found: Iterable[Followed], *, now: datetime) -> list[Became]:
    return [_became(one, now) for one in found]


def _became(one: Followed, now: datetime) -> Became:
    due_at = one.clock.due_at if one.clock else None
    done = not one.task.is_open
    late = one.is_late(now)
    tone: Tone = "red" if late else parts.tone_of(due_at, now, began_at=one.task.asked_at, done=done)
    said = one.task.get_stage_display()
    if late:
        said = _("%(stage)s，超期") % {"stage": said}
    return Became(one, due_at, tone, said)


def meeting_header() -> list[str]:
    return [_("会议名称"), _("种类"), _("时间"), _("地点"), _("组织单位"), _("主持人"), _("进展")]


def meeting_lines(meetings: Iterable[Meeting]) -> Iterator[Sequence[Value]]:
    for one in meetings:
        yield [
            one.title,
            one.get_kind_display(),
            timezone.localtime(one.at),
            one.place,
            one.unit.name,
            one.chair.name if one.chair else "",
            one.get_progress_display(),
        ]


def decision_header() -> list[str]:
    return [
        _("编号"),
        _("事项"),
        _("怎么定的"),
        _("由哪个单位落实"),
        _("落实什么"),
        _("到期"),
        _("进展"),
        _("落实情况"),
    ]


def decision_lines(found: Iterable[Became]) -> Iterator[Sequence[Value]]:
    for one in found:
        item, task = one.followed.item, one.followed.task
        yield [
            item.matter.number,
            item.matter.title,
            item.decision,
            task.unit.name,
            task.asked,
            timezone.localtime(one.due_at) if one.due_at else None,
            one.words,
            task.answer,
        ]


def acts(meeting: Meeting) -> list[tuple[str, str, bool]]:
    """Return what may be done to a meeting now as (address, words, whether it is the likely thing)."""
    known: dict[str, list[tuple[str, str, bool]]] = {
        Progress.PLANNED: [
            ("hold", _("会开完了，记谁到会"), True),
            ("add", _("加一件事"), False),
            ("invite", _("再请单位"), False),
            ("reschedule", _("改时间地点"), False),
            ("cancel", _("取消会议"), False),
        ],
        Progress.HELD: [("minutes", _("写纪要"), True)],
        Progress.CLOSED: [("minutes", _("更正纪要"), False)],
        Progress.CANCELLED: [],
    }
    return [
        (reverse("desk:meeting-act", args=[meeting.id, name]), label, likely)
        for name, label, likely in known[meeting.progress]
    ]
