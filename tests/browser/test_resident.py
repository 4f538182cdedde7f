"""A resident with a telephone: brings something, goes home with a number, and comes back for the answer."""

import re

from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from linli.core.matters.models import Matter
from linli.flow.handling import actions as handling
from linli.flow.outcomes import actions as outcomes
from linli.ground.people.actor import SYSTEM
from linli.testing.browser import BROWSER, PHONE

pytestmark = BROWSER
TEXT = "村口的自来水管漏水三天了，路面都湿了。"


def matter() -> Matter:
    return Matter.objects.visible_to(SYSTEM).get()


def say_what(page, photo=None):
    page.get_by_label("发生了什么").fill(TEXT)
    if photo:
        page.get_by_label("照片").set_input_files(photo)
    page.get_by_label(re.compile("^求助")).check()
    next_screen(page)
    expect(page.get_by_role("heading", name="在哪里？")).to_be_visible()


def next_screen(page):
    page.get_by_role("button", name="下一步").last.click()


def open_with(page, number, code):
    page.get_by_label("编号").fill(number)
    page.get_by_label("查询码").fill(code)
    page.get_by_role("button", name="查进度").click()


def take(page, name, **answers):
    """Unfold a step of the resident's page, fill it in and send it."""
    step = page.locator("details.step", has=page.locator("summary", has_text=name))
    step.locator("summary").click()
    for label, answer in answers.items():
        if label == "radio":
            for one in answer:
                step.get_by_label(one, exact=True).check()
        else:
            step.locator("textarea").fill(answer)
    step.get_by_role("button").click()


def test_a_resident_brings_a_matter_on_a_phone_with_a_photo_and_a_tap_on_the_map(drawn, visit, photo):
    tab = visit("/", width=PHONE)
    page = tab.page
    page.get_by_role("main").get_by_role("link", name="反映一件事").click()
    page.get_by_label("照片").set_input_files(photo)
    expect(page.locator(".photo-strip img")).to_have_count(1)
    say_what(page)

    page.get_by_role("button", name="在地图或名单上选").click()
    page.get_by_text("东河镇", exact=True).click()
    page.get_by_role("link", name="柳湾村").last.click()
    page.locator("[data-place-picker] svg").click()
    page.get_by_role("button", name="就是这里").click()
    expect(page.locator(".picked")).to_contain_text("柳湾村")
    next_screen(page)

    expect(page.locator(".foreseen")).to_contain_text("柳湾村村民委员会")
    expect(page.locator(".foreseen")).to_contain_text("最迟")
    page.get_by_text("为什么是这天").click()
    expect(page.locator(".foreseen")).to_contain_text("工作日")
    assert not Matter.objects.visible_to(SYSTEM).exists()
    page.get_by_role("button", name="提交").click()

    brought = matter()
    expect(page.locator(".receipt-number")).to_have_text(brought.number)
    expect(page.get_by_role("img", name="扫码查看办理进度")).to_be_visible()
    assert (brought.cell, brought.attachments.count()) == (drawn.cast.cell, 1)
    assert tab.complaints == []


def test_a_resident_without_script_and_map_brings_a_matter_and_follows_it(drawn, visit, photo):
    page = visit("/bring/1", width=PHONE, script=False).page
    say_what(page, photo)
    page.get_by_label("地点").fill("柳湾村")
    next_screen(page)
    expect(page.locator(".foreseen")).to_contain_text("柳湾村村民委员会")
    page.get_by_role("button", name="提交").click()
    number = page.locator(".receipt-number").inner_text()
    code = page.locator(".receipt dd.number").inner_text()
    assert matter().attachments.count() == 1

    page = visit("/follow", width=PHONE, script=False).page
    open_with(page, number, code.lower())
    expect(page.get_by_role("heading", level=1)).to_contain_text("自来水管漏水")


