"""Those who keep the registers, and those who read the figures."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from linli.core.matters.models import Category
from linli.flow.handling import actions as handling
from linli.flow.outcomes import actions as outcomes
from linli.ground.people.models import Post, Posting, Role
from linli.testing.browser import BROWSER, DESK
from linli.testing.cast import SINCE

pytestmark = BROWSER


@pytest.fixture
def keeper(drawn):
    """The one who looks after the accounts holds the registers as well."""
    member = drawn.cast.personnel
    post = Post.objects.create(unit=member.unit, role=Role.objects.get(code="registrar"), name="资料岗")
    Posting.objects.create(post=post, staff=member.staff, valid_from=SINCE)
    return member


def test_a_keeper_adds_a_category_and_sees_its_history(keeper, visit):
    tab = visit(width=DESK)
    tab.log_in(keeper)
    tab.go("/desk/registers/categories/")
    page = tab.page
    page.get_by_role("link", name="添加").click()
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#faults")).to_be_focused()
    page.get_by_label(re.compile("^代码|^编号|^编码")).fill("L")
    page.get_by_label("名称").fill("路灯")
    page.get_by_role("button", name="保存").click()
    row = page.locator("tr", has_text="路灯")
    row.get_by_role("link", name="修改记录").click()
    expect(page.get_by_role("main")).to_contain_text(keeper.staff.name)
    expect(page.get_by_role("main")).to_contain_text("路灯")
    assert Category.objects.filter(name="路灯").exists()
    assert tab.complaints == []


def test_every_number_of_the_figures_opens_a_list_of_as_many_rows(drawn, visit, minutes_ago):
    cast, now = drawn.cast, timezone.now()
    receipts = [drawn.bring(now=minutes_ago(60 + n), text=f"第{n}处漏水。") for n in range(4)]
    for receipt in receipts[:2]:
        handling.claim(receipt.matter_id, actor=cast.handler.actor, now=now)
        outcomes.reply(receipt.matter_id, text="修好了。", actor=cast.handler.actor, now=now)
    drawn.settle(now=now)
    tab = visit(width=DESK)
    tab.log_in(cast.leader)
    tab.go("/desk/figures/")
    page = tab.page
    links = page.locator(".figures a, main table a").evaluate_all(
        "all => all.map(a => [a.textContent.trim(), a.getAttribute('href')])"
    )
    numbers = [(int(words), address) for words, address in links if words.isdigit()]
    assert len(numbers) > 5
    for number, address in numbers[:12]:
        assert tab.go(address) == 200
        assert page.locator("[data-rows] a.row").count() == number, address
    assert tab.complaints == []
