"""What posts give: permissions within a reach, on the days they are held."""

from datetime import timedelta

import pytest
from django.utils import timezone

from linli.ground.people.actor import SYSTEM
from linli.ground.people.models import Post, Posting, Role, Unit
from linli.ground.people.queries import actor_of, colleagues, reaches

TODAY = timezone.localdate()


def test_each_post_reaches_its_own_and_no_further(cast):
    reach = {
        name: {
            unit.code
            for unit in (cast.centre, cast.water, cast.east_town, cast.east_committee, cast.west_committee)
            if reaches(getattr(cast, name).actor, "matters.see", unit)
        }
        for name in ("clerk", "auditor", "handler", "east_clerk", "west_clerk", "village_cadre", "personnel")
    }
    assert reach == {
        "clerk": {"ZX", "SW", "DH", "LW", "SP"},
        "auditor": {"ZX", "SW", "DH", "LW", "SP"},
        "handler": {"SW"},
        "east_clerk": {"DH", "LW"},
        "west_clerk": {"SP"},
        "village_cadre": {"LW"},
        "personnel": set(),
    }


def test_one_speaks_for_the_unit_concerned_if_one_serves_there_else_for_ones_own(cast):
    clerk, other = cast.east_clerk.actor, cast.water.pk
    assert clerk.acting_for(other, cast.east_town.pk) == cast.east_town.pk
    assert clerk.acting_for(other) == clerk.acting_for() == cast.east_town.pk
    assert SYSTEM.acting_for(other) is None


def test_who_may_everywhere(cast):
    assert cast.clerk.actor.may_everywhere("matters.see")
    assert SYSTEM.may_everywhere("matters.see")
    assert not cast.east_clerk.actor.may_everywhere("matters.see")
    assert not cast.personnel.actor.may_everywhere("matters.see")


def test_a_town_post_gives_the_town_and_a_village_post_the_village(cast):
    (town,), (village,) = cast.east_clerk.actor.grants, cast.village_cadre.actor.grants
    assert (town.reach, town.town_ids, town.village_ids) == ("area", {cast.east.pk}, frozenset())
    assert (village.reach, village.town_ids, village.village_ids) == (
        "area",
        frozenset(),
        {cast.east_village.pk},
    )


def test_a_county_post_with_the_reach_of_its_area_reaches_the_centre(cast):
    post = Post.objects.create(unit=cast.centre, role=Role.objects.get(code="dispatcher"), name="派单")
    Posting.objects.create(post=post, staff=cast.handler.staff)
    assert {grant.reach for grant in cast.handler.actor.grants} == {"unit", "centre"}


@pytest.mark.parametrize(
    ("begin", "end", "held"), [(None, None, True), (0, 0, True), (1, None, False), (None, -1, False)]
)
def test_a_post_counts_only_on_the_days_it_is_held(cast, begin, end, held):
    def day(offset):
        return None if offset is None else TODAY + timedelta(days=offset)

    Posting.objects.filter(staff=cast.handler.staff).update(valid_from=day(begin), valid_to=day(end))
    assert cast.handler.actor.may("matters.see") is held
    assert (cast.handler.staff in colleagues(cast.water, on=TODAY)) is held


def test_a_disabled_account_and_a_closed_unit_give_nothing(cast):
    Unit.objects.filter(pk=cast.east_town.pk).update(valid_to=TODAY - timedelta(days=1))
    cast.handler.staff.is_active = False
    assert not cast.east_clerk.actor.grants
    assert not cast.handler.actor.grants


def test_an_actor_costs_one_query(cast, django_assert_num_queries):
    with django_assert_num_queries(1):
        actor_of(cast.east_clerk.staff, on=TODAY)
