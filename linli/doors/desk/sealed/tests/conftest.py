"""A complaint about the water department, brought to the centre's leader and to the town's confidant."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from linli.core import capability
from linli.core.capability import Kind
from linli.core.matters import sealed
from linli.core.matters.models import Matter
from linli.ground.people.keyring.actions import make
from linli.ground.people.models import Post, Posting, Role, Staff
from linli.testing.cast import PASSWORD, SINCE, hashed
from linli.testing.makers import MONDAY, Centre

SECRET = "水务局陈局长收了管材商的钱"
NAME = "王小满"
LATER = MONDAY + timedelta(hours=3)


@pytest.fixture(autouse=True)
def accusation(monkeypatch):
    """Let the first capability take in accusations too; they follow its procedure."""
    first = capability.named("requests")
    kinds = (*first.kinds, Kind("test_accusation", "举报", "", sealed=True))
    monkeypatch.setitem(capability._capabilities, first.name, replace(first, kinds=kinds))


@pytest.fixture
def clock():
    with time_machine.travel(LATER, tick=False) as traveller:
        yield traveller


@dataclass
class Sealed:
    """The centre, a second confidant of its own, and one sealed matter."""

    centre: Centre
    second: Staff
    receipt: Any

    @property
    def number(self) -> str:
        return str(self.receipt.number)

    @property
    def matter(self) -> Matter:
        return Matter.objects.visible_to(self.leader_actor, sealed=True).get(id=self.receipt.matter_id)

    @property
    def leader_actor(self) -> Any:
        return self.centre.cast.leader.actor

    def url(self, name: str, *args: Any) -> str:
        return reverse(f"desk:{name}", args=[self.number, *args])

    def open(self, client: Any, *, what: str = "narrative", **said: str) -> Any:
        words = {"what": what, "password": PASSWORD, "reason": "登记后查看", **said}
        return client.post(self.url("sealed-open"), words)


def confidant(cast: Any, username: str, name: str, unit: Any) -> Staff:
    """Make a colleague whose post is to hold keys."""
    staff = Staff.objects.create(username=username, name=name, password=hashed())
    make(staff, PASSWORD, now=MONDAY)
    post = Post.objects.create(unit=unit, role=Role.objects.get(code="confidant"), name="密封事项专员")
    Posting.objects.create(post=post, staff=staff, valid_from=SINCE)
    return staff


def accuse(centre: Centre, **changes: Any) -> Any:
    said = {
        "kind": "test_accusation",
        "text": SECRET,
        "sealed": True,
        "named": (sealed.Named("staff", centre.cast.head.staff.id),),
        "category_id": None,
    }
    return centre.bring(**{**said, **changes})


@pytest.fixture
def world(centre, clock) -> Sealed:
    second = confidant(centre.cast, "mifeng", "许静", centre.cast.centre)
    return Sealed(centre, second, accuse(centre))


@pytest.fixture
def most(centre, clock) -> Sealed:
    """The same, sealed most closely: two persons open who it is."""
    second = confidant(centre.cast, "mifeng", "许静", centre.cast.centre)
    return Sealed(centre, second, accuse(centre, grade="most"))
