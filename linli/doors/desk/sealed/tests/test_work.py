"""Holders see their sealed matters in order, take steps, and share the key with colleagues."""

from datetime import timedelta

import pytest
from django.urls import reverse

from linli.core.matters import sealed
from linli.core.matters.models import Draft, Entry, Matter
from linli.doors.desk.sealed import queries
from linli.doors.desk.sealed.tests.conftest import SECRET, accuse, confidant
from linli.flow.handling.entrusting import take_sealed_step
from linli.ground.people.actor import Refused
from linli.testing.cast import PASSWORD
from linli.testing.makers import MONDAY

pytestmark = pytest.mark.django_db


def page(client, world):
    return client.get(world.url("sealed-one")).content.decode()


def test_the_list_is_in_the_order_of_the_ends_and_turned_by_pages(client, world):
    receipts = [world.receipt] + [
        accuse(world.centre, now=MONDAY + timedelta(minutes=number)) for number in range(1, 6)
    ]
    wanted = [one.number for one in receipts]
    seen, after = [], ""
    while True:
        turned = queries.page("open", actor=world.leader_actor, after=after, size=2)
        seen += [one.number for one in turned.matters]
        after = turned.after
        if not after:
            break
    assert seen == wanted
    back = queries.page("open", actor=world.leader_actor, before=turned.before, size=2)
    assert [one.number for one in back.matters] == wanted[2:4]
    client.force_login(world.centre.cast.leader.staff)
    body = client.get(reverse("desk:sealed")).content.decode()
    assert [body.index(number) for number in wanted] == sorted(body.index(number) for number in wanted)
    assert "没有这样的密封事项" in client.get(reverse("desk:sealed") + "?view=closed").content.decode()
    assert client.get(reverse("desk:sealed") + "?view=nonsense&after=broken").status_code == 200


def test_what_is_taken_away_as_a_file_is_numbers_and_dates(client, world):
    client.force_login(world.centre.cast.leader.staff)
    table = b"".join(client.get(reverse("desk:sealed-export"))).decode()
    assert world.number in table
    assert table.splitlines()[0].lstrip("\ufeff") == "编号,收到时间,最近到期,办结时间"
    assert SECRET not in table
    assert len(table.splitlines()) == 2


def test_pages_cost_few_queries(client, world, django_assert_max_num_queries):
    for _ in range(5):
        accuse(world.centre)
    client.force_login(world.centre.cast.leader.staff)
    client.get(reverse("desk:sealed"))
    with django_assert_max_num_queries(14):
        client.get(reverse("desk:sealed"))
    world.open(client)
    with django_assert_max_num_queries(42):
        client.get(world.url("sealed-one"))


def test_who_has_the_content_open_gives_the_key_to_a_colleague_and_takes_it_back(client, world):
    other = confidant(world.centre.cast, "lijing", "李静", world.centre.cast.west_town)
    client.force_login(other)
    assert client.get(world.url("sealed-one")).status_code == 404
    client.force_login(world.centre.cast.leader.staff)
    assert "先打开内容" in client.get(world.url("sealed-keys")).content.decode()
    assert client.post(world.url("sealed-keys"), {"staff": str(other.id)}).status_code == 409
    world.open(client)
    offered = client.get(world.url("sealed-keys")).content.decode()
    assert "李静" in offered
    assert "许静" not in offered.split("<form")[-1]
    assert "陈静" not in offered
    assert "冯涛" not in offered
    assert client.post(world.url("sealed-keys"), {"staff": ""}).status_code == 422
    head = world.centre.cast.head.staff
    assert client.post(world.url("sealed-keys"), {"staff": str(head.id)}).status_code == 422
    assert client.post(world.url("sealed-keys"), {"staff": str(other.id)}).status_code == 302
    client.force_login(other)
    assert world.open(client).status_code == 302
    assert SECRET in page(client, world)
    client.force_login(world.centre.cast.leader.staff)
    assert client.post(world.url("sealed-key-end", other.id)).status_code == 302
    client.force_login(other)
    assert client.get(world.url("sealed-one")).status_code == 404


