"""Units by any name they ever had, the duty post, and the card of a cell."""

from datetime import date

import pytest

from linli.ground.people.models import CellPosting, Post, Unit, UnitAlias
from linli.ground.people.queries import (
    Directory,
    NoDutyPost,
    card_of,
    cells_of,
    duty_unit,
    unit_named,
    worker_of,
)

TODAY = date(2026, 11, 22)


def test_a_unit_answers_to_its_old_name_and_to_its_successor(cast):
    UnitAlias.objects.create(unit=cast.water, name="水利局", valid_to=date(2024, 3, 31))
    old = Unit.objects.create(
        code="OLD",
        name="河道处",
        kind="department",
        area=cast.county,
        valid_to=date(2023, 1, 1),
        successor=cast.water,
    )
    assert unit_named("水利局", date(2024, 1, 1)) == cast.water
    assert unit_named(" 水利局 ", TODAY) == cast.water
    assert unit_named("河道处", date(2022, 1, 1)) == old
    assert unit_named("河道处", TODAY) == cast.water
    assert unit_named("没有的局", TODAY) is None


def test_a_name_that_two_units_bore_goes_by_the_day(cast):
    UnitAlias.objects.create(unit=cast.water, name="河务办", valid_to=date(2023, 12, 31))
    UnitAlias.objects.create(unit=cast.east_town, name="河务办", valid_from=date(2024, 1, 1))
    directory = Directory.load()
    assert directory.named("河务办", date(2023, 5, 1)) == cast.water
    assert directory.named("河务办", date(2024, 5, 1)) == cast.east_town


def test_units_that_succeed_each_other_in_a_circle_do_not_hang(cast):
    past = date(2020, 1, 1)
    Unit.objects.filter(pk=cast.water.pk).update(valid_to=past, successor=cast.west_town)
    Unit.objects.filter(pk=cast.west_town.pk).update(valid_to=past, successor=cast.water)
    assert unit_named(cast.water.name, TODAY) in (cast.water, cast.west_town)


def test_what_nobody_is_responsible_for_has_the_duty_post(cast):
    assert duty_unit(on=TODAY) == cast.centre
    Post.objects.update(is_duty=False)
    with pytest.raises(NoDutyPost):
        duty_unit(on=TODAY)


def test_the_card_of_a_cell_names_its_worker_and_who_supervises(cast, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        card = card_of(cast.cell, on=TODAY)
    assert [worker.name for worker in card.holding("worker")] == ["沈燕"]
    assert (card.extent, card.supervision_phone, card.missing) == ("东至河堤，南至村道", "8800-0100", ())
    assert worker_of(cast.cell, TODAY) == cast.worker.staff
    assert list(cells_of(cast.worker.staff, on=TODAY)) == [cast.cell]


def test_a_card_that_lacks_what_must_be_posted_says_so(cast):
    CellPosting.objects.all().delete()
    Unit.objects.update(phone="")
    cast.cell.text.delete()
    assert set(card_of(cast.cell, on=TODAY).missing) == {"范围", "网格员", "网格员电话", "监督电话"}
    assert worker_of(cast.cell, TODAY) is None
