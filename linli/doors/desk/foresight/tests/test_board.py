"""The board of the next two days, as a head of unit sees it."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from linli.core.matters.models import Matter
from linli.flow.handling import actions as handling
from linli.testing.makers import MONDAY

pytestmark = pytest.mark.django_db
SOON = MONDAY + timedelta(minutes=30)


@pytest.fixture
def busy(centre):
    """Six matters of the water department, all the handler's, due within two days."""
    for number in range(6):
        receipt = centre.bring(text=f"第{number}处水管漏水，路面都湿了。")
        handling.claim(receipt.matter_id, actor=centre.cast.handler.actor, now=MONDAY)
    with time_machine.travel(SOON, tick=False):
        yield centre


def test_a_head_sees_what_will_be_late_and_which_hand_over_helps(client, busy, django_assert_max_num_queries):
    client.force_login(busy.cast.head.staff)
    with django_assert_max_num_queries(16):
        page = client.get(reverse("desk:foresight")).content.decode()
    assert "排在第" in page
    assert "换给陈静" in page
    table = b"".join(client.get(reverse("desk:foresight-export"))).decode()
    late = [line for line in table.splitlines() if "漏水" in line]
    assert 0 < len(late) < Matter.objects.count()


def test_others_neither_open_it_nor_see_what_is_not_theirs(client, busy):
    client.force_login(busy.cast.handler.staff)
    assert client.get(reverse("desk:foresight")).status_code in (403, 404)
    client.force_login(busy.cast.leader.staff)
    assert "漏水" in client.get(reverse("desk:foresight")).content.decode()
