"""A request for more time in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.core.clocks.models import Clock
from linli.core.matters.models import Matter
from linli.core.procedures.taking import procedure_of
from linli.flow.handling.timing import grounds
from linli.flow.handling.timing.models import TimeRequest
from linli.ground.calendars.explain import limit_words
from linli.ground.look import wording
from linli.lib.spreadsheets.writing import Value


@dataclass(frozen=True)
class Shown:
    """One request as lists and panels show it."""

    id: UUID
    request: TimeRequest
    clock: str
    what: str


def shown(request: TimeRequest, matter: Matter) -> Shown:
    return Shown(request.id, request, clock_name(request.clock, matter), what_is_asked(request))


def clock_name(clock: Clock, matter: Matter) -> str:
    return procedure_of(matter).clock_called(clock.name)


def what_is_asked(request: TimeRequest) -> str:
    if request.kind == TimeRequest.Kind.EXTEND:
        limit = limit_words(request.amount or 0, request.measure)  # type: ignore[arg-type]
        return _("延期%(limit)s") % {"limit": limit}
    ground = grounds.every().get(request.ground)
    day = wording.moment(request.until) if request.until else "—"
    return _("中止计时到%(day)s：%(ground)s") % {"day": day, "ground": ground.label if ground else "—"}


def header() -> Sequence[str]:
    return [
        *(_("编号"), _("时限"), _("申请"), _("理由"), _("依据")),
        *(_("申请单位"), _("申请人"), _("申请时间"), _("状态"), _("批示")),
    ]


def lines(requests: Iterator[TimeRequest]) -> Iterator[Sequence[Value]]:
    for one in requests:
        yield [
            one.matter.number,
            clock_name(one.clock, one.matter),
            what_is_asked(one),
            one.reason,
            one.source,
            one.asked_for.name,
            one.asked_by.name,
            timezone.localtime(one.asked_at),
            one.stage_words,
            one.decision,
        ]
