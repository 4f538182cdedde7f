"""Petitions at the desk: the register, what has to be carried out, and the panel beside a matter."""

from datetime import timedelta

import pytest
from django.urls import reverse

from linli.capabilities.petitions.models import CarryingOut
from linli.core.matters import sealed


@pytest.fixture
def supported(petitions_office):
    day = (petitions_office.now + timedelta(days=20)).date().isoformat()
    return petitions_office.answered(conclusion="support", duty="疏通灌溉渠", duty_on=day)


def page(client, member, name, *args, **query):
    client.force_login(member.staff)
    return client.get(reverse(f"petitions:{name}", args=args), query)


def test_the_register_lists_what_one_may_see_by_class_and_takes_it_away(client, petitions_office, supported):
    office, cast = petitions_office, petitions_office.centre.cast
    suggestion = office.bring(kind="suggestion", text="建议装路灯。")
    text = page(client, cast.clerk, "list").content.decode()
    assert supported.number in text
    assert suggestion.number in text
    text = page(client, cast.clerk, "list", klass="suggestion").content.decode()
    assert suggestion.number in text
    assert supported.number not in text
    assert supported.number not in page(client, cast.west_clerk, "list").content.decode()
    answer = page(client, cast.clerk, "list-export", conclusion="support")
    table = b"".join(answer.streaming_content).decode()
    assert supported.number in table
    assert suggestion.number not in table


def test_what_is_sealed_is_in_no_list_and_no_filter_offers_it(client, petitions_office):
    cast = petitions_office.centre.cast
    about = (sealed.Named("staff", cast.east_clerk.staff.id),)
    receipt = petitions_office.bring(kind="accusation", text="收钱了", sealed=True, named=about)
    for member in (cast.leader, cast.clerk):
        for query in ({}, {"klass": "accusation"}):
            text = page(client, member, "list", **query).content.decode()
            assert receipt.number not in text
            assert "检举控告" not in text


def test_pages_of_the_register_follow_each_other(client, petitions_office, monkeypatch):
    monkeypatch.setattr(
        "linli.capabilities.petitions.queries.listing.listed.__kwdefaults__", {"after": "", "size": 2}
    )
    receipts = [petitions_office.bring() for _each in range(3)]
    first = page(client, petitions_office.centre.cast.clerk, "list")
    assert receipts[0].number not in first.content.decode()
    after = first.context["next"].partition("after=")[2]
    from urllib.parse import unquote_plus

    second = page(client, petitions_office.centre.cast.clerk, "list", after=unquote_plus(after))
    assert receipts[0].number in second.content.decode()
    assert page(client, petitions_office.centre.cast.clerk, "list", after="nonsense").status_code == 200


def test_whoever_answers_for_a_duty_says_that_it_is_done(client, petitions_office, supported):
    cast, duty = petitions_office.centre.cast, CarryingOut.objects.get()
    assert "疏通灌溉渠" in page(client, cast.village_cadre, "duties").content.decode()
    assert (
        "疏通灌溉渠" in b"".join(page(client, cast.village_cadre, "duties-export").streaming_content).decode()
    )
    address = reverse("petitions:duty", args=[duty.id])
    assert client.post(address, {"evidence": " "}).status_code == 422
    assert client.post(address, {"evidence": "渠通了，村民签字。"}).status_code == 302
    assert "渠通了" in client.get(address).content.decode()
    assert client.post(address, {"evidence": "再来"}).status_code == 409
    assert page(client, cast.west_clerk, "duty", duty.id).status_code == 404


def test_the_panel_says_what_the_rounds_brought_and_until_when_review_may_be_asked(
    client,
    petitions_office,
    supported,
    django_assert_max_num_queries,
):
    office, cast = petitions_office, petitions_office.centre.cast
    client.force_login(cast.village_cadre.staff)
    rest = reverse("desk:matter", args=[supported.number])
    text = client.get(rest).content.decode() + panels(client, supported)
    assert "予以支持" in text
    assert "疏通灌溉渠" in text
    assert "申请复查" in text
    office.do(supported, "ask_review", office.petitioner(supported), reason="不够")
    assert "还没有决定" in panels(client, supported)


def panels(client, receipt):
    from django.test import RequestFactory
    from django.utils import timezone

    from linli.capabilities.petitions.desk.panels import petition
    from linli.core.matters.models import Matter
    from linli.ground.people.actor import SYSTEM

    matter = Matter.objects.visible_to(SYSTEM).get(id=receipt.matter_id)
    return petition(RequestFactory().get("/"), matter, now=timezone.now())


def test_the_register_costs_the_same_however_long_it_is(
    client, petitions_office, django_assert_max_num_queries
):
    for _each in range(6):
        petitions_office.bring()
    client.force_login(petitions_office.centre.cast.clerk.staff)
    with django_assert_max_num_queries(22):
        client.get(reverse("petitions:list"))
