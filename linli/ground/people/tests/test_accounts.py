"""Accounts and posts are made, helped and ended by whoever may, never by oneself."""

from datetime import UTC, date, datetime, timedelta

import pytest

from linli.ground.people import actions
from linli.ground.people.actor import Refused
from linli.ground.people.models import AccountEvent, CellPosting, Post, Posting, Staff
from linli.ground.people.queries import worker_of

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def test_personnel_make_an_account_that_no_other_may_make(cast):
    with pytest.raises(Refused):
        actions.add_staff("xinren", "新人", actor=cast.clerk.actor, now=NOW)
    staff, password = actions.add_staff("xinren", "新人", actor=cast.personnel.actor, now=NOW)
    assert staff.check_password(password)
    assert staff.must_change_password
    with pytest.raises(actions.AccountImpossible, match="已经有人使用"):
        actions.add_staff("XinRen", "又一人", actor=cast.personnel.actor, now=NOW)
    assert AccountEvent.objects.get().by == cast.personnel.staff


def test_nobody_appoints_or_helps_themselves(cast):
    post = Post.objects.get(unit=cast.centre, role__code="leader")
    me = cast.personnel
    for act in (
        lambda: actions.appoint(me.staff, post, on=TODAY, actor=me.actor, now=NOW),
        lambda: actions.reset_password(me.staff, actor=me.actor, now=NOW),
        lambda: actions.remove_second_factor(me.staff, actor=me.actor, now=NOW),
        lambda: actions.disable(me.staff, actor=me.actor, now=NOW),
    ):
        with pytest.raises(actions.AccountImpossible):
            act()
    assert not Posting.objects.filter(post=post, staff=me.staff).exists()


def test_a_town_that_may_edit_people_edits_its_own_only(cast):
    role = Post.objects.get(unit=cast.east_town).role
    role.permissions = [*role.permissions, "people.edit"]
    role.save()
    actor = cast.east_clerk.actor
    village_post = Post.objects.get(unit=cast.east_committee, role__code="worker")
    centre_post = Post.objects.get(unit=cast.centre, role__code="leader")
    newcomer, _ = actions.add_staff("xinren", "新人", actor=actor, now=NOW)
    actions.appoint(newcomer, village_post, on=TODAY, actor=actor, now=NOW)
    actions.assign_cell(newcomer, cast.cell, "chief", on=TODAY, actor=actor)
    for act in (
        lambda: actions.appoint(newcomer, centre_post, on=TODAY, actor=actor, now=NOW),
        lambda: actions.reset_password(cast.leader.staff, actor=actor, now=NOW),
        lambda: actions.disable(cast.handler.staff, actor=actor, now=NOW),
        lambda: actions.assign_cell(newcomer, cast.cell, on=TODAY, actor=cast.handler.actor),
    ):
        with pytest.raises(Refused):
            act()
    assert Staff.objects.get(username="lingdao").is_active


def test_a_person_who_leaves_a_post_has_it_until_the_day_before(cast):
    posting = Posting.objects.get(staff=cast.handler.staff)
    actions.relieve(posting, on=TODAY, actor=cast.personnel.actor, now=NOW)
    posting.refresh_from_db()
    assert posting.valid_to == TODAY - timedelta(days=1)


def test_anyone_may_say_that_they_are_away_and_only_personnel_that_another_is(cast):
    actions.set_absence(cast.handler.staff, TODAY, actor=cast.handler.actor)
    with pytest.raises(Refused):
        actions.set_absence(cast.handler.staff, None, actor=cast.head.actor)
    actions.set_absence(cast.handler.staff, None, actor=cast.personnel.actor)


def test_a_cell_without_worker_is_served_by_its_chief(cast):
    CellPosting.objects.update(duty="chief")
    assert worker_of(cast.cell, TODAY) == cast.worker.staff
    with pytest.raises(actions.AccountImpossible):
        actions.assign_cell(cast.worker.staff, cast.cell, "king", on=TODAY, actor=cast.personnel.actor)
