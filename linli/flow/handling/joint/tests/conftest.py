"""A leaking pipe at the water department, a second department to ask, and a town to whistle."""

import pytest

from linli.flow.handling import actions as handling
from linli.ground.people.models import Post, Posting, Role, Staff, Unit
from linli.testing.cast import SINCE, Member, hashed
from linli.testing.makers import MONDAY


@pytest.fixture
def roads(centre):
    """The road department with somebody who works there."""
    cast = centre.cast
    unit = Unit.objects.create(
        code="JT", name="晴川县交通运输局", kind="department", area=cast.county, parent=cast.centre
    )
    staff = Staff(username="jiaotong", name="韩雪", phone="13900000002", password=hashed())
    staff.save()
    post = Post.objects.create(unit=unit, role=Role.objects.get(code="handler"), name="经办")
    Posting.objects.create(post=post, staff=staff, valid_from=SINCE)
    return Member(staff, unit)


@pytest.fixture
def leak(centre, roads):
    """A matter that the water department handles."""
    receipt = centre.bring()
    handling.claim(receipt.matter_id, actor=centre.cast.handler.actor, now=MONDAY)
    return centre.matter(receipt)
