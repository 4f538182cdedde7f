"""Numbers of documents (发文字号): within a series and a year one after the other, without a gap and without a double."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from linli.ground.documents import shelf
from linli.ground.documents.models import IssuedNumber, NumberSeries, SeriesYear
from linli.lib.identifiers import uuid7


class PatternWrong(ValueError):
    """The pattern of a series cannot be; the message is a sentence."""


def check_pattern(pattern: str) -> None:
    """Raise PatternWrong unless the pattern has {n} once, {year} at most once, and no other brace."""
    rest = pattern.replace("{year}", "", 1).replace("{n}", "", 1)
    if "{n}" not in pattern or "{" in rest or "}" in rest:
        raise PatternWrong(_("文号格式里要有{n}（序号），可以有{year}（年份），不能有别的花括号。"))


def in_words(pattern: str, *, year: int, n: int) -> str:
    return pattern.replace("{year}", str(year)).replace("{n}", str(n))


def next_number(series: str, *, year: int, now: datetime, unit_id: UUID | None = None) -> IssuedNumber:
    """Give the next number of a series, in the caller's transaction: undone with it, so that there is no gap.

    A unit with a row of its own counts by itself. Writers of one series wait for each other.
    Raises LookupError where nobody ships the series, TransactionManagementError outside a transaction.
    """
    row = _series(series, unit_id)
    before = row.first - 1 if row.first_year == year else 0
    begun = SeriesYear(id=uuid7(), series=row, year=year, last=before)
    SeriesYear.objects.bulk_create([begun], ignore_conflicts=True)
    counted = SeriesYear.objects.select_for_update().get(series=row, year=year)
    counted.last += 1
    counted.save(update_fields=["last"])
    text = in_words(row.pattern, year=year, n=counted.last)
    return IssuedNumber.objects.create(
        id=uuid7(), series=row, year=year, n=counted.last, text=text, issued_at=now
    )


def _series(code: str, unit_id: UUID | None) -> NumberSeries:
    rows: Mapping[UUID | None, NumberSeries] = {
        row.unit_id: row for row in NumberSeries.objects.filter(code=code) if row.unit_id in (None, unit_id)
    }
    found = rows.get(unit_id) or rows.get(None)
    if found is not None:
        return found
    shipped = shelf.series(code)
    made = NumberSeries(id=uuid7(), code=code, name=shipped.name.zh, pattern=shipped.pattern)
    NumberSeries.objects.bulk_create([made], ignore_conflicts=True)
    return NumberSeries.objects.get(code=code, unit=None)


def void(number: IssuedNumber, *, reason: str, now: datetime) -> None:
    """Mark a number as void; it stays and is never given again."""
    IssuedNumber.objects.filter(pk=number.pk, void_at=None).update(void_at=now, void_reason=reason[:200])


def foreseen(series: str, *, year: int, unit_id: UUID | None = None) -> str:
    """Return how the next number will look, without the number: nothing is given."""
    own = NumberSeries.objects.filter(code=series, unit=unit_id).first() if unit_id else None
    row = own or NumberSeries.objects.filter(code=series, unit=None).first()
    pattern = row.pattern if row else shelf.series(series).pattern
    return pattern.replace("{year}", str(year)).replace("{n}", "＿")


def keep_shipped_series() -> None:
    """Give every series that ships its row, for a centre to change."""
    rows = [
        NumberSeries(id=uuid7(), code=each.code, name=each.name.zh, pattern=each.pattern)
        for each in shelf.all_series().values()
    ]
    NumberSeries.objects.bulk_create(rows, ignore_conflicts=True)
