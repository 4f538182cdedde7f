"""A clerk at the desk: finds what is to be done by keyboard, does it, loses nothing, sees nothing of other towns."""

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from linli.core.matters.models import Matter
from linli.flow.handling import actions as handling
from linli.ground.people.actor import SYSTEM
from linli.testing.browser import BROWSER, DESK, PHONE
from linli.testing.cast import PASSWORD

pytestmark = BROWSER
REPLY = "水管已经换好，路面也清理了。"


@pytest.fixture
def two(drawn, minutes_ago):
    """Two matters of the water department, the older one due first."""
    first = drawn.bring(now=minutes_ago(2000))
    second = drawn.bring(now=minutes_ago(5), text="水表坏了，一直转。")
    return drawn, first, second


def at(visit, member, path="/desk/", **mode):
    tab = visit(**mode)
    tab.log_in(member)
    tab.go(path)
    return tab


def told(page, words):
    """Wait for the page that says so, with its script: the next key may come at once."""
    expect(page.locator(".messages")).to_contain_text(words)
    page.wait_for_load_state()


def state(receipt):
    return Matter.objects.visible_to(SYSTEM).get(id=receipt.matter_id).state


def test_a_clerk_logs_in_and_finds_what_is_to_be_claimed(two, visit):
    centre, first, second = two
    page = visit("/desk/").page
    page.get_by_label("账号").fill(centre.cast.handler.staff.username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("待认领")
    expect(page.locator("[data-rows] a.row .number")).to_have_text([first.number, second.number])


def test_a_clerk_claims_replies_and_closes_without_the_mouse(two, visit):
    centre, _first, second = two
    tab = at(visit, centre.cast.handler, width=DESK)
    page = tab.page
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    pane = page.locator("#pane")
    expect(pane).to_contain_text(second.number)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("水表坏了")
    page.wait_for_load_state()
    page.keyboard.press("c")
    told(page, "认领")
    page.keyboard.press("r")
    expect(page.get_by_label("答复内容")).to_be_focused()
    page.keyboard.type(REPLY)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".preview")).to_contain_text(REPLY)
    assert state(second) == "handling"
    page.get_by_role("button", name="就这样答复").press("Enter")
    told(page, "答复")
    page.keyboard.press("e")
    page.get_by_label("已解决").check()
    page.get_by_role("button", name="办结").last.press("Enter")
    told(page, "办结")
    assert state(second) == "closed"
    assert tab.complaints == []


def test_the_right_pane_does_the_work_beside_the_list(two, visit):
    centre, first, _second = two
    tab = at(visit, centre.cast.handler, width=DESK)
    page, pane = tab.page, tab.page.locator("#pane")
    page.locator("[data-rows] a.row").first.click()
    expect(pane).to_contain_text(first.number)
    page.keyboard.press("c")
    expect(pane.locator(".messages")).to_contain_text("认领")
    assert page.url.endswith("/desk/list/claim/")
    page.keyboard.press("r")
    expect(pane.get_by_label("答复内容")).to_be_focused()
    page.keyboard.type(REPLY)
    pane.get_by_role("button", name="先看一看居民会看到什么").click()
    expect(pane.locator(".preview")).to_contain_text(REPLY)
    pane.get_by_role("button", name="就这样答复").click()
    expect(pane.locator(".messages")).to_contain_text("答复")
    assert state(first) == "answered"
    assert tab.complaints == []


def test_the_same_work_is_possible_on_a_phone(two, visit):
    centre, first, _second = two
    tab = at(visit, centre.cast.handler, width=PHONE)
    page = tab.page
    page.locator("[data-rows] a.row").first.click()
    page.get_by_role("button", name="认领").click()
    page.locator("summary", has_text="答复").first.click()
    page.get_by_label("答复内容").fill(REPLY)
    page.get_by_role("button", name="先看一看居民会看到什么").click()
    page.get_by_role("button", name="就这样答复").click()
    page.locator("summary", has_text="办结").first.click()
    page.get_by_label("部分解决").check()
    page.locator("details[open]").get_by_role("button", name="办结").click()
    expect(page.locator(".fault")).to_contain_text("请写明原因")
    page.locator("details[open] textarea").fill("桥头那一段下周换。")
    page.locator("details[open]").get_by_role("button", name="办结").click()
    told(page, "办结")
    assert state(first) == "closed"
    assert (tab.overflow, tab.complaints) == (0, [])


