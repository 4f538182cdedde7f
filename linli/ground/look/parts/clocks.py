"""The clock: a bar of the whole limit with today on it, the due day in words, and why it is that day."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from django.utils.translation import gettext as _

from linli.ground.look import wording

Tone = Literal["ink", "amber", "red", "green"]
SOON = 0.2


def tone_of(
    due_at: datetime | None, now: datetime, *, began_at: datetime | None = None, done: bool = False
) -> Tone:
    """Return the colour of time: green answered, red late, amber in the last fifth (or last day) of the limit, else ink."""
    if done:
        return "green"
    if due_at is None:
        return "ink"
    if now > due_at:
        return "red"
    days = (wording.last_day(due_at) - wording.local_day(now)).days
    if days <= 1 or (began_at is not None and (due_at - now) < SOON * (due_at - began_at)):
        return "amber"
    return "ink"


@dataclass(frozen=True)
class Day:
    """One line of the account, a day or the days `on` to `until`: counted ones carry the `number` of the last day."""

    on: date
    counted: bool
    why: str = ""
    number: int | None = None
    until: date | None = None

    @property
    def first_number(self) -> int | None:
        """Return the number of the first day of a run, where the run is longer than a day."""
        if self.until is None or self.number is None or self.until <= self.on:
            return None
        return self.number - (self.until - self.on).days


@dataclass(frozen=True)
class Clock:
    """One running or finished limit, as shown. `limit` and `source` are words ("60日", "信访工作条例第三十四条")."""

    name: str
    began_at: datetime
    due_at: datetime
    now: datetime
    limit: str = ""
    source: str = ""
    done_at: datetime | None = None
    paused: bool = False
    provisional: bool = False
    account: Sequence[Day | str] = field(default_factory=tuple)
    opened: bool = False

    @property
    def tone(self) -> Tone:
        if self.done_at is not None:
            return "green" if self.done_at <= self.due_at else "red"
        return tone_of(self.due_at, self.now, began_at=self.began_at)

    @property
    def words(self) -> str:
        """Say where it stands; never colour alone."""
        if self.done_at is not None:
            return _("按时完成") if self.done_at <= self.due_at else _("逾期完成")
        if self.paused:
            return _("暂停计时")
        return wording.span(self.due_at, self.now)

    @property
    def due_day(self) -> date:
        return wording.last_day(self.due_at)

    @property
    def at(self) -> datetime:
        return self.done_at or self.now

    @property
    def share(self) -> float:
        """Return how much of the drawn bar is used, in percent; when late the bar ends at today, not at the due day."""
        whole = max(self.due_at, self.at) - self.began_at
        used = self.at - self.began_at
        return round(min(100.0, max(0.0, 100 * (used / whole if whole else 1.0))), 2)

    @property
    def used(self) -> float:
        """Return the part drawn as used, in percent: up to the due day; beyond it is drawn as late."""
        return min(self.share, self.due_share)

    @property
    def due_share(self) -> float:
        """Return where the due day lies on the bar, in percent."""
        whole = max(self.due_at, self.at) - self.began_at
        return round(100 * ((self.due_at - self.began_at) / whole), 2) if whole else 100.0

    @property
    def rest(self) -> float:
        return round(100 - self.due_share, 2)

    @property
    def anchor(self) -> str:
        """Keep the word under the mark inside the bar."""
        return "start" if self.share < 12 else "end" if self.share > 88 else "middle"

    @property
    def lines(self) -> list[Day]:
        return [line if isinstance(line, Day) else Day(self.due_day, True, line) for line in self.account]

    @property
    def is_daily(self) -> bool:
        return bool(self.account) and all(isinstance(line, Day) for line in self.account)
