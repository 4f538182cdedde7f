"""The figures that anyone may see: each rate with both of its numbers, small counts put together."""

import pytest
from django.urls import reverse
from django.utils import timezone

from linli.flow.handling import actions as handling
from linli.flow.outcomes import actions as outcomes

pytestmark = pytest.mark.django_db


def test_an_empty_year_says_so(centre, client):
    assert "这一年还没有收到事项" in client.get(reverse("portal:figures")).content.decode()


def test_anyone_sees_how_many_came_and_how_many_were_answered_in_time(centre, client):
    now, handler = timezone.now(), centre.cast.handler.actor
    receipts = [centre.bring(now=now) for _time in range(6)]
    for receipt in receipts[:3]:
        handling.claim(receipt.matter_id, actor=handler, now=now)
        outcomes.reply(receipt.matter_id, text="修好了。", actor=handler, now=now)
    centre.settle(now=now)
    page = client.get(reverse("portal:figures")).content.decode()
    assert "3 件中 3 件" in page
    assert "100.0%" in page
    assert "东河镇" in page


def test_places_with_few_matters_are_not_told_apart(centre, client):
    centre.bring(now=timezone.now())
    page = client.get(reverse("portal:figures")).content.decode()
    assert "东河镇" not in page


def test_the_page_stays_within_its_queries(centre, client, django_assert_max_num_queries):
    for _time in range(6):
        centre.bring(now=timezone.now())
    with django_assert_max_num_queries(8):
        client.get(reverse("portal:figures"))
