"""A clerk answers requests about personal data; whoever keeps the periods sees what was erased."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from linli.core.personal_data import retention
from linli.core.personal_data.models import Hold
from linli.flow.outcomes.actions import withdraw
from linli.flow.outcomes.rights.actions import ask
from linli.flow.outcomes.rights.models import RightsRequest
from linli.testing.makers import MONDAY

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=3)


@pytest.fixture
def closed(centre):
    receipt = centre.bring()
    withdraw(receipt.matter_id, reason="好了", actor=centre.requester(receipt), now=MONDAY)
    with time_machine.travel(LATER, tick=False):
        yield receipt


@pytest.fixture
def erasing(centre, closed):
    return ask(closed.matter_id, right="erase", said="不想留着", actor=centre.requester(closed), now=LATER)


def one(row):
    return reverse("desk:rights-one", args=[row.id])


def test_the_duty_clerk_refuses_with_an_article(client, centre, erasing):
    client.force_login(centre.cast.clerk.staff)
    listed = client.get(reverse("desk:rights")).content.decode()
    assert one(erasing) in listed
    assert reverse("desk:rights") in client.get(reverse("desk:work")).content.decode()
    assert client.post(one(erasing), {"refuse": "1", "ground": "", "reason": ""}).status_code == 422
    assert (
        client.post(one(erasing), {"refuse": "1", "ground": "keeping_period", "reason": "五年"}).status_code
        == 302
    )
    erasing.refresh_from_db()
    assert (erasing.stage, erasing.ground) == ("refused", "keeping_period")
    assert "第四十七条第二款" in client.get(one(erasing)).content.decode()
    assert client.post(one(erasing), {"grant": "1", "reason": ""}).status_code == 409


def test_the_duty_clerk_grants(client, centre, erasing):
    client.force_login(centre.cast.clerk.staff)
    assert client.post(one(erasing), {"grant": "1", "reason": ""}).status_code == 302
    erasing.refresh_from_db()
    assert erasing.stage == "granted"
    assert "撤回" not in client.get(one(erasing)).content.decode()


def test_a_correction_is_made_on_the_same_page(client, centre, closed):
    row = ask(
        closed.matter_id,
        right="correct",
        wrong="地点",
        said="村尾",
        actor=centre.requester(closed),
        now=LATER,
    )
    client.force_login(centre.cast.clerk.staff)
    assert client.post(one(row), {"grant": "1", "phone": "一二三"}).status_code == 422
    assert client.post(one(row), {"grant": "1", "place": "村尾"}).status_code == 302
    assert centre.matter(closed).place == "村尾"


def test_somebody_at_the_window(client, centre, closed):
    client.force_login(centre.cast.clerk.staff)
    address = reverse("desk:rights-ask", args=[closed.number])
    assert address in client.get(reverse("desk:panels", args=[closed.number])).content.decode()
    said = {"right": "erase", "who": "heir", "said": "父亲去世了"}
    assert client.post(address, said).status_code == 422
    assert client.post(address, {**said, "shown": "看过户口簿"}).status_code == 302
    assert RightsRequest.objects.get().who == "heir"
    assert client.post(address, {**said, "shown": "看过户口簿"}).status_code == 409


def test_who_may_not_answer_finds_nothing(client, centre, erasing, closed):
    client.force_login(centre.cast.handler.staff)
    for address in (
        reverse("desk:rights"),
        reverse("desk:rights-export"),
        one(erasing),
        reverse("desk:rights-ask", args=[closed.number]),
        reverse("desk:retention"),
        reverse("desk:retention-export"),
        reverse("desk:rights-hold", args=[closed.number]),
    ):
        assert client.get(address).status_code == 404, address
    assert client.post(reverse("desk:rights-free", args=[closed.number])).status_code == 404


def test_the_list_costs_the_same_however_long(client, centre, erasing, django_assert_max_num_queries):
    client.force_login(centre.cast.clerk.staff)
    for _ in range(5):
        other = centre.bring()
        ask(other.matter_id, right="erase", actor=centre.requester(other), now=LATER)
    with django_assert_max_num_queries(14):
        assert client.get(reverse("desk:rights")).status_code == 200
    exported = b"".join(client.get(reverse("desk:rights-export")).streaming_content).decode()
    assert exported.count("\n") == 7


class TestRetention:
    def test_the_report_says_what_is_due_and_what_was_erased(
        self, client, centre, closed, django_assert_max_num_queries
    ):
        years = MONDAY + timedelta(days=4000)
        client.force_login(centre.cast.leader.staff)
        with time_machine.travel(years, tick=False):
            client.force_login(centre.cast.leader.staff)
            with django_assert_max_num_queries(30):
                shown = client.get(reverse("desk:retention")).content.decode()
            assert "还没有核定" in shown
            assert "办结后60个月" in shown
            retention.run(now=years)
            shown = client.get(reverse("desk:retention")).content.decode()
            assert "群众诉求的内容" in shown
            exported = b"".join(client.get(reverse("desk:retention-export")).streaming_content).decode()
            assert "群众诉求的内容" in exported

    def test_a_matter_is_kept_back_and_freed(self, client, centre, closed):
        client.force_login(centre.cast.leader.staff)
        address = reverse("desk:rights-hold", args=[closed.number])
        assert client.post(address, {"reason": "", "until": "2026-03-01"}).status_code == 422
        assert client.post(address, {"reason": "法院调取", "until": "2026-12-31"}).status_code == 302
        assert client.post(address, {"reason": "法院调取", "until": "2026-12-31"}).status_code == 409
        assert "法院调取" in client.get(reverse("desk:panels", args=[closed.number])).content.decode()
        assert "法院调取" in client.get(reverse("desk:retention")).content.decode()
        assert client.post(reverse("desk:rights-free", args=[closed.number])).status_code == 302
        assert not Hold.objects.filter(ended_at=None).exists()
        client.post(reverse("desk:rights-free", args=[closed.number]))
        assert centre.verbs(closed)[-2:] == ["matters.erasure_held", "matters.erasure_freed"]
