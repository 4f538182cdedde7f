"""Petitions as rows of lists and tables, and as a panel beside their matter."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.capabilities.petitions.models import (
    CarryingOut,
    Hearing,
    Objection,
    Petition,
    Referral,
    Review,
    Settlement,
)
from linli.capabilities.petitions.queries.rounds import duties_of, petition_of, time_to_ask
from linli.core.matters.models import Matter
from linli.core.procedures.taking import procedure_of
from linli.lib.spreadsheets.writing import Value


def state_of(matter: Matter) -> str:
    state = procedure_of(matter).states.get(matter.state)
    return str(state.label) if state else matter.state


@dataclass(frozen=True)
class Row:
    petition: Petition
    state: str


def rows(petitions: Iterable[Petition]) -> list[Row]:
    return [Row(one, state_of(one.matter)) for one in petitions]


def header() -> list[str]:
    return [
        *(_("编号"), _("标题"), _("类别"), _("形式"), _("信访人数"), _("收到时间"), _("环节"), _("阶段")),
        *(
            _("在哪个机关"),
            _("办理机关"),
            _("告知时间"),
            _("结论"),
            _("采纳情况"),
            _("出具意见时间"),
            _("送达时间"),
        ),
    ]


def lines(petitions: Iterable[Petition]) -> Iterator[Sequence[Value]]:
    for one in petitions:
        yield [
            one.matter.number,
            one.matter.title,
            one.get_klass_display(),
            one.get_form_display(),
            one.people_count,
            timezone.localtime(one.brought_at),
            state_of(one.matter),
            one.get_stage_display(),
            one.matter.unit.name,
            one.organ.name if one.organ else "",
            _here(one.told_at),
            one.get_conclusion_display(),
            one.get_adoption_display(),
            _here(one.opinion_at),
            _here(one.delivered_at),
        ]


def duty_header() -> list[str]:
    return [
        *(_("编号"), _("标题"), _("落实什么"), _("责任机关"), _("哪天前"), _("落实时间")),
        *(_("是否逾期"), _("怎么落实的")),
    ]


def duty_lines(duties: Iterable[CarryingOut]) -> Iterator[Sequence[Value]]:
    for one in duties:
        yield [
            one.petition.matter.number,
            one.petition.matter.title,
            one.what,
            one.organ.name,
            one.due_on,
            _here(one.done_at),
            "" if one.was_late is None else _("是") if one.was_late else _("否"),
            one.evidence,
        ]


def _here(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment) if moment else None


@dataclass(frozen=True)
class Panel:
    """What stands beside a matter: its petition with everything that its rounds brought, and until when one may ask."""

    petition: Petition
    until: datetime | None
    asks_for: str
    objections: list[Objection]
    referrals: list[Referral]
    reviews: list[Review]
    hearings: list[Hearing]
    settlements: list[Settlement]
    duties: list[CarryingOut]


def panel(matter: Matter) -> Panel:
    petition = petition_of(matter)
    until = time_to_ask(matter)
    asks_for = _("申请复核") if petition.reviews.all() else _("申请复查")
    return Panel(
        petition=petition,
        until=until,
        asks_for=asks_for,
        objections=list(petition.objections.select_related("unit").order_by("began_at")),
        referrals=list(petition.referrals.order_by("began_at")),
        reviews=list(petition.reviews.select_related("organ").order_by("began_at")),
        hearings=list(petition.hearings.order_by("began_at")),
        settlements=list(petition.settlements.order_by("began_at")),
        duties=duties_of(matter),
    )
