"""Everybody sees the figures of what they may also list, and the two agree."""

import pytest

from linli.core.matters.models import Matter
from linli.flow.statistics.queries import (
    DIMENSIONS,
    Months,
    counted_in,
    scope_of,
    scopes_of,
    table,
    total,
    trend,
)
from linli.ground.people.actor import Refused, resident
from linli.testing.makers import MONDAY

YEAR = Months.until(MONDAY.date())


@pytest.fixture
def three(centre):
    """Two matters in the east, one of them the water department's, and one in the west."""
    cast = centre.cast
    west = centre.submission().spot.__class__(village_id=cast.west_village.id, words="村部")
    centre.bring()
    centre.bring(category_id=None)
    centre.bring(spot=west, category_id=None)
    centre.bring(spot=west, category_id=centre.noise.id, severity="small")
    return centre


def test_who_serves_the_whole_centre_sees_everything(three):
    for member in (three.cast.clerk, three.cast.leader, three.cast.auditor):
        assert total(YEAR, actor=member.actor).counts["received"] == 4
        assert [scope.kind for scope in scopes_of(member.actor)] == ["centre"]


def test_a_town_clerk_sees_their_town_and_not_the_next(three):
    cast = three.cast
    east = cast.east_clerk.actor
    assert total(YEAR, actor=east).counts["received"] == 2
    assert [row.label for row in table("village", YEAR, actor=east)] == ["东河镇 柳湾村"]
    for scope in (
        "centre",
        f"town:{cast.west.id}",
        f"unit:{cast.water.id}",
        f"village:{cast.west_village.id}",
        "x:y",
    ):
        with pytest.raises(Refused):
            total(YEAR, actor=east, scope=scope)
    with pytest.raises(Refused):
        table("town", YEAR, actor=east)
    assert total(YEAR, actor=east, scope=f"village:{cast.east_village.id}").counts["received"] == 2


def test_the_head_of_a_department_sees_what_it_answers_for(three):
    head = three.cast.head.actor
    assert total(YEAR, actor=head).counts["received"] == 1
    assert [row.label for row in table("category", YEAR, actor=head)] == ["供水"]
    with pytest.raises(Refused):
        table("cell", YEAR, actor=head)


def test_who_has_no_permission_and_a_resident_see_nothing(three):
    for actor in (three.cast.handler.actor, three.cast.worker.actor, three.cast.personnel.actor, resident()):
        with pytest.raises(Refused):
            total(YEAR, actor=actor)


def test_every_figure_equals_the_list_behind_it(three):
    cast = three.cast
    for member in (cast.clerk, cast.east_clerk, cast.west_clerk, cast.head):
        actor = member.actor
        for scope in scopes_of(actor):
            visible = Matter.objects.visible_to(actor).filter(**narrowed(scope))
            assert total(YEAR, actor=actor, scope=str(scope)).counts["received"] == visible.count()
            for dimension in scope.dimensions:
                for row in table(dimension, YEAR, actor=actor, scope=str(scope)):
                    listed = visible.filter(condition(dimension, row.key)).filter(counted_in("open"))
                    assert row.counts["open"] == listed.count(), (member.staff.name, dimension, row.label)


def narrowed(scope):
    return {f"{scope.kind}_id": scope.key} if scope.key else {}


def condition(dimension, key):
    from django.db.models import Q

    if dimension == "kind":
        return Q(kind=key)
    if dimension == "category":
        return Q(category__path__startswith=three_path(key)) if key else Q(category=None)
    return Q(**{f"{dimension}_id": key or None})


def three_path(key):
    from linli.core.matters.models import Category

    return Category.objects.get(id=key).path


def test_a_category_counts_all_below_it_and_opens_to_what_is_below(three):
    clerk = three.cast.clerk.actor
    rows = table("category", YEAR, actor=clerk)
    assert {row.label: row.counts["received"] for row in rows} == {"供水": 1, "噪声": 1, "没有填写": 2}
    water = next(row for row in rows if row.label == "供水")
    assert [row.label for row in table("category", YEAR, actor=clerk, below=water.key)] == ["管道漏水"]


def test_a_trend_has_every_month(three):
    rows = trend(YEAR, actor=three.cast.clerk.actor)
    assert [row.label for row in rows][:2] == ["2025-04", "2025-05"]
    assert [row.counts["received"] for row in rows] == [0] * 11 + [4]


def test_tables_are_read_in_few_queries(three, django_assert_max_num_queries):
    clerk = three.cast.clerk.actor
    for dimension in DIMENSIONS:
        with django_assert_max_num_queries(3):
            table(dimension, YEAR, actor=clerk)


def test_a_measure_that_is_none_is_refused():
    with pytest.raises(KeyError):
        counted_in("matter__party__name")


def test_a_scope_has_a_name(three):
    assert scope_of(three.cast.leader.actor, f"unit:{three.cast.water.id}").name == "晴川县水务局"
