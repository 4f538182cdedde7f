"""Tasks and calls as rows for pages, panels and tables to take away."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.clocks.models import Clock
from linli.core.clocks.queries import clocks_of_tasks
from linli.core.matters.models import Matter
from linli.doors.desk.joint.deeds import DEEDS, Deed
from linli.flow.handling.joint.access import open_acts
from linli.flow.handling.joint.models import Attendance, Task
from linli.ground.look import parts
from linli.ground.look.parts import Tone
from linli.ground.people.actor import Actor
from linli.lib.spreadsheets.writing import Value


@dataclass(frozen=True)
class TaskRow:
    """One task on one line, with what the reader may do about it."""

    task: Task
    due_at: datetime | None
    tone: Tone
    deeds: Sequence[tuple[str, Deed]] = field(default_factory=tuple)

    @property
    def attendance(self) -> Attendance | None:
        return getattr(self.task, "attendance", None)


def rows(
    tasks: Sequence[Task], actor: Actor, *, now: datetime, matter: Matter | None = None
) -> list[TaskRow]:
    """Return the tasks as rows, those that are open first, by their due time. One query."""
    clocks = clocks_of_tasks(task.id for task in tasks)
    found = [_row(task, clocks.get(task.id), matter or task.matter, actor, now) for task in tasks]
    return sorted(found, key=lambda row: (not row.task.is_open, row.due_at or now, row.task.id))


def _row(task: Task, clock: Clock | None, matter: Matter, actor: Actor, now: datetime) -> TaskRow:
    due_at = clock.due_at if clock and task.is_open else None
    tone = parts.tone_of(due_at, now, began_at=task.asked_at, done=not task.is_open)
    deeds = [(name, DEEDS[name]) for name in open_acts(task, matter, actor, now=now)]
    return TaskRow(task, due_at, tone, deeds)


def header() -> list[str]:
    return [
        *(_("编号"), _("事项"), _("种类"), _("请做什么"), _("交办单位"), _("协办单位")),
        *(_("进展"), _("交办时间"), _("到期"), _("意见"), _("不同意的理由")),
    ]


def lines(found: Iterable[TaskRow]) -> Iterator[Sequence[Value]]:
    for row in found:
        task = row.task
        yield [
            task.matter.number,
            task.matter.title,
            task.get_kind_display(),
            task.asked,
            task.asked_unit.name,
            task.unit.name,
            task.get_stage_display(),
            timezone.localtime(task.asked_at),
            timezone.localtime(row.due_at) if row.due_at else None,
            task.answer,
            task.dissent,
        ]


def call_header() -> list[str]:
    return [
        *(_("编号"), _("事项"), _("吹哨单位"), _("吹哨时间"), _("到哪里"), _("什么时候到"), _("部门")),
        *(_("到场时间"), _("谁到场"), _("是否按时"), _("解决得怎么样"), _("评语"), _("部门的说明")),
    ]


def call_lines(tasks: Iterable[Task]) -> Iterator[Sequence[Value]]:
    """Return one line for each department that was called."""
    effects = effect_words()
    for task in tasks:
        call, came = task.call, getattr(task, "attendance", None)
        if call is None:
            continue
        yield [
            task.matter.number,
            task.matter.title,
            call.unit.name,
            timezone.localtime(call.called_at),
            call.place,
            timezone.localtime(call.at),
            task.unit.name,
            timezone.localtime(came.arrived_at) if came and came.arrived_at else None,
            came.who if came else "",
            {True: _("按时"), False: _("没有按时"), None: ""}[came.on_time] if came else "",
            effects.get(came.effective, "") if came else "",
            came.words if came else "",
            came.response if came else "",
        ]


def effect_words() -> dict[int | None, str]:
    return {3: _("解决了"), 2: _("解决了一部分"), 1: _("没有解决")}


def merged(tasks: Iterable[Task]) -> str:
    """Return the answers as paragraphs for the lead's draft; what a unit did not agree with is not among them."""
    return "\n\n".join(
        _("%(unit)s：%(answer)s") % {"unit": task.unit.name, "answer": task.answer} for task in tasks
    )