def test_a_resident_answers_rates_and_has_it_reopened(drawn, visit):
    receipt = drawn.bring(now=timezone.now())
    tab = visit("/follow", width=PHONE)
    page = tab.page
    open_with(page, receipt.number, receipt.code)
    page.get_by_text("为什么是这天").first.click()
    expect(page.locator(".clock").first).to_contain_text("民法典")

    handler = drawn.cast.handler.actor
    handling.claim(receipt.matter_id, actor=handler, now=timezone.now())
    handling.ask(receipt.matter_id, text="漏水的是哪一段？", actor=handler, now=timezone.now())
    page.reload()
    expect(page.get_by_text("漏水的是哪一段？")).to_be_visible()
    take(page, "回答", text="老槐树到桥头那一段。")
    expect(page.locator(".messages")).to_contain_text("已经记下")

    outcomes.reply(receipt.matter_id, text="已经换了一段水管。", actor=handler, now=timezone.now())
    page.reload()
    expect(page.get_by_text("已经换了一段水管。")).to_be_visible()
    take(page, "评价", radio=["解决了一部分", "基本满意"])
    expect(page.locator(".messages")).to_contain_text("已经记下")
    take(page, "要求重办", reason="桥头还在漏。")
    expect(page.locator("[aria-current=step]")).to_contain_text("办理中")
    assert matter().state == "handling"
    assert tab.complaints == []


def test_a_slip_of_paper_opens_the_matter_and_a_wrong_code_does_not(drawn, visit):
    receipt = drawn.bring(now=timezone.now())
    tab = visit(f"/q/{receipt.number}/{receipt.code}", width=PHONE)
    expect(tab.page.get_by_role("heading", level=1)).to_contain_text("漏水")
    assert receipt.code not in tab.page.url

    stranger = visit("/follow", width=PHONE).page
    for _turn in range(6):
        open_with(stranger, receipt.number, "2222222222")
        expect(stranger.locator("[role=alert], .fault").first).to_be_visible()
    expect(stranger.get_by_text("您的事项还在照常办理")).to_be_visible()
    open_with(stranger, receipt.number, receipt.code)
    expect(stranger.get_by_text("您的事项还在照常办理")).to_be_visible()


def test_what_is_forgotten_or_too_long_is_marked_and_nothing_typed_is_lost(drawn, visit):
    page = visit("/bring/1", width=PHONE).page
    next_screen(page)
    expect(page.locator("#faults")).to_be_focused()
    page.get_by_label("发生了什么").fill("水" * 10_000)
    page.get_by_label(re.compile("^求助")).check()
    next_screen(page)
    expect(page.locator("#faults")).to_contain_text("10000")
    assert len(page.get_by_label("发生了什么").input_value()) == 10_000
    expect(page.get_by_label(re.compile("^求助"))).to_be_checked()


def test_a_photo_that_is_none_is_named_and_the_words_are_kept(drawn, visit):
    page = visit("/bring/1", width=PHONE).page
    page.get_by_label("发生了什么").fill(TEXT)
    bad = {"name": "通知.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"}
    page.get_by_label("照片").set_input_files(bad)
    expect(page.locator(".photo-strip li")).to_have_count(1)
    page.get_by_label(re.compile("^求助")).check()
    next_screen(page)
    expect(page.locator("#faults")).to_contain_text("通知.jpg")
    assert page.get_by_label("发生了什么").input_value() == TEXT


def test_going_back_after_sending_shows_the_receipt_again(drawn, visit):
    page = visit("/bring/1", width=PHONE).page
    say_what(page)
    next_screen(page)
    page.get_by_role("button", name="提交").click()
    number = page.locator(".receipt-number").inner_text()
    for _turn in range(2):
        page.go_back()
        expect(page.locator(".receipt-number")).to_have_text(number)
    assert matter().number == number


def test_pressing_twice_sends_once(drawn, visit):
    page = visit("/bring/1", width=PHONE).page
    say_what(page)
    next_screen(page)
    page.get_by_role("button", name="提交").dblclick()
    expect(page.locator(".receipt-number")).to_be_visible()
    assert page.locator(".receipt-number").inner_text() == matter().number


def test_words_typed_before_the_telephone_rang_are_still_there(drawn, visit):
    tab = visit("/bring/1", width=PHONE)
    with tab.page.expect_response("**/bring/draft"):
        tab.page.get_by_label("发生了什么").fill("写到一半")
    tab.page.close()
    again = tab.context.new_page()
    again.goto(f"{tab.site}/bring/1")
    assert again.get_by_label("发生了什么").input_value() == "写到一半"


def test_a_page_that_stood_open_too_long_says_so_and_gives_the_words_back(drawn, visit):
    tab = visit("/bring/1", width=PHONE)
    page = tab.page
    say_what(page)
    tab.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    next_screen(page)
    expect(page.locator(".messages")).to_contain_text("请再写一遍")
    page.get_by_label("发生了什么").fill(TEXT)
    tab.context.clear_cookies()
    next_screen(page)
    expect(page.get_by_role("main")).to_contain_text(TEXT)
