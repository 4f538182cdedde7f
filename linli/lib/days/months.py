"""Months are not all as long as each other: the same day, so many months on or back."""

from datetime import date, timedelta


def months_later(day: date, amount: int) -> date:
    """Return the same day number `amount` months later, else that month's last day (Civil Code art. 202, 民法典第二百零二条).

    A negative amount counts back. Raises OverflowError beyond the years that can be written.
    """
    years, month = divmod(day.month - 1 + amount, 12)
    year, month = day.year + years, month + 1
    try:
        return date(year, month, day.day)
    except ValueError:
        return _last_of(year, month)


def _last_of(year: int, month: int) -> date:
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(year)
    following = date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)
    return following - timedelta(days=1)
