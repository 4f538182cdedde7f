"""Make what tests need through the real actions, so that no impossible data exists."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction

from linli.core.matters import ledger
from linli.core.matters.models import Category, Channel, Entry, Matter
from linli.flow.intake.actions import receive
from linli.flow.intake.receipt import Receipt
from linli.flow.intake.submission import Spot, Submission
from linli.flow.routing.models import Duty, Rule
from linli.ground.calendars import actions as calendars
from linli.ground.people.actor import SYSTEM, Actor, resident
from linli.lib.identifiers import uuid7
from linli.testing.cast import Cast
from linli.testing.remembered import remembered

CHINA = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=CHINA)


@dataclass(frozen=True)
class Centre:
    """A centre at work: the cast, and the tables by which it routes."""

    cast: Cast
    leak: Category
    noise: Category
    portal: Channel

    def submission(self, **changes: Any) -> Submission:
        """Return a plain request about a leaking pipe in the east village, with `changes`."""
        village = self.cast.east_village
        said: dict[str, Any] = {
            "key": str(uuid7()),
            "capability": "requests",
            "kind": "help",
            "text": "村口的自来水管漏水，路面都湿了。",
            "channel": self.portal.code,
            "category_id": self.leak.id,
            "severity": "large",
            "spot": Spot(village_id=village.id, words="村口老槐树旁"),
            "phone": "13800000001",
            "name": "王小满",
        }
        return Submission(**{**said, **changes})

    def bring(self, *, now: datetime = MONDAY, actor: Actor | None = None, **changes: Any) -> Receipt:
        """Bring a matter and let it be routed, as a resident would."""
        receipt = receive(self.submission(**changes), actor=actor or resident(), now=now)
        self.settle(now=now)
        return receipt

    def settle(self, *, now: datetime) -> None:
        """Let everything that follows from what happened happen."""
        while ledger.deliver_pending(now=now):
            pass

    def matter(self, receipt: Receipt) -> Matter:
        return Matter.objects.visible_to(SYSTEM).get(id=receipt.matter_id)

    def verbs(self, receipt: Receipt) -> list[str]:
        entries = Entry.objects.filter(subject=receipt.matter_id).order_by("seq")
        return list(entries.values_list("verb", flat=True))

    def requester(self, receipt: Receipt) -> Actor:
        """Return the resident who holds this receipt."""
        return resident([receipt.matter_id])


@pytest.fixture
def centre(cast: Cast) -> Centre:
    """The centre of the cast, open for business: a calendar, two categories, a duty list, four rules."""
    return Centre(cast, *remembered("centre", lambda: _tables(cast)))


def open_centre(cast: Cast) -> Centre:
    """Open the centre of a cast that is not that of the fixture."""
    return Centre(cast, *_tables(cast))


@transaction.atomic
def _tables(cast: Cast) -> tuple[Category, Category, Channel]:
    """Make the calendar, the categories, the duty list and the rules; return what tests ask for by name."""
    calendars.seed(now=MONDAY - timedelta(days=60))
    water = Category.objects.create(code="W", name="供水", path="W")
    leak = Category.objects.create(code="W1", name="管道漏水", parent=water, path="W/W1")
    noise = Category.objects.create(code="N", name="噪声", path="N")
    portal = Channel.objects.create(code="portal", name="居民门户")
    Channel.objects.create(code="window", name="服务窗口")
    Duty.objects.create(category=water, unit=cast.water, article="县级责任清单第12项")
    for place, (severity, to, sentence) in enumerate(RULES, start=1):
        Rule.objects.create(place=place, severity=severity, to=to, sentence=sentence)
    return leak, noise, portal


RULES = (
    ("urgent", "centre", "急事直报县中心"),
    ("small", "village", "小事不出村"),
    ("", "duty", "按责任清单"),
    ("large", "town", "大事由镇里协调"),
)
