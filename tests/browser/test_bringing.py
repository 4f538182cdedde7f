"""Petitions brought on a telephone and at the window, and visitors received, in a real browser."""

from datetime import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from linli.capabilities.petitions.models import Petition
from linli.capabilities.petitions.reception.models import Desk, Service
from linli.core.matters.models import Matter
from linli.ground.people.actor import SYSTEM
from linli.testing.browser import BROWSER, DESK, PHONE

pytestmark = BROWSER
TEXT = "去年三月村里征了我家两亩地，补偿款到现在没有发。"


def sound(tab):
    """Tell what is wrong with the page that is shown; without script it cannot be asked."""
    if not getattr(tab, "scripted", True):
        return ""
    found = Axe().run(tab.page)
    faults = [*tab.complaints, *([found.generate_report()] if found.violations_count else [])]
    return "\n".join([*faults, *([f"{tab.overflow} pixels too wide"] if tab.overflow > 0 else [])])


def open_at(visit, path, **mode):
    tab = visit(path, width=PHONE, **mode)
    tab.scripted = mode.get("script", True)
    return tab


def onward(tab, name="下一步"):
    assert sound(tab) == "", tab.page.url
    with tab.page.expect_navigation():
        tab.page.locator(
            f"main button:text-is('{name}'):not(.unseen), main a.button:text-is('{name}')"
        ).first.click()


def write(tab):
    tab.page.locator("[name=request]").fill("请把补偿款发下来")
    tab.page.locator("[name=text]").fill(TEXT)


@pytest.mark.parametrize("mode", [{}, {"script": False}, {"large": True}, {"dark": True}])
def test_a_claim_goes_through_five_screens(drawn, visit, mode):
    tab = open_at(visit, "/petition/1", **mode)
    tab.page.locator("[name=kind][value=claim]").check()
    onward(tab)
    write(tab)
    onward(tab)
    tab.page.locator("[name=place]").fill("柳湾村")
    onward(tab)
    tab.page.locator("[name=identity][value=verified]").check()
    tab.page.locator("[name=name]").fill("王小满")
    tab.page.locator("[name=phone]").fill("13800000001")
    tab.page.locator("main details summary").first.click()
    onward(tab)
    onward(tab, "提交")
    expect(tab.page.locator(".receipt-number")).to_have_text(Matter.objects.visible_to(SYSTEM).get().number)
    assert sound(tab) == ""
    tab.go("/petition/receipt/58")
    assert sound(tab) == ""
    tab.go(f"/petition/identity/{Matter.objects.visible_to(SYSTEM).get().number}")
    assert sound(tab) == ""


@pytest.mark.parametrize("mode", [{}, {"english": True}])
def test_an_accusation_is_warned_of_first_and_leaves_a_slip(drawn, visit, mode):
    tab = open_at(visit, "/petition/1", **mode)
    words = ("Next", "I understand; go on", "Send") if mode else ("下一步", "知道了，接着写", "提交")
    tab.page.locator("[name=kind][value=accusation]").check()
    onward(tab, words[0])
    onward(tab, words[1])
    write(tab)
    onward(tab, words[0])
    tab.page.locator("[name=about]").fill("征地办的老张")
    tab.page.locator("[name=unit_1]").select_option(str(drawn.cast.water.id))
    onward(tab, words[0])
    tab.page.locator("[name=identity][value=anonymous]").check()
    onward(tab, words[0])
    onward(tab, words[2])
    expect(tab.page.locator(".receipt-number")).to_have_count(1)
    assert sound(tab) == ""
    assert not Matter.objects.visible_to(SYSTEM).exists()


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(drawn, visit):
    tab = open_at(visit, "/petition/1")
    onward(tab)
    assert sound(tab) == ""
    tab.page.locator("[name=kind][value=suggestion]").check()
    onward(tab)
    tab.page.locator("[name=text]").fill(TEXT)
    onward(tab)
    expect(tab.page.locator("[name=text]")).to_have_value(TEXT)
    expect(tab.page.locator("[name=request]")).to_have_attribute("aria-invalid", "true")
    assert sound(tab) == ""


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_a_clerk_looks_first_then_registers_a_letter_and_prints(drawn, visit, width):
    tab = visit(width=width)
    tab.log_in(drawn.cast.clerk)
    tab.go("/desk/petitions/register?form=letter")
    write(tab)
    tab.page.locator("[name=name]").fill("王小满")
    tab.page.locator("[name=phone]").fill("13800000001")
    onward(tab, "先看期限和有没有同样的事")
    expect(tab.page.locator("#looked")).to_have_count(1)
    onward(tab, "登记，给回执")
    expect(tab.page.locator(".slip-number")).to_have_text(Matter.objects.visible_to(SYSTEM).get().number)
    assert sound(tab) == ""
    assert Petition.objects.get().form == "letter"


def test_a_visitor_takes_a_number_and_is_called(drawn, visit):
    cast, hours = drawn.cast, {"opens": time(0, 1), "closes": time(23, 59), "weekdays": "1234567"}
    Desk.objects.create(hall=cast.centre, unit=cast.centre, room="1号窗口", **hours)
    Desk.objects.create(hall=cast.centre, unit=cast.water, room="205室", **hours)
    Service.objects.create(hall=cast.centre, letter="A", name="综合接待")
    tab, board = visit(), visit("/petition/board", width=PHONE)
    tab.log_in(cast.clerk)
    tab.go("/desk/petitions/reception/")
    onward(tab, "A 综合接待")
    assert sound(tab) == ""
    tab.go("/desk/petitions/reception/")
    onward(tab, "叫下一位")
    assert sound(tab) == ""
    board.go("/petition/board")
    expect(board.page.locator(".board-called b")).to_have_text("A001")
    assert sound(board) == ""
    tab.page.locator("details", has_text="转给别的部门").locator("summary").click()
    tab.page.get_by_label("205室").check()
    onward(tab, "转过去")
    expect(board.page.locator(".board-waiting")).to_contain_text("A001", timeout=15_000)
    assert sound(tab) == ""
    tab.go("/desk/petitions/reception/figures/")
    assert sound(tab) == ""
    assert timezone.localdate().isoformat() in tab.page.content()
