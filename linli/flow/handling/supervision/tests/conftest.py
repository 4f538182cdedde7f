"""Supervisions of one leak: the duty post or the leader asks, the water department answers."""

from datetime import datetime, timedelta

import pytest

from linli.core.clocks.actions import tick
from linli.flow.handling.supervision import actions
from linli.flow.handling.supervision.models import Supervision
from linli.ground.people.models import Post, Posting, Role, Staff
from linli.testing.cast import SINCE, Member, hashed
from linli.testing.makers import MONDAY

THURSDAY = MONDAY + timedelta(days=3)
NEXT_MONDAY = MONDAY + timedelta(days=7)
LATER = datetime(2026, 3, 12, 9, 0, tzinfo=MONDAY.tzinfo)
ASKED = {"question": "水管漏了一星期，为什么还没有修？", "demand": "三天内修好，并说明原因。"}
ANSWERED = {"done": "换了闸阀", "result": "不漏了", "measures": "每月巡查一次"}


@pytest.fixture
def leak(centre):
    return centre.matter(centre.bring())


@pytest.fixture
def second_leader(cast):
    """Another leader of the centre, who may decide on what the first one gave."""
    return member_of(cast.centre, "leader", "shuji", "韩立")


def member_of(unit, role, username, name):
    staff = Staff(username=username, name=name, password=hashed())
    staff.save()
    post = Post.objects.create(unit=unit, role=Role.objects.get(code=role), name=f"{role}-{username}")
    Posting.objects.create(post=post, staff=staff, valid_from=SINCE)
    return Member(staff, unit)


@pytest.fixture
def issue(leak, centre):
    """Return a function by which somebody (the clerk) supervises the leak at the water department."""

    def ask(person="clerk", *, matter=leak, now=MONDAY, **changes):
        said = {"trigger": "overdue", "addressee_id": centre.cast.water.id, **ASKED, **changes}
        return actions.issue(matter.id, actor=getattr(centre.cast, person).actor, now=now, **said)

    return ask


@pytest.fixture
def answer(centre):
    def reply(supervision, *, person="handler", now=MONDAY, **changes):
        actor = getattr(centre.cast, person).actor
        return actions.answer(supervision.id, actor=actor, now=now, **{**ANSWERED, **changes})

    return reply


@pytest.fixture
def pass_to(centre):
    """Return a function that lets time pass: the clocks are looked at, and what follows happens."""

    def go(now):
        tick(now=now)
        centre.settle(now=now)

    return go


def again(supervision):
    return Supervision.objects.get(id=supervision.id)
