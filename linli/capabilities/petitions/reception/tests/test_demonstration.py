"""The hall of the demonstration has desks, and visits of the last days."""

import heapq
from datetime import timedelta
from itertools import count
from types import SimpleNamespace

from linli.capabilities.petitions.bringing.models import Way
from linli.capabilities.petitions.reception.demonstration import plan
from linli.capabilities.petitions.reception.models import Desk, Ticket
from linli.testing.makers import MONDAY

HALL = """
[[service]]
letter = "A"
name = "信访接待"
[[desk]]
unit = "ZX"
room = "1号窗口"
about = "取号"
weekdays = "12345"
opens = "08:30"
closes = "17:30"
[[way]]
code = "court"
name = "法院"
path = "litigation"
applies = "打官司"
"""


class FewDays:
    """A queue of what is planned, carried out in order of time."""

    def __init__(self, centre, end):
        self.end, self.queue, self.order = end, [], count()
        self.crew = SimpleNamespace(duty=centre.cast.clerk.actor, centre=centre.cast.centre.id)

    def at(self, moment, act):
        if moment < self.end:
            heapq.heappush(self.queue, (moment, next(self.order), act))

    def run(self):
        while self.queue:
            moment, _place, act = heapq.heappop(self.queue)
            act(moment)


def test_the_demonstration_opens_a_hall_with_visits(centre, tmp_path):
    (tmp_path / "reception.toml").write_text(HALL, encoding="utf-8")
    year = FewDays(centre, MONDAY + timedelta(hours=9))
    for _twice in range(2):
        plan(year, tmp_path)
    year.run()
    assert (Desk.objects.count(), Way.objects.count()) == (1, 1)
    ended = Ticket.objects.exclude(ending="")
    assert 20 < ended.count() <= Ticket.objects.count()


def test_a_locality_without_a_hall_has_none(centre, tmp_path):
    plan(FewDays(centre, MONDAY), tmp_path)
    assert not Desk.objects.exists()
