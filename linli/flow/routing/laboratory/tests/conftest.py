"""The one who keeps the centre's tables, and drafts of its rules."""

import pytest

from linli.flow.routing.laboratory import actions
from linli.ground.people.models import Post, Posting, Role, Staff
from linli.testing.cast import SINCE, Member, hashed
from linli.testing.makers import MONDAY


@pytest.fixture
def registrar(centre):
    """Keeps the rules, and sees no matter."""
    staff = Staff.objects.create(username="ziliao", name="何平", phone="13900000001", password=hashed())
    role = Role.objects.get(code="registrar")
    post = Post.objects.create(unit=centre.cast.centre, role=role, name=role.name)
    Posting.objects.create(post=post, staff=staff, valid_from=SINCE)
    return Member(staff, centre.cast.centre)


@pytest.fixture
def draft(registrar):
    return actions.draft_rules("春季调整", actor=registrar.actor, now=MONDAY)