def test_somebody_always_keeps_the_key(client, world):
    client.force_login(world.second)
    assert client.post(world.url("sealed-key-end", world.second.id)).headers["Location"] == reverse(
        "desk:sealed"
    )
    client.force_login(world.centre.cast.leader.staff)
    leader = world.centre.cast.leader.staff
    refused = client.post(world.url("sealed-key-end", leader.id))
    assert refused.status_code == 409
    assert "至少要有一位" in refused.content.decode()


def test_the_many_who_may_hold_the_key_are_those_of_whom_it_is_said_one_by_one(world):
    from linli.ground.people.models import Staff

    cast, now = world.centre.cast, MONDAY
    confidant(cast, "a", "甲", cast.water)
    confidant(cast, "b", "乙", cast.east_town)
    for named in (
        (),
        (sealed.Named("staff", cast.head.staff.id),),
        (sealed.Named("unit", cast.east_town.id),),
        (sealed.Named("staff", cast.village_cadre.staff.id),),
        (sealed.Named("staff", cast.leader.staff.id),),
    ):
        receipt = accuse(world.centre, named=named)
        from linli.ground.people.actor import SYSTEM

        matter = Matter.objects.visible_to(SYSTEM, sealed=True).get(id=receipt.matter_id)
        together = {one.staff.id for one in sealed.possible_holders(matter, now=now)}
        assert together == {one.id for one in Staff.objects.all() if sealed.may_hold(matter, one.id, now=now)}


def test_a_step_is_taken_by_its_form_with_what_was_typed_kept_and_no_draft_of_it(client, world):
    client.force_login(world.centre.cast.leader.staff)
    address = world.url("sealed-step", "note")
    wrong = client.post(address, {"text": "", "version": world.matter.version})
    assert wrong.status_code == 422
    assert client.post(address, {"text": "已经约谈", "version": "0"}).status_code == 409
    assert client.post(address, {"text": "已经约谈", "version": world.matter.version}).status_code == 302
    assert not Draft.objects.exists()
    assert "已经约谈" not in page(client, world)
    world.open(client)
    assert "已经约谈" in page(client, world)
    last = Entry.objects.filter(subject=world.receipt.matter_id, verb="sealed.handling.noted").get()
    assert "已经约谈" not in str(last.body)
    assert client.post(world.url("sealed-step", "no-such-step"), {}).status_code == 404


def test_a_step_that_names_a_colleague_gives_them_the_key_and_the_matter(client, world):
    other = confidant(world.centre.cast, "lijing", "李静", world.centre.cast.west_town)
    leader = world.centre.cast.leader
    client.force_login(leader.staff)
    address, said = world.url("sealed-step", "assign"), {"staff": str(other.id), "note": "请您办"}
    assert "要先打开内容才能做：" in page(client, world)
    assert client.post(address, said).status_code == 422
    world.open(client)
    assert "李静" in page(client, world)
    assert "陈静" not in page(client, world)
    named = {"staff": str(world.centre.cast.head.staff.id)}
    assert client.post(address, named).status_code == 422
    assert client.post(address, {"staff": "nobody"}).status_code == 422
    with pytest.raises(Refused):
        take_sealed_step(
            world.matter.id,
            "assign",
            said=said,
            key=b"x" * 32,
            actor=leader.actor,
            now=world.matter.received_at,
        )
    assert world.matter.holders.filter(way="staff").count() == 2
    assert client.post(address, said).status_code == 302
    assert (world.matter.handler, world.matter.unit) == (other, world.centre.cast.west_town)
    client.force_login(other)
    assert world.open(client).status_code == 302
    assert SECRET in page(client, world)


def test_whoever_holds_keys_and_nothing_else_begins_at_their_list(client, world):
    client.force_login(world.second)
    assert client.get(reverse("desk:home")).headers["Location"] == reverse("desk:sealed")
    assert world.number in client.get(reverse("desk:sealed")).content.decode()
    assert PASSWORD not in client.get(reverse("desk:sealed")).content.decode()
