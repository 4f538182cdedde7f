"""Reading calendars: as values to count with, kept in memory as long as their rows do not change."""

from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings

from linli.ground.calendars import national
from linli.ground.calendars.files import local_calendar
from linli.ground.calendars.hours import hours_from
from linli.ground.calendars.models import CalendarYear, Closing, Status, WorkCalendar
from linli.lib.days import Calendar, Day, DayKind
from linli.lib.days import Closing as DayClosing
from linli.lib.kept import kept

ANNOUNCED_FROM = (11, 1)  # the notice of the next year is usually out early in November

Rows = dict[str, tuple[str | None, UUID]]  # by code: the base and the version

_kept: dict[str, tuple[tuple[UUID, ...], Calendar]] = {}


class UnknownCalendar(LookupError):
    """No calendar of this code; `known` are those there are."""

    def __init__(self, code: str, known: list[str]) -> None:
        super().__init__(code)
        self.code, self.known = code, known


def default_code() -> str:
    """Return the code of the calendar that this installation counts with unless told otherwise."""
    code: str = getattr(settings, "CALENDAR", "") or national.data()["code"]
    return code


def calendar(code: str = "") -> Calendar:
    """Return the calendar as it is now; one query while nothing changed. Raises UnknownCalendar.

    Without any row (a new installation) it is the built-in one, or the locality's file of that name on top of it.
    """
    return calendars([code or default_code()])[0]


def calendars(codes: list[str]) -> list[Calendar]:
    """Return the calendars of `codes` at the cost of one query."""
    rows = _rows()
    return [_current(code, rows) for code in codes]


def versions() -> dict[str, str]:
    """Return a mark of each calendar's state, by code: another one as soon as it, or its base, was changed."""
    rows = _rows()
    before = {} if default_code() in rows else {default_code(): _builtin_version()}
    return before | {code: ".".join(version.hex for version in _chain_versions(code, rows)) for code in rows}


def _builtin_version() -> str:
    return f"builtin-{max(notice.year for notice in national.notices() if notice.official)}"


def builtin(code: str = "") -> Calendar:
    """Return a calendar without looking into the database: the built-in national one, or a locality's file on top of it."""
    code = code or default_code()
    if code == national.data()["code"]:
        return national.builtin()
    folder = Path(settings.LOCALITY) / "calendars"
    for path in (Path(code), folder / f"{code}.toml"):
        if path.suffix == ".toml" and path.is_file():
            return local_calendar(path, on=national.builtin())
    known = [path.stem for path in folder.glob("*.toml")]
    raise UnknownCalendar(code, sorted({national.data()["code"], *known}))


def missing_years(*, on: date) -> list[int]:
    """Return the years whose notice ought to be out by now and is not entered: this one, and from November the next."""
    current = calendar(national.data()["code"])
    wanted = [on.year, on.year + 1] if (on.month, on.day) >= ANNOUNCED_FROM else [on.year]
    return [year for year in wanted if not current.announced(year)]


@kept
def _rows() -> Rows:
    found = WorkCalendar.objects.order_by().values_list("code", "base_id", "version")
    return {code: (base, version) for code, base, version in found}


def _current(code: str, rows: Rows) -> Calendar:
    if code not in rows:
        try:
            return builtin(code)
        except UnknownCalendar as unknown:
            raise UnknownCalendar(code, sorted({*unknown.known, *rows})) from None
    version = _chain_versions(code, rows)
    kept = _kept.get(code)
    if kept is None or kept[0] != version:
        kept = _kept[code] = (version, _load(WorkCalendar.objects.get(code=code)))
    return kept[1]


def _chain_versions(code: str, rows: Rows) -> tuple[UUID, ...]:
    base, version = rows[code]
    return (*_chain_versions(base, rows), version) if base else (version,)


def _load(row: WorkCalendar) -> Calendar:
    notices = [_notice(year) for year in row.years.prefetch_related("days").order_by("year")]
    if row.base is None:
        whole = national.assemble(notices, stored_hours=row.hours, closes=row.closes)
        return whole.under({}, code=row.code, name=row.name)
    days = {
        d: Day(kind, name, notice.source) for notice in notices for d, (kind, name) in notice.days.items()
    }
    closes: DayClosing | None = (
        None if not row.closes else ("business" if row.closes == Closing.BUSINESS else "24:00")
    )
    base = _load(row.base)
    return base.under(days, code=row.code, name=row.name, hours=hours_from(row.hours), closes=closes)


def _notice(year: CalendarYear) -> national.Notice:
    kinds: dict[str, DayKind] = {"rest": "rest", "work": "work"}
    days = {day.date: (kinds[day.kind], day.name) for day in year.days.all()}
    return national.Notice(year.year, year.status == Status.OFFICIAL, year.source, days)
