"""Statements that are composed once give what the queries give from which they are made."""

from datetime import datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from linli.core.clocks.models import Clock
from linli.core.matters.copying import insert_many
from linli.core.matters.models import Involvement, Matter
from linli.ground.people.actor import SYSTEM, resident
from linli.ground.prepared import Prepared, PreparedUpdate, delete_where, save_columns
from linli.lib.identifiers import uuid7
from linli.testing.makers import MONDAY


def test_rows_are_the_same_as_django_gives_with_what_belongs_to_them(centre, django_assert_num_queries):
    look = Prepared(
        lambda key: Matter.objects.visible_to(SYSTEM).select_related("unit", "category").filter(id=key)
    )
    for category in (centre.leak, None):
        receipt = centre.bring(category_id=category and category.id)
        with django_assert_num_queries(1):
            (matter,) = look(receipt.matter_id)
            assert (matter.unit, matter.category) == (
                centre.cast.water if category else matter.unit,
                category,
            )
        usual = centre.matter(receipt)
        assert {field.attname: getattr(matter, field.attname) for field in Matter._meta.concrete_fields} == {
            field.attname: getattr(usual, field.attname) for field in Matter._meta.concrete_fields
        }
    assert look(uuid7()) == []


def test_columns_come_as_values_and_json_is_read(centre):
    look = Prepared(
        lambda key: Clock.objects.filter(matter=key).order_by("id").values_list("name", "warns", "due_at")
    )
    receipt = centre.bring()
    usual = Clock.objects.filter(matter=receipt.matter_id).order_by("id")
    assert look(receipt.matter_id) == list(usual.values_list("name", "warns", "due_at"))


def test_what_was_asked_can_be_read_where_it_is_kept(centre):
    receipt = centre.bring()
    with CaptureQueriesContext(connection) as asked:
        save_columns(centre.matter(receipt), ["place"])
    assert asked[-1]["sql"].startswith('UPDATE "matters_matter" SET "place" = ')
    assert "老槐树" in asked[-1]["sql"]


def test_who_may_see_nothing_gets_nothing_and_asks_nothing(centre, django_assert_num_queries):
    look = Prepared(lambda key: Matter.objects.visible_to(resident()).filter(id=key))
    receipt = centre.bring()
    with django_assert_num_queries(0):
        assert look(receipt.matter_id) == []


def test_rows_are_changed_and_dropped_by_kept_statements(centre):
    receipt, other = centre.bring(), centre.bring()

    def puts(key, now: datetime, title: str):
        return Matter.objects.visible_to(SYSTEM).filter(id=key), {"closed_at": now, "title": title}

    put = PreparedUpdate(puts)
    assert [put(receipt.matter_id, MONDAY, "路灯"), put(uuid7(), MONDAY, "")] == [1, 0]
    matter = centre.matter(receipt)
    assert (matter.closed_at, matter.title) == (MONDAY, "路灯")

    matter.due_at, matter.place, matter.text = MONDAY + timedelta(days=1), "桥头", "不写下的"
    save_columns(matter, ["due_at", "place"])
    kept = centre.matter(receipt)
    assert (kept.due_at, kept.place) == (matter.due_at, "桥头")
    assert kept.text != "不写下的"

    delete_where(Involvement, matter=receipt.matter_id, unit=matter.unit_id)
    left = Involvement.objects.filter(matter__in=[receipt.matter_id, other.matter_id], unit=matter.unit_id)
    assert [row.matter_id for row in left] == [other.matter_id]


def test_rows_that_were_inserted_may_be_saved_again(centre):
    receipt = centre.bring()
    row = Clock(
        matter_id=receipt.matter_id,
        name="extra",
        amount=3,
        measure="working_day",
        calendar="cn",
        warns=[0.8],
        acts=[{"kind": "stop", "at": MONDAY.isoformat()}],
        started_at=MONDAY,
        due_at=MONDAY,
        rebased_at=MONDAY,
    )
    insert_many([row])
    row.was_late = True
    row.save()
    kept = Clock.objects.get(id=row.id)
    assert (kept.was_late, kept.warns, kept.acts, kept.due_at) == (True, [0.8], row.acts, MONDAY)
