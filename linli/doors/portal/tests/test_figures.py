"""The figures that anyone may see: each rate with both of its numbers, small counts put together."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from linli.flow.handling import actions as handling
from linli.flow.outcomes import actions as outcomes

pytestmark = pytest.mark.django_db


@pytest.fixture
def last_month():
    return timezone.localtime().replace(day=1, hour=9) - timedelta(days=3)


def test_an_empty_year_says_so(centre, client):
    assert "还没有满一个月的数字" in client.get(reverse("portal:figures")).content.decode()


def test_anyone_sees_how_many_came_and_how_many_were_answered_in_time(centre, client, last_month):
    now, handler = last_month, centre.cast.handler.actor
    receipts = [centre.bring(now=now) for _time in range(7)]
    for receipt in receipts[:5]:
        handling.claim(receipt.matter_id, actor=handler, now=now)
        outcomes.reply(receipt.matter_id, text="修好了。", actor=handler, now=now)
    centre.settle(now=now)
    page = client.get(reverse("portal:figures")).content.decode()
    assert "5 件中 5 件" in page
    assert "5 ÷ 5 = 100.0%" in page
    assert "不到5件，不公布" in page, "nobody has rated yet"
    assert "供水" in page
    assert "东河镇" in page


def test_places_with_few_matters_are_not_told_apart(centre, client, last_month):
    centre.bring(now=last_month)
    page = client.get(reverse("portal:figures")).content.decode()
    assert "东河镇" not in page
    assert "收到的事项" in page


def test_what_came_this_month_is_counted_but_not_told_apart(centre, client):
    for _time in range(6):
        centre.bring(now=timezone.now())
    page = client.get(reverse("portal:figures")).content.decode()
    assert "又收到 6 件" in page
    assert "东河镇" not in page


def test_the_page_stays_within_its_queries(centre, client, last_month, django_assert_max_num_queries):
    for _time in range(6):
        centre.bring(now=last_month)
    with django_assert_max_num_queries(11):
        client.get(reverse("portal:figures"))
