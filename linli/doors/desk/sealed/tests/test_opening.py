"""Whoever holds the key opens a sealed matter by a password and a reason; nobody else learns that it exists."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from linli.core.matters import sealed
from linli.doors.desk.sealed.tests.conftest import NAME, SECRET
from linli.testing.cast import PASSWORD

pytestmark = pytest.mark.django_db


ABSENT = "2601010000000"


def page(client, world):
    return client.get(world.url("sealed-one")).content.decode()


def masked(answer, world):
    """Return the page without what differs at every visit, and without the number that was asked for."""
    text = answer.content.decode().replace(world.number, "").replace(ABSENT, "")
    return re.sub(r'"[A-Za-z0-9]{64}"', "", text)


def test_a_holder_sees_that_it_is_there_and_only_after_password_and_reason_what_it_says(client, world):
    client.force_login(world.centre.cast.leader.staff)
    assert world.number in client.get(reverse("desk:sealed")).content.decode()
    before = page(client, world)
    assert SECRET not in before
    assert "还没有人打开过" in before
    wrong = world.open(client, password="not-the-password")
    assert wrong.status_code == 422
    assert "密码不对" in wrong.content.decode()
    assert "登记后查看" in wrong.content.decode()
    assert "not-the-password" not in wrong.content.decode()
    assert world.open(client, reason=" ").status_code == 422
    assert world.open(client, password="").status_code == 422
    assert world.open(client).headers["Location"] == world.url("sealed-one")
    after = page(client, world)
    assert SECRET in after
    assert "吴强（lingdao）" in after
    assert "登记后查看" in after
    assert NAME not in after


def test_it_closes_by_itself_and_by_hand_and_when_one_signs_out(client, world, clock):
    client.force_login(world.centre.cast.leader.staff)
    world.open(client)
    clock.shift(timedelta(minutes=14))
    assert SECRET in page(client, world)
    clock.shift(timedelta(minutes=1))
    assert SECRET not in page(client, world)
    world.open(client)
    client.post(world.url("sealed-close"))
    assert SECRET not in page(client, world)
    world.open(client)
    client.post(reverse("account_logout"))
    client.force_login(world.centre.cast.leader.staff)
    assert SECRET not in page(client, world)


def test_who_it_is_opens_apart_from_the_content(client, world):
    client.force_login(world.centre.cast.leader.staff)
    world.open(client)
    assert NAME not in page(client, world)
    assert world.open(client, what="people", password="wrong-password").status_code == 422
    world.open(client, what="people", reason="要当面核实")
    assert NAME in page(client, world)
    assert [one.what for one in sealed.openings_of(world.matter)] == ["people", "narrative"]


def test_neither_title_nor_crumbs_nor_address_say_anything_and_nothing_is_stored(client, world):
    client.force_login(world.centre.cast.leader.staff)
    world.open(client)
    answer = client.get(world.url("sealed-one"))
    head = answer.content.decode().split("</head>")[0]
    assert "密封事项" in head
    assert SECRET not in head
    assert "no-store" in answer.headers["Cache-Control"]


def test_for_everybody_else_it_is_not_there(client, world):
    cast = world.centre.cast
    acts = ("sealed-open", "sealed-close", "sealed-ask")
    for member in (cast.clerk, cast.head, cast.handler, cast.auditor, cast.personnel):
        client.force_login(member.staff)
        absent = client.get(reverse("desk:sealed-one", args=[ABSENT]))
        there = client.get(world.url("sealed-one"))
        assert (there.status_code, masked(there, world)) == (404, masked(absent, world))
        assert all(client.post(world.url(name)).status_code == 404 for name in acts)
        assert client.get(world.url("sealed-keys")).status_code == 404
        assert client.post(world.url("sealed-step", "note"), {"text": "看看"}).status_code == 404
    client.force_login(cast.head.staff)
    listed = client.get(reverse("desk:sealed"))
    assert listed.status_code == 200
    assert world.number not in listed.content.decode()
    assert world.number not in b"".join(client.get(reverse("desk:sealed-export"))).decode()
    for member in (cast.clerk, cast.auditor):
        client.force_login(member.staff)
        assert client.get(reverse("desk:sealed")).status_code == 404


def test_after_five_wrong_passwords_the_right_one_waits(client, world, clock):
    client.force_login(world.centre.cast.leader.staff)
    for _ in range(5):
        world.open(client, password="not-the-password")
    assert "15分钟" in world.open(client).content.decode()
    clock.shift(timedelta(minutes=15, seconds=1))
    assert world.open(client).status_code == 302


def test_most_closely_sealed_who_it_is_opens_by_two_persons_once(client, most):
    client.force_login(most.centre.cast.leader.staff)
    assert "两个人同意" in page(client, most)
    refused = most.open(client, what="people")
    assert refused.status_code == 409
    assert client.post(most.url("sealed-ask"), {"reason": " "}).status_code == 422
    assert client.post(most.url("sealed-ask"), {"reason": "要核实"}).status_code == 302
    assert "等另一位持钥人同意" in page(client, most)
    request = most.matter.opening_requests.get()
    mine = most.url("sealed-request", request.id)
    assert client.get(mine).status_code == 404
    client.force_login(most.second)
    assert mine in page(client, most)
    assert "要核实" not in client.get(mine).content.decode()
    assert client.post(mine, {"agree": "1"}).status_code == 409
    most.open(client)
    assert "要核实" in client.get(mine).content.decode()
    assert client.post(mine, {"agree": "1"}).status_code == 302
    client.force_login(most.centre.cast.leader.staff)
    most.open(client, what="people")
    assert NAME in page(client, most)
    client.post(most.url("sealed-close"))
    assert most.open(client, what="people").status_code == 409


def test_a_refusal_of_the_second_person_opens_nothing(client, most):
    client.force_login(most.centre.cast.leader.staff)
    client.post(most.url("sealed-ask"), {"reason": "要核实"})
    request = most.matter.opening_requests.get()
    client.force_login(most.second)
    most.open(client)
    client.post(most.url("sealed-request", request.id), {"refuse": "1"})
    client.force_login(most.centre.cast.leader.staff)
    assert most.open(client, what="people").status_code == 409
    assert NAME not in page(client, most)


def test_whose_password_was_reset_is_told_to_ask_a_colleague(client, world):
    from linli.ground.people.keyring.actions import renew

    leader = world.centre.cast.leader.staff
    renew(leader, PASSWORD, now=world.matter.received_at)
    client.force_login(leader)
    answer = world.open(client)
    assert answer.status_code == 409
    assert "重新授权" in answer.content.decode()


def test_a_file_is_there_while_the_content_is_open(client, world):
    picture = sealed.keep_file(
        world.matter, "一张照片.jpg", "image/jpeg", b"\xff\xd8\xffpicture", now=world.matter.received_at
    )
    program = sealed.keep_file(
        world.matter, "表.pdf", "application/pdf", b"%PDF-1.7", now=world.matter.received_at
    )
    client.force_login(world.centre.cast.leader.staff)
    address = world.url("sealed-file", picture.id)
    assert client.get(address).status_code == 404
    assert "一张照片" not in page(client, world)
    world.open(client)
    assert address in page(client, world)
    answer = client.get(address)
    assert answer.content == b"\xff\xd8\xffpicture"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Disposition"].startswith("inline")
    saved = client.get(world.url("sealed-file", program.id))
    assert saved.headers["Content-Disposition"].startswith("attachment")
