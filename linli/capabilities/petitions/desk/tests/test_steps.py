"""The steps of a petition by the forms of the desk and of the portal, which are drawn from the procedure alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.core.matters.models import Matter
from linli.ground.people.actor import SYSTEM
from linli.ground.people.queries import duty_post


def version_of(receipt):
    return Matter.objects.visible_to(SYSTEM).get(id=receipt.matter_id).version


def take(client, receipt, step, **said):
    address = reverse("desk:step", args=[receipt.number, step])
    return client.post(address, {"version": version_of(receipt), **said})


@pytest.fixture
def at_desk(petitions_office):
    def browser(member):
        client = Client()
        client.force_login(member.staff)
        return client

    return browser


def test_a_claim_is_passed_on_accepted_and_answered_by_the_forms_of_the_desk(petitions_office, at_desk):
    office, cast = petitions_office, petitions_office.centre.cast
    assert duty_post(on=office.now.date())
    receipt = office.bring()
    clerk, cadre = at_desk(cast.clerk), at_desk(cast.village_cadre)
    page = clerk.get(reverse("desk:matter", args=[receipt.number])).content.decode()
    assert "转送、交办" in page
    assert (
        take(clerk, receipt, "dispatch", unit=str(cast.east_committee.id), reason="依职责").status_code == 302
    )
    assert take(cadre, receipt, "claim").status_code == 302
    assert take(cadre, receipt, "take_up", told="", text="").status_code == 422
    assert take(cadre, receipt, "take_up", told="letter", text="六十日内答复。").status_code == 302
    parts = {
        "request": "通水",
        "facts": "属实",
        "conclusion": "support",
        "text": "支持",
        "basis": "水法",
    }
    assert (
        "修渠" not in take(cadre, receipt, "opinion", **parts).content.decode()
    )  # a look at what will be read
    refused = take(cadre, receipt, "opinion", **parts, confirmed="1")
    assert refused.status_code == 422
    assert "请写明要落实什么" in refused.content.decode()
    day = (office.now + timedelta(days=9000)).date().isoformat()
    assert (
        take(cadre, receipt, "opinion", **parts, duty="修渠", duty_on=day, confirmed="1").status_code == 302
    )
    assert office.row(receipt).conclusion == "support"


def test_a_step_that_is_shut_says_why(petitions_office, at_desk):
    office, cast = petitions_office, petitions_office.centre.cast
    receipt = office.answered()
    said = take(at_desk(cast.village_cadre), receipt, "answer_suggestion", adoption="adopted", text="采纳")
    assert said.status_code == 409


def test_the_petitioner_asks_for_review_on_their_own_page(petitions_office, client):
    office = petitions_office
    office.now = timezone.now() - timedelta(days=3)
    receipt = office.answered()
    client.post(reverse("portal:follow"), {"number": receipt.number, "code": receipt.code})
    page = client.get(reverse("portal:matter", args=[receipt.number])).content.decode()
    assert "申请复查" in page
    said = {"version": version_of(receipt), "reason": "没有看证据"}
    client.post(reverse("portal:step", args=[receipt.number, "ask_review"]), said)
    assert office.matter(receipt).state == "reviewing"
