"""The registrar and the leader at their desks, on a Monday."""

import pytest

from linli.doors.desk.tests.conftest import _on_monday, at_desk
from linli.flow.routing.laboratory import actions
from linli.ground.people.models import Post, Posting, Role, Staff
from linli.testing.cast import SINCE, Member, hashed
from linli.testing.makers import MONDAY

__all__ = ["_on_monday", "at_desk"]


@pytest.fixture
def registrar(centre):
    """Keeps the rules, and sees no matter."""
    staff = Staff.objects.create(username="ziliao", name="何平", phone="13900000001", password=hashed())
    role = Role.objects.get(code="registrar")
    post = Post.objects.create(unit=centre.cast.centre, role=role, name=role.name)
    Posting.objects.create(post=post, staff=staff, valid_from=SINCE)
    return Member(staff, centre.cast.centre)


@pytest.fixture
def draft(centre):
    return actions.draft_rules("春季调整", actor=centre.cast.leader.actor, now=MONDAY)


@pytest.fixture
def leader(at_desk):
    return at_desk("leader")


@pytest.fixture
def keeper(registrar, client):
    client.force_login(registrar.staff)
    return client
