"""At the desk: ask for more time on a clock, see what waits, decide."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from linli.flow.handling import actions as handling
from linli.flow.handling.timing import actions as timing
from linli.flow.handling.timing.actions import Wish
from linli.flow.handling.timing.models import TimeRequest
from linli.testing.makers import MONDAY

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=2)
MORE = Wish("extend", reason="等材料", words="材料周五到", amount=5)


@pytest.fixture
def leak(centre):
    receipt = centre.bring()
    handling.claim(receipt.matter_id, actor=centre.cast.handler.actor, now=MONDAY)
    with time_machine.travel(LATER, tick=False):
        yield centre.matter(receipt)


def sit(client, member):
    client.force_login(member.staff)
    return client


def test_a_handler_asks_and_the_head_approves(client, centre, leak):
    worker = sit(client, centre.cast.handler)
    assert "申请更多时间" in worker.get(reverse("desk:panels", args=[leak.number])).content.decode()
    address = reverse("desk:timing-ask", args=[leak.number, "reply"])
    wrong = worker.post(address, {"kind": "extend", "amount": "99", "reason": "等材料", "words": ""})
    assert wrong.status_code == 422
    assert "等材料" in wrong.content.decode()
    said = {"kind": "extend", "amount": "5", "reason": "等材料", "words": "材料周五到"}
    assert worker.post(address, said).status_code == 302
    request = TimeRequest.objects.get()
    head = sit(client, centre.cast.head)
    assert "等材料" not in head.get(reverse("desk:timing")).content.decode()
    page = head.get(reverse("desk:timing-one", args=[request.id]))
    assert "等材料" in page.content.decode()
    assert head.post(page.request["PATH_INFO"], {"refuse": "1", "decision": ""}).status_code == 422
    assert head.post(page.request["PATH_INFO"], {"approve": "1", "words": "材料周五到"}).status_code == 302
    request.refresh_from_db()
    assert request.stage == "approved"


def test_who_may_not_see_the_matter_finds_nothing(client, centre, leak):
    request = timing.ask(leak.id, "reply", MORE, actor=centre.cast.handler.actor, now=LATER)
    stranger = sit(client, centre.cast.west_clerk)
    for name, args in (("timing-one", [request.id]), ("timing-ask", [leak.number, "reply"])):
        assert stranger.get(reverse(f"desk:{name}", args=args)).status_code == 404
    assert leak.number not in b"".join(stranger.get(reverse("desk:timing-export"))).decode()
    assert leak.title not in stranger.get(reverse("desk:timing")).content.decode()


def test_the_list_costs_few_queries_and_its_author_takes_a_request_back(
    client, centre, leak, django_assert_max_num_queries
):
    request = timing.ask(leak.id, "reply", MORE, actor=centre.cast.handler.actor, now=LATER)
    worker = sit(client, centre.cast.handler)
    with django_assert_max_num_queries(10):
        assert worker.get(reverse("desk:timing")).status_code == 200
    assert leak.number in b"".join(worker.get(reverse("desk:timing-export"))).decode()
    worker.post(reverse("desk:timing-withdraw", args=[request.id]))
    request.refresh_from_db()
    assert request.stage == "withdrawn"
