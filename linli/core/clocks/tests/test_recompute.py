from datetime import date

import pytest

from linli.core.clocks import actions, queries
from linli.core.clocks.models import Clock
from linli.core.clocks.tests.conftest import at
from linli.core.clocks.tests.test_acts import end, entries
from linli.ground.calendars import actions as calendar_actions
from linli.ground.calendars.models import CalendarYear
from linli.ground.people.actor import SYSTEM
from linli.lib.limits import parse_limit

NOW = at("2026-12-16T10:00")
OUT = at("2026-12-20T10:00")


@pytest.fixture
def clocks(new_matter, seeded):
    """A clock that the notice moves, one that it only confirms, one that it does not touch."""
    begun = []
    for limit in ("10个工作日", "60日", "5个工作日"):
        matter = new_matter("2026-12-16T10:00")
        begun.append(
            (matter, actions.start(matter, "reply", limit=parse_limit(limit), now=NOW, actor=SYSTEM))
        )
    actions.tick(now=NOW)
    return begun


def publish():
    """A notice of 2027 that orders a bridge: Saturday 26 December is worked, 31 December is free."""
    days = {
        date(2026, 12, 26): ("work", "元旦"),
        date(2026, 12, 31): ("rest", "元旦"),
        date(2027, 1, 1): ("rest", "元旦"),
    }
    calendar_actions.set_year("cn", 2027, days=days, official=True, source="国务院办公厅通知", actor=SYSTEM)


def test_a_date_in_a_year_without_notice_is_provisional_and_says_so(clocks):
    moved, confirmed, untouched = (clock for _, clock in clocks)
    assert (moved.due_at, moved.provisional) == (end("2026-12-30"), True)
    assert (confirmed.due_at, confirmed.provisional) == (end("2027-02-15"), True)
    assert untouched.provisional is False
    assert "2027年的放假安排尚未公布" in queries.explain(confirmed, now=NOW)[-1]


def test_the_notice_moves_what_it_must_exactly_once(clocks):
    publish()
    actions.tick(now=OUT)
    (first, _), (second, _), (third, _) = clocks
    (entry,) = entries(first, "clocks.recomputed")
    assert (entry.body["before"][:10], entry.body["after"][:10]) == ("2026-12-30", "2026-12-29")
    assert any(line["code"] == "counted_makeup" for line in entry.body["explanation"])
    (entry,) = entries(second, "clocks.recomputed")
    assert entry.body["before"] == entry.body["after"]
    assert (entry.body["was_provisional"], entry.body["provisional"]) == (True, False)
    assert entries(third, "clocks.recomputed") == []
    assert not Clock.objects.filter(provisional=True).exists()
    first.refresh_from_db()
    assert first.due_at == end("2026-12-29")
    actions.tick(now=OUT)
    actions.recompute("cn", now=OUT)
    assert len(entries(first, "clocks.recomputed")) == 1


def test_a_correction_of_an_announced_year_moves_running_clocks_too(new_matter, seeded):
    """As in 2020, when the Spring Festival holiday was made longer after it had begun."""
    matter = new_matter("2026-02-12T10:00")
    actions.start(matter, "reply", limit=parse_limit("5个工作日"), now=at("2026-02-12T10:00"), actor=SYSTEM)
    actions.tick(now=at("2026-02-12T10:00"))
    year = CalendarYear.objects.get(calendar="cn", year=2026)
    calendar_actions.set_day(year, date(2026, 2, 24), kind="rest", name="春节", actor=SYSTEM)
    actions.tick(now=at("2026-02-23T10:00"))
    matter.refresh_from_db()
    assert matter.due_at == end("2026-02-27")


def test_stopped_clocks_stay_as_they_were(clocks):
    matter, clock = clocks[0]
    actions.stop(matter, "reply", now=OUT, actor=SYSTEM)
    publish()
    actions.tick(now=OUT)
    clock.refresh_from_db()
    assert clock.due_at == end("2026-12-30")
    assert entries(matter, "clocks.recomputed") == []


def test_a_moved_end_gets_its_breach_at_the_new_end(clocks):
    publish()
    assert actions.tick(now=at("2026-12-30T09:00")) == 2  # both end on an earlier or the same day
    assert actions.tick(now=at("2026-12-31T09:00")) == 0


def test_a_local_closure_moves_only_the_clocks_of_its_calendar(new_matter, seeded):
    calendar_actions.set_calendar("county", name="青山县", base="cn", actor=SYSTEM)
    ours, theirs = new_matter(), new_matter()
    for matter, calendar in ((ours, "county"), (theirs, "cn")):
        actions.start(
            matter,
            "reply",
            limit=parse_limit("5日"),
            now=at("2026-03-09T10:00"),
            actor=SYSTEM,
            calendar=calendar,
        )
    actions.tick(now=at("2026-03-09T10:00"))
    calendar_actions.set_year(
        "county",
        2026,
        days={date(2026, 3, 16): ("rest", "防汛停工")},
        official=True,
        source="县政府通知",
        actor=SYSTEM,
    )
    actions.tick(now=at("2026-03-10T10:00"))
    assert len(entries(ours, "clocks.recomputed")) == 1
    assert entries(theirs, "clocks.recomputed") == []
    clock = Clock.objects.get(matter=ours)
    assert clock.due_at == end("2026-03-17")
    assert any("防汛停工" in line for line in queries.explain(clock, now=at("2026-03-10T10:00")))
