"""Anybody reads what is supervised in public, and learns nothing of who asked."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from linli.flow.handling.supervision import actions
from linli.flow.handling.supervision.queries.reading import posts_in_charge
from linli.testing.makers import MONDAY

CANARY = {
    "text": "我家在柳湾村九号院金丝雀巷，水漫到灶台，娃娃发烧。",
    "name": "金丝雀",
    "phone": "13912345678",
}
WORDS = {"title": "柳湾村供水管道抢修", "demand": "按期修复管道并恢复路面。"}


def text(answer):
    return answer.content.decode()


def one(number):
    return reverse("portal:supervised-one", args=[number])


@pytest.fixture
def canary(centre):
    return centre.matter(centre.bring(**CANARY))


@pytest.fixture
def listing(centre, canary, issue):
    supervision = issue("leader", level="leader", matter=canary, question="金丝雀巷为什么没有修？")
    post = posts_in_charge(supervision, on=date(2026, 3, 2))[0]
    leader = centre.cast.leader.actor
    return actions.put_on_list(supervision.id, post_id=post.id, actor=leader, now=MONDAY, **WORDS)


@pytest.fixture(autouse=True)
def _on_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def test_anybody_reads_who_has_to_do_what_by_when(client, listing):
    shown = text(client.get(reverse("portal:supervised")))
    assert WORDS["title"] in shown
    page = text(client.get(one(listing.number)))
    for words in (WORDS["demand"], "晴川县水务局", "水务局 负责人", "为什么是这天", "挂牌中"):
        assert words in page


def test_nothing_of_who_asked_is_public(client, centre, canary, listing, answer):
    leader = centre.cast.leader.actor
    answer(listing.supervision, done="给金丝雀家换了管", result="金丝雀说好了", measures="回访13912345678")
    actions.note(listing.supervision_id, text="管材已经到场。", actor=leader, now=MONDAY)
    actions.strike_off(
        listing.supervision_id, verified="问过金丝雀", result="管道已经更换。", actor=leader, now=MONDAY
    )
    pages = [text(client.get(address)) for address in (reverse("portal:supervised"), one(listing.number))]
    secrets = [
        *CANARY.values(),
        "金丝雀",
        "灶台",
        "九号院",
        "139",
        canary.number,
        str(canary.id),
        str(listing.supervision_id),
        canary.title,
        centre.cast.head.staff.name,
        centre.cast.leader.staff.name,
    ]
    for page in pages:
        for secret in secrets:
            assert secret not in page, secret


def test_it_stays_until_it_is_struck_off_and_then_for_as_long_as_the_rule_says(
    client, centre, listing, answer
):
    leader = centre.cast.leader.actor
    answer(listing.supervision)
    actions.strike_off(
        listing.supervision_id, verified="看过", result="管道已经更换。", actor=leader, now=MONDAY
    )
    shown = text(client.get(one(listing.number)))
    assert "已摘牌" in shown
    assert "管道已经更换。" in shown
    with time_machine.travel(MONDAY + timedelta(days=181), tick=False):
        assert client.get(one(listing.number)).status_code == 404
        page = client.get(reverse("portal:supervised"))
        assert WORDS["title"] not in text(page)
        assert [figure.numerator for figure in page.context["figures"]] == [1, 1, 1]


def test_a_supervision_that_is_not_listed_is_nobody_elses_business(client, issue):
    assert client.get(one(issue().number)).status_code == 404
    assert "没有挂牌督办的事" in text(client.get(reverse("portal:supervised")))


def test_the_pages_take_few_queries(client, listing, django_assert_max_num_queries):
    client.get(reverse("portal:supervised"))
    with django_assert_max_num_queries(6):
        client.get(reverse("portal:supervised"))
    with django_assert_max_num_queries(8):
        client.get(one(listing.number))
