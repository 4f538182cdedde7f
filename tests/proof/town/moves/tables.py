"""What changes around the matters: holidays are announced and moved, rules and duties change, people leave, units merge."""

from datetime import date, timedelta
from functools import partial
from typing import Any

from linli.core.registers.actions import rows as registers
from linli.core.registers.declaration import named
from linli.flow.routing.models import Duty, Rule
from linli.ground.calendars import actions as calendars
from linli.ground.calendars.models import CalendarYear, WorkCalendar
from linli.ground.people.actions import appoint, disable, enable, relieve, set_absence
from linli.ground.people.models import Posting, Staff, Unit
from linli.lib.days import DayKind

from ..town import Town
from . import move


@move(4)
def a_year_is_announced(town: Town) -> None:
    year, dice, actor = town.today.year + 1, town.dice, town.who_may("calendars.edit")
    days: dict[date, tuple[DayKind, str]] = {}
    for month, day in ((1, 1), (2, 5), (4, 5), (5, 1), (10, 1)):
        first = date(year, month, day) + timedelta(days=dice.randrange(0, 3))
        for offset in range(dice.choice([1, 3, 7])):
            days[first + timedelta(days=offset)] = ("rest", "节日")
    for _n in range(3):
        days.setdefault(date(year, dice.randint(1, 12), dice.randint(1, 28)), ("work", "补班"))
    code = WorkCalendar.objects.order_by("code")[0].code
    said = partial(calendars.set_year, code, year, days=days, official=True, source="国办发明电")
    town.act("announce a year", lambda: said(actor=actor))


@move(8)
def a_day_is_changed(town: Town) -> None:
    """The notice of a year is corrected: a day near becomes a holiday, a working day, or what its weekday says."""
    year = CalendarYear.objects.filter(year=town.today.year).order_by("id").first()
    if year is None:
        return
    day, actor = town.today + timedelta(days=town.dice.randrange(-20, 60)), town.who_may("calendars.edit")
    if day.year != year.year:
        return
    kinds: list[DayKind | None] = ["rest", "work", None]
    kind = town.dice.choice(kinds)
    if kind is None:
        town.act("take a day back", lambda: calendars.remove_day(year, day, actor=actor))
    else:
        town.act("change a day", lambda: calendars.set_day(year, day, kind=kind, name="临时", actor=actor))


@move(6)
def the_duty_list_changes(town: Town) -> None:
    dice, actor, register = town.dice, town.who_may("routing.edit"), named("duties")
    row = dice.choice([None, *Duty.objects.order_by("id")])
    if row is not None and dice.random() < 0.4:
        town.act(
            "end a duty", lambda: registers.retire(register, row, on=town.today, actor=actor, now=town.now)
        )
        return
    values = {
        "category": dice.choice(town.county.categories),
        "unit": dice.choice(town.county.units),
        "area": dice.choice([None, *town.county.villages]),
        "article": "清单第5项",
        "valid_from": dice.choice([None, town.today]),
    }
    if row is None:
        town.act("add a duty", lambda: registers.add(register, values, actor=actor, now=town.now))
    else:
        town.act("change a duty", lambda: registers.change(register, row, values, actor=actor, now=town.now))


@move(4)
def the_rules_change(town: Town) -> None:
    dice, actor, register = town.dice, town.who_may("routing.edit"), named("rules")
    rows = list(Rule.objects.order_by("place", "id"))
    if rows and dice.random() < 0.5:
        row, to = dice.choice(rows), dice.choice(Rule.To.values)
        town.act(
            "change a rule", lambda: registers.change(register, row, {"to": to}, actor=actor, now=town.now)
        )
        return
    values = {
        "place": dice.randrange(1, 9),
        "severity": dice.choice(["", "small", "large", "urgent"]),
        "to": dice.choice(Rule.To.values),
        "sentence": "试一条",
        "valid_from": town.today,
    }
    town.act("add a rule", lambda: registers.add(register, values, actor=actor, now=town.now))


@move(4)
def a_limit_changes(town: Town) -> None:
    """The centre keeps another limit: matters that began keep the one with which they began."""
    dice, actor, register = town.dice, town.who_may("registers.edit"), named("limits")
    values = {
        "procedure": "requests",
        "clock": dice.choice(["sign_for", "contact", "reply", "confirm"]),
        "amount": dice.randint(1, 20),
        "unit": dice.choice(["working_day", "calendar_day", "hour", "working_hour"]),
        "source": "中心规定",
        "valid_from": town.today,
    }
    town.act("set a limit", lambda: registers.add(register, values, actor=actor, now=town.now))


@move(10)
def somebody_leaves_or_comes(town: Town) -> None:
    dice, actor = town.dice, town.who_may("people.edit")
    posting = dice.choice(list(Posting.objects.select_related("staff", "post__unit").order_by("id")))
    if dice.random() < 0.35:
        town.act("relieve", lambda: relieve(posting, on=town.today, actor=actor, now=town.now))
        town.people_changed()
        return
    staff = dice.choice([posting.staff, dice.choice(town.county.staff)])
    town.act("appoint", lambda: appoint(staff, posting.post, on=town.today, actor=actor, now=town.now))
    town.people_changed()


@move(8)
def somebody_is_away(town: Town) -> None:
    staff, actor = town.dice.choice(town.county.staff), town.who_may("people.edit")
    until = town.dice.choice([None, town.today + timedelta(days=town.dice.randrange(1, 20))])
    town.act("absence", lambda: set_absence(staff, until, actor=actor))


@move(3)
def an_account_is_closed_or_opened(town: Town) -> None:
    chosen, actor = town.dice.choice(town.county.staff), town.who_may("people.edit")
    staff = Staff.objects.get(pk=chosen.pk)
    change = disable if staff.is_active and town.dice.random() < 0.5 else enable
    town.act(change.__name__, lambda: change(staff, actor=actor, now=town.now))
    town.people_changed()


@move(2)
def units_are_merged(town: Town) -> None:
    """A unit ends and another takes over; later it may be there again."""
    dice, actor, register = town.dice, town.who_may("people.edit"), named("units")
    row = Unit.objects.get(pk=dice.choice([one for one in town.county.units if one.code != "ZX"]).pk)
    if row.valid_to is not None:
        values: dict[str, Any] = {"valid_to": None, "successor": None}
    else:
        others = [one for one in town.county.units if one.pk != row.pk]
        values = {"valid_to": town.today, "successor": dice.choice(others)}
    town.act("merge units", lambda: registers.change(register, row, values, actor=actor, now=town.now))
    town.people_changed()
