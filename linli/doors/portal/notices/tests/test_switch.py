"""A resident switches messages off on the page of their matter."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from linli.doors.portal.tests.conftest import phone  # noqa: F401
from linli.flow.intake.wishes.queries import wants_messages
from linli.testing.makers import MONDAY


@pytest.fixture(autouse=True)
def _on_monday(settings):
    settings.CODE_SENDER = "linli.ground.people.senders.ConsoleSender"
    with time_machine.travel(MONDAY, tick=False):
        yield


def browser_of(receipt):
    browser = Client()
    browser.get(reverse("portal:scan", args=[receipt.number, receipt.code]))
    return browser


def page_of(browser, receipt):
    return browser.get(reverse("portal:matter", args=[receipt.number])).content.decode()


def test_messages_are_switched_off_and_on_and_a_stranger_is_asked_for_the_code(centre):
    receipt = centre.bring()
    mine, address = browser_of(receipt), reverse("portal:messages", args=[receipt.number])
    assert "不要再发短信" in page_of(mine, receipt)
    stranger = Client().post(address, {"wanted": "no"})
    assert stranger["Location"].startswith(reverse("portal:follow"))
    assert wants_messages(receipt.matter_id)
    mine.post(address, {"wanted": "no"})
    assert not wants_messages(receipt.matter_id)
    page = page_of(mine, receipt)
    assert "不再给您发这件事的短信" in page
    assert "还是发短信告诉我" in page
    mine.post(address, {"wanted": "yes"})
    assert wants_messages(receipt.matter_id)
    assert mine.get(address).status_code == 405


def test_nothing_is_promised_to_whoever_left_no_telephone_or_where_nothing_can_be_sent(centre, settings):
    nameless, reachable = centre.bring(phone=""), centre.bring()
    assert "发短信" not in page_of(browser_of(nameless), nameless)
    settings.CODE_SENDER = ""
    assert "发短信" not in page_of(browser_of(reachable), reachable)


def test_where_a_telephone_is_left_it_is_said_that_messages_come(centre, phone, settings):  # noqa: F811
    phone.what()
    phone.where()
    address = reverse("portal:reach")
    assert "会发短信到手机" in phone.client.get(address).content.decode()
    settings.CODE_SENDER = ""
    assert "会发短信到手机" not in phone.client.get(address).content.decode()