def test_a_draft_is_there_after_the_page_was_closed(two, visit):
    centre, first, _second = two
    handling.claim(first.matter_id, actor=centre.cast.handler.actor, now=timezone.now())
    address = f"/desk/matter/{first.number}/"
    tab = at(visit, centre.cast.handler, address)
    tab.page.keyboard.press("r")
    expect(tab.page.get_by_label("答复内容")).to_be_focused()
    with tab.page.expect_response("**/draft/reply/"):
        tab.page.keyboard.type("写到一半")
    expect(tab.page.locator("details[open] [data-saved]")).to_contain_text("草稿已保存")
    tab.page.close()
    again = tab.context.new_page()
    again.goto(tab.site + address)
    again.keyboard.press("r")
    expect(again.get_by_label("答复内容")).to_be_focused()
    expect(again.get_by_label("答复内容")).to_have_value("写到一半")


def test_the_second_of_two_clerks_is_told_and_keeps_their_words(two, visit):
    centre, first, _second = two
    handling.claim(first.matter_id, actor=centre.cast.handler.actor, now=timezone.now())
    address = f"/desk/matter/{first.number}/"
    handler, head = (at(visit, who, address).page for who in (centre.cast.handler, centre.cast.head))
    for page, words in ((handler, "打过电话，约好下午去。"), (head, "我也打了电话，没有人接。")):
        page.keyboard.press("l")
        expect(page.locator("details[open] textarea")).to_be_focused()
        page.keyboard.type(words)
    handler.locator("details[open]").get_by_role("button").click()
    told(handler, "记录联系")
    with head.expect_navigation() as answered:
        head.locator("details[open]").get_by_role("button").click()
    assert answered.value.status == 409
    expect(head.locator("#faults")).to_be_focused()
    expect(head.locator("#faults")).to_contain_text("约好下午去")
    expect(head.locator("details[open] textarea")).to_have_value("我也打了电话，没有人接。")
    head.locator("details[open]").get_by_role("button").click()
    told(head, "记录联系")


def test_a_clerk_of_another_town_who_types_the_address_finds_what_nonsense_finds(two, visit):
    centre, first, _second = two
    tab = at(visit, centre.cast.west_clerk)
    seen = []
    for number in (first.number, "2601010000000"):
        assert tab.go(f"/desk/matter/{number}/") == 404
        seen.append(tab.page.locator("body").inner_text())
        assert number not in seen[-1]
    assert seen[0] == seen[1]


def test_a_session_that_ended_leads_back_to_the_same_page(two, visit):
    centre, first, _second = two
    address = f"/desk/matter/{first.number}/"
    tab = at(visit, centre.cast.handler, address)
    tab.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page = tab.page
    page.keyboard.press("c")
    page.get_by_label("账号").fill(centre.cast.handler.staff.username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    tab.go(address)
    page.keyboard.press("c")
    told(page, "认领")


def test_a_clerk_at_the_window_registers_and_hands_over_a_slip(drawn, visit):
    tab = at(visit, drawn.cast.east_clerk, "/desk/intake/")
    page = tab.page
    page.get_by_role("button", name="登记，给回执").click()
    expect(page.locator("#faults")).to_be_focused()
    page.get_by_label("内容").fill("老人来窗口说，家门口的路灯不亮。")
    page.get_by_label("村社区").select_option(str(drawn.cast.east_village.id))
    page.get_by_role("button", name="登记，给回执").click()
    expect(page.locator(".receipt-number")).to_have_text(Matter.objects.visible_to(SYSTEM).get().number)
    assert tab.complaints == []
