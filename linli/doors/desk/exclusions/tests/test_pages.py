"""Leaving a matter out of the rates, from the desk and from the resident's page."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from linli.flow.handling import actions as handling
from linli.flow.outcomes import actions as outcomes
from linli.flow.outcomes.exclusions.models import Exclusion
from linli.testing.makers import MONDAY

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=3)


@pytest.fixture
def closed(centre):
    receipt = centre.bring()
    worker = centre.cast.handler.actor
    handling.claim(receipt.matter_id, actor=worker, now=MONDAY)
    outcomes.reply(receipt.matter_id, text="修好了", actor=worker, now=MONDAY)
    outcomes.close(receipt.matter_id, outcome="solved", actor=worker, now=MONDAY)
    with time_machine.travel(LATER, tick=False):
        yield receipt


def test_a_head_asks_a_reviewer_decides_the_resident_contests(client, centre, closed):
    number = centre.matter(closed).number
    client.force_login(centre.cast.head.staff)
    assert "申请不计入三率" in client.get(reverse("desk:panels", args=[number])).content.decode()
    address = reverse("desk:exclusions-ask", args=[number])
    assert client.post(address, {"ground": "", "reason": "没依据"}).status_code == 422
    assert client.post(address, {"ground": "unlawful", "reason": "没依据"}).status_code == 302
    row = Exclusion.objects.get()
    one = reverse("desk:exclusions-one", args=[row.id])
    assert client.post(one, {"words": "同意", "leave_out": "1"}).status_code == 404
    client.force_login(centre.cast.leader.staff)
    assert client.post(one, {"words": "", "leave_out": "1"}).status_code == 422
    assert client.post(one, {"words": "所求于法无据", "leave_out": "1"}).status_code == 302
    client.logout()
    client.post(reverse("portal:follow"), {"number": number, "code": closed.code})
    page = client.get(reverse("portal:matter", args=[number])).content.decode()
    assert "所求于法无据" in page
    contest = reverse("portal:contest", args=[number])
    assert contest in page
    assert client.post(contest, {"text": " "}).status_code == 422
    assert client.post(contest, {"text": "有依据"}).status_code == 302
    row.refresh_from_db()
    assert (row.stage, row.contest) == ("contested", "有依据")
    client.force_login(centre.cast.auditor.staff)
    assert client.post(one, {"words": "有理", "count": "1"}).status_code == 302
    row.refresh_from_db()
    assert row.stage == "lifted"


def test_the_list_shows_who_decided_to_those_who_may_see_the_matter(
    client, centre, closed, django_assert_max_num_queries
):
    number = centre.matter(closed).number
    client.force_login(centre.cast.head.staff)
    client.post(reverse("desk:exclusions-ask", args=[number]), {"ground": "unlawful", "reason": "没依据"})
    with django_assert_max_num_queries(10):
        assert number in client.get(reverse("desk:exclusions")).content.decode()
    assert number in b"".join(client.get(reverse("desk:exclusions-export"))).decode()
    client.force_login(centre.cast.west_clerk.staff)
    assert number not in client.get(reverse("desk:exclusions")).content.decode()
    assert number not in b"".join(client.get(reverse("desk:exclusions-export"))).decode()
