"""A clerk registers a matter for somebody who stands at the window."""

import re

from django.urls import reverse

from linli.core.matters.models import Matter


def form_of(browser):
    return re.search(r'name="key"[^>]*value="([^"]+)"', browser.get(reverse("desk:intake")).content.decode())[
        1
    ]


def said(centre, key, **changes):
    plain = {
        "key": key,
        "kind": "requests.help",
        "text": "老人来窗口说楼道灯坏了",
        "severity": "small",
        "channel": "window",
        "village": str(centre.cast.east_village.id),
        "phone": "13800000002",
    }
    return {**plain, **changes}


def test_a_clerk_registers_and_hands_over_the_receipt(centre, at_desk):
    browser = at_desk("east_clerk")
    answer = browser.post(reverse("desk:intake"), said(centre, form_of(browser)), follow=True)
    matter = Matter.objects.get()
    assert matter.number in answer.content.decode()
    assert matter.channel.code == "window"
    assert "查询码" in answer.content.decode()


def test_the_same_form_sent_twice_makes_one_matter(centre, at_desk):
    browser = at_desk("east_clerk")
    key = form_of(browser)
    for _ in range(2):
        browser.post(reverse("desk:intake"), said(centre, key))
    assert Matter.objects.count() == 1
    other = browser.post(reverse("desk:intake"), said(centre, key, text="完全是另一件事"))
    assert other.status_code == 409
    assert "完全是另一件事" in other.content.decode()


def test_what_is_wrong_is_marked_and_the_rest_kept(centre, at_desk):
    browser = at_desk("east_clerk")
    answer = browser.post(
        reverse("desk:intake"), said(centre, form_of(browser), text="", phone="不知道", name="老李")
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "请写下发生了什么" in page
    assert "请输入正确的电话号码" in page
    assert "老李" in page
    assert not Matter.objects.exists()


def test_only_posts_that_register_get_the_form(centre, at_desk):
    assert at_desk("auditor").get(reverse("desk:intake")).status_code == 404
    assert at_desk("auditor").post(reverse("desk:intake"), said(centre, "k")).status_code == 404
