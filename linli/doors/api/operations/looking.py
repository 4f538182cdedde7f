"""Where a point lies, and when a limit ends."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router

from linli.doors.api.entering import ApiRequest
from linli.doors.api.problems import NotRight
from linli.doors.api.shapes import DueOut, LocatedOut, problems
from linli.doors.api.shown import named
from linli.ground.calendars import queries as calendars
from linli.ground.calendars.explain import sentences
from linli.ground.places.queries import locate
from linli.lib.days import CannotCount, due_of
from linli.lib.geo import DATUMS, point_to_wgs84
from linli.lib.limits import BadLimit, parse_limit

DAY = len("2026-02-12")
router = Router(tags=["looking"])


@router.get("/locate", response={200: LocatedOut, **problems()}, operation_id="locate")
def where(
    request: ApiRequest,
    longitude: float = Query(..., ge=-180, le=180),
    latitude: float = Query(..., ge=-90, le=90),
    datum: str = Query("WGS-84", max_length=8, description="WGS-84, GCJ-02 or BD-09."),
) -> LocatedOut:
    """The cell in which a point lies today."""
    if datum not in DATUMS:
        raise NotRight({"datum": _("坐标系只认得 WGS-84、GCJ-02 和 BD-09。")})
    there = point_to_wgs84(longitude, latitude, datum)
    cell = locate(there.lon, there.lat, on=timezone.localdate())
    village = cell.village if cell else None
    return LocatedOut(
        longitude=round(there.lon, 7),
        latitude=round(there.lat, 7),
        cell=named(cell),
        village=named(village),
        town=named(village.parent if village else None),
    )


@router.get("/due", response={200: DueOut, **problems()}, operation_id="due")
def due(
    request: ApiRequest,
    start: str = Query(
        ..., max_length=40, description="A day or a moment: 2026-02-12, 2026-02-12T16:30+08:00."
    ),
    limit: str = Query(
        ..., max_length=40, description="60 calendar days, 5 working days, 1 month, 4 working hours …"
    ),
    calendar: str = Query(
        "", max_length=64, description="A calendar of the centre; else the one it counts with."
    ),
) -> DueOut:
    """When a limit ends that began at `start`, and why then."""
    try:
        days = calendars.calendar(calendar)
        end = due_of(parse_limit(limit, source=""), _start(start), days)
    except calendars.UnknownCalendar as error:
        raise NotRight({"calendar": _("没有这个日历。")}) from error
    except BadLimit as error:
        raise NotRight({"limit": _("看不懂这个时限，或者它太长太短。")}) from error
    except (CannotCount, OverflowError) as error:
        raise NotRight({"start": _("从这一天起算不出到期日。")}) from error
    return DueOut(
        due=(end.at if end.timed else end.day).isoformat(),
        provisional=end.provisional,
        explanation=sentences(end.lines),
    )


def _start(text: str) -> date | datetime:
    try:
        if len(text) <= DAY:
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise NotRight({"start": _("请写成 2026-02-12 或 2026-02-12T16:30 的样子。")}) from error
    return moment if moment.tzinfo else timezone.make_aware(moment)
