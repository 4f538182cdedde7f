"""A head of unit gives the work of an absent colleague to others."""

from datetime import date

import pytest
from django.urls import reverse

from linli.core.matters.models import Matter
from linli.flow.handling import actions as handling
from linli.ground.people.models import Post, Posting, Role, Staff
from linli.testing.makers import MONDAY


@pytest.fixture
def second(centre):
    """A second handler in the water department."""
    staff = Staff.objects.create(username="shuiwu2", name="韩梅")
    post = Post.objects.create(unit=centre.cast.water, role=Role.objects.get(code="handler"), name="经办二")
    Posting.objects.create(post=post, staff=staff, valid_from=date(2020, 1, 1))
    return staff


@pytest.fixture
def claimed(centre):
    receipts = [centre.bring(phone="") for _ in range(3)]
    for receipt in receipts:
        handling.claim(receipt.matter_id, actor=centre.cast.handler.actor, now=MONDAY)
    return [receipt.number for receipt in receipts]


def give(browser, staff, numbers, to):
    address = reverse("desk:colleague", args=[staff.id])
    return browser.post(address, {"number": numbers, "to": str(to.id), "note": "休假"})


def test_a_head_gives_an_absent_colleagues_matters_to_another(centre, at_desk, claimed, second):
    absent = centre.cast.handler.staff
    Staff.objects.filter(id=absent.id).update(absent_until=date(2026, 3, 20))
    page = at_desk("head").get(reverse("desk:colleagues"))
    assert page.context["loads"][0].staff == absent, "who is absent comes first"
    assert "不在，到3月20日" in page.content.decode()
    answer = give(at_desk("head"), absent, claimed, second)
    assert answer.status_code == 302
    assert Matter.objects.filter(handler=second).count() == 3


def test_what_could_not_be_given_is_reported_and_the_rest_done(centre, at_desk, claimed, second):
    from linli.flow.outcomes import actions as outcomes

    done = Matter.objects.get(number=claimed[0])
    outcomes.reply(done.id, text="好了", actor=centre.cast.handler.actor, now=MONDAY)
    outcomes.close(done.id, outcome="solved", actor=centre.cast.handler.actor, now=MONDAY)
    answer = give(at_desk("head"), centre.cast.handler.staff, [*claimed, "2603020000000"], second)
    assert answer.status_code == 409
    assert {one.number for one in answer.context["failed"]} == {claimed[0], "2603020000000"}
    assert Matter.objects.filter(handler=second).count() == 2


def test_nobody_gives_away_the_work_of_another_unit(centre, at_desk, claimed, second):
    address = reverse("desk:colleague", args=[centre.cast.handler.staff.id])
    assert at_desk("handler").get(address).status_code == 404
    assert at_desk("leader").get(address).status_code == 404
    assert give(at_desk("handler"), centre.cast.handler.staff, claimed, second).status_code == 404
