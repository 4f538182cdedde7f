"""Linked matters as rows, as a table to take away, and as one story."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.matters.models import Matter
from linli.core.matters.telling import tell_together
from linli.core.procedures.taking import procedure_of
from linli.doors.desk.shown.matter import UNTOLD
from linli.doors.desk.shown.rows import where
from linli.flow.handling.links.queries import Tie
from linli.ground.look import parts
from linli.lib.spreadsheets.writing import Value


@dataclass(frozen=True)
class Line:
    """One matter that follows: where it stands, and by when."""

    matter: Matter
    state: str
    tone: parts.Tone
    relation: str
    undo: str


def state_of(matter: Matter) -> str:
    found = procedure_of(matter).states.get(matter.state)
    return str(found.label) if found else matter.state


def lines(lead: Matter, ties: Iterable[Tie], *, now: datetime) -> list[Line]:
    return [
        Line(
            tie.other,
            state_of(tie.other),
            parts.tone_of(tie.other.due_at, now, began_at=tie.other.received_at, done=not tie.other.is_open),
            tie.link.get_relation_display(),
            reverse("desk:links-beside", args=[lead.number, tie.other.number]),
        )
        for tie in ties
    ]


def header() -> list[str]:
    return [
        *(_("编号"), _("标题"), _("关系"), _("环节"), _("责任单位"), _("经办人"), _("村社区"), _("地点")),
        *(_("收到时间"), _("最近到期"), _("关联时间"), _("理由")),
    ]


def table(ties: Iterable[Tie]) -> Iterator[Sequence[Value]]:
    for tie in ties:
        matter = tie.other
        yield [
            matter.number,
            matter.title,
            tie.link.get_relation_display(),
            state_of(matter),
            matter.unit.name,
            matter.handler.name if matter.handler else "",
            matter.village.name if matter.village else "",
            matter.place,
            timezone.localtime(matter.received_at),
            timezone.localtime(matter.due_at) if matter.due_at and matter.is_open else None,
            timezone.localtime(tie.link.made_at),
            tie.link.reason,
        ]


def story(matters: Sequence[Matter]) -> list[parts.Happening]:
    """Return what happened to all of them, the newest first, each under its number."""
    numbers = {matter.id: matter.number for matter in matters}
    return [
        parts.Happening(
            at=told.at,
            title=f"{numbers[subject]} · {told.title}",
            who=told.who,
            text="\n".join(told.lines),
            internal=told.verb == "handling.noted",
        )
        for subject, told in reversed(tell_together(matters, audience="staff"))
        if told.verb not in UNTOLD
    ]


def facts(matter: Matter) -> list[parts.Fact]:
    """Return what is compared when two stand side by side."""
    known = [
        (_("环节"), state_of(matter)),
        (_("分类"), matter.category),
        (_("地点"), where(matter)),
        (_("网格"), matter.cell),
        (_("责任单位"), matter.unit),
        (_("收到时间"), f"{timezone.localtime(matter.received_at):%Y-%m-%d %H:%M}"),
    ]
    return [parts.Fact(str(name), value) for name, value in known if value]
