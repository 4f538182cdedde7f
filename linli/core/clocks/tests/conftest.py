from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from linli.core.matters.models import Channel, Matter
from linli.ground.calendars import actions as calendar_actions
from linli.ground.people.actor import Actor, Grant
from linli.ground.people.models import Unit
from linli.ground.places.models import Area, Level
from linli.lib.identifiers import new_number

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.fixture
def area(db):
    return Area.objects.create(level=Level.COUNTY, code="990100000000", name="青山县")


@pytest.fixture
def unit(area):
    return Unit.objects.create(code="water", name="水务局", kind="department", area=area)


@pytest.fixture
def channel(db):
    return Channel.objects.create(code="window", name="窗口")


@pytest.fixture
def seeded(db):
    calendar_actions.seed(now=at("2026-03-01T08:00"))


@pytest.fixture
def new_matter(unit, channel):
    def make(received="2026-03-09T10:00", **fields):
        now = at(received)
        return Matter.objects.create(
            number=new_number(now.date()),
            code_digest=uuid4().hex,
            capability="requests",
            procedure="requests",
            procedure_version=1,
            state="received",
            title="水压不足",
            channel=channel,
            unit=unit,
            received_at=now,
            due_at=now,
            **fields,
        )

    return make


@pytest.fixture
def matter(new_matter, seeded):
    return new_matter()


@pytest.fixture
def leader(unit):
    return Actor(
        "staff", uuid4(), "主任", (Grant(frozenset({"matters.see", "clocks.pause"}), "unit", unit.id),)
    )


@pytest.fixture
def clerk(unit):
    return Actor("staff", uuid4(), "办事员", (Grant(frozenset({"matters.see"}), "unit", unit.id),))


@pytest.fixture
def stranger():
    return Actor(
        "staff", uuid4(), "外镇", (Grant(frozenset({"matters.see", "clocks.pause"}), "unit", uuid4()),)
    )
