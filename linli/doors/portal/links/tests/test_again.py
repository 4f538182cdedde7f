"""A resident whose closed matter comes back brings it again, as a matter of its own that knows the earlier one."""

import re

import pytest
import time_machine
from django.urls import reverse

from linli.core.matters.models import Matter
from linli.flow.handling import actions as handling
from linli.flow.handling.links import actions
from linli.flow.handling.links.models import Link
from linli.flow.outcomes import actions as outcomes
from linli.testing.makers import MONDAY


@pytest.fixture(autouse=True)
def _on_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def text(answer):
    return answer.content.decode()


@pytest.fixture
def closed(centre):
    receipt = centre.bring()
    who = {"actor": centre.cast.handler.actor, "now": MONDAY}
    handling.claim(receipt.matter_id, **who)
    outcomes.reply(receipt.matter_id, text="修好了", **who)
    outcomes.close(receipt.matter_id, outcome="solved", **who)
    return receipt


def open_it(phone, receipt):
    return phone.client.post(reverse("portal:follow"), {"number": receipt.number, "code": receipt.code})


def again(phone, receipt):
    return phone.client.post(reverse("portal:again", args=[receipt.number]))


def follow_up(phone, words="又漏了，比上次还大。"):
    key = re.search(r'name="key" value="([^"]+)"', text(phone.client.get(reverse("portal:what"))))[1]
    phone.client.post(
        reverse("portal:what"), {"key": key, "text": words, "kind": "requests.help", "act": "next"}
    )
    page = text(phone.client.get(reverse("portal:where")))
    place = re.search(r'name="place"[^>]*value="([^"]*)"', page)
    phone.where(place[1] if place else "村口老槐树旁")
    return phone.send()


def test_a_closed_matter_offers_to_bring_it_again_with_its_place(phone, closed, centre):
    open_it(phone, closed)
    page = reverse("portal:matter", args=[closed.number])
    assert reverse("portal:again", args=[closed.number]) in text(phone.client.get(page))
    assert again(phone, closed)["Location"] == reverse("portal:what")
    assert follow_up(phone)["Location"] == reverse("portal:receipt")
    old, new = centre.matter(closed), Matter.objects.exclude(id=closed.matter_id).get()
    assert (new.village_id, new.place, new.category_id) == (old.village_id, old.place, old.category_id)
    assert new.number != old.number
    link = Link.objects.get()
    assert (link.source_id, link.target_id, link.relation) == (new.id, old.id, "follow_up")
    assert new.number not in text(phone.client.get(page)), "a page shows only what its reader opened"


def test_who_opened_both_sees_each_from_the_other(phone, closed, centre):
    said = centre.submission(text="又漏了")
    new = actions.bring_follow_up(closed.matter_id, said, actor=centre.requester(closed), now=MONDAY)
    open_it(phone, closed)
    open_it(phone, new)
    old_page = text(phone.client.get(reverse("portal:matter", args=[closed.number])))
    new_page = text(phone.client.get(reverse("portal:matter", args=[new.number])))
    assert f"{new.number} 又漏了" in old_page
    assert closed.number in new_page


def test_a_stranger_is_asked_for_the_code(phone, closed):
    assert again(phone, closed)["Location"] == f"{reverse('portal:follow')}?number={closed.number}"
    assert not Link.objects.exists()


def test_an_open_matter_is_added_to_instead(phone, centre):
    receipt = centre.bring()
    open_it(phone, receipt)
    page = reverse("portal:matter", args=[receipt.number])
    assert reverse("portal:again", args=[receipt.number]) not in text(phone.client.get(page))
    assert again(phone, receipt)["Location"] == page


def test_what_was_being_written_is_not_thrown_away(phone, closed):
    open_it(phone, closed)
    phone.what(text="另外一件事，路灯不亮。")
    again(phone, closed)
    assert "另外一件事" in text(phone.client.get(reverse("portal:what")))


def test_it_is_taken_in_also_when_the_browser_forgot_the_earlier_one(phone, closed):
    open_it(phone, closed)
    again(phone, closed)
    session = phone.client.session
    del session["linli_matters"]
    session.save()
    assert follow_up(phone)["Location"] == reverse("portal:receipt")
    assert Matter.objects.count() == 2
    assert not Link.objects.exists()


def test_nobody_reads_on_their_page_what_others_brought(phone, closed, centre):
    other = centre.bring(text="我家门口也漏水")
    actions.link(
        other.matter_id,
        closed.matter_id,
        relation="related",
        reason="同",
        actor=centre.cast.clerk.actor,
        now=MONDAY,
    )
    open_it(phone, closed)
    page = text(phone.client.get(reverse("portal:matter", args=[closed.number])))
    assert other.number not in page
    assert "我家门口" not in page
