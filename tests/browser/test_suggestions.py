"""A clerk is told what a text is like, in a real browser, with script and without."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from linli.core.matters.models import Matter
from linli.flow.routing.suggesting.actions import learn
from linli.flow.routing.suggesting.tests.texts import close_many
from linli.ground.people.actor import SYSTEM
from linli.testing.browser import BROWSER, DESK, PHONE

pytestmark = BROWSER
TEXT = "村口水管爆裂，自来水管漏水，水流一地。"
LIKE = "像是：供水 › 管道漏水"


@pytest.fixture
def leak(drawn, minutes_ago):
    close_many(drawn)
    learn(now=timezone.now())
    return drawn.bring(now=minutes_ago(5), text=TEXT, category_id=None)


def at(visit, member, path, **mode):
    tab = visit(**mode)
    tab.log_in(member)
    tab.go(path)
    return tab


def category_of(receipt):
    return Matter.objects.visible_to(SYSTEM).get(id=receipt.matter_id).category


def fine(tab):
    broken = Axe().run(tab.page).response["violations"]
    return not broken and not tab.complaints and tab.overflow <= 0


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_one_press_fills_the_field_and_another_takes_the_step(drawn, leak, visit, width):
    tab = at(visit, drawn.cast.clerk, f"/desk/matter/{leak.number}/", width=width)
    step = tab.page.locator("details.step", has=tab.page.locator("summary", has_text="归类"))
    step.locator("summary").click()
    expect(step).to_contain_text(LIKE)
    field = step.locator("select[name=category]")
    expect(field).to_have_value("")
    step.get_by_role("button", name=LIKE).click()
    expect(field).to_have_value(str(drawn.leak.id))
    assert fine(tab)
    assert category_of(leak) is None
    step.get_by_role("button", name="归类").click()
    expect(tab.page.locator(".messages")).to_contain_text("归类")
    assert category_of(leak) == drawn.leak


def test_what_is_typed_at_the_window_is_looked_at_when_the_field_is_left(drawn, leak, visit):
    tab = at(visit, drawn.cast.clerk, "/desk/intake/")
    tab.page.get_by_label("内容").fill(TEXT)
    tab.page.keyboard.press("Tab")
    expect(tab.page.locator("#id_category_suggestions")).to_contain_text(LIKE)
    tab.page.get_by_role("button", name=LIKE).click()
    expect(tab.page.locator("#id_category")).to_have_value(str(drawn.leak.id))
    assert fine(tab)


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_without_script_one_asks_and_chooses_from_the_list(drawn, leak, visit, width):
    tab = at(visit, drawn.cast.clerk, "/desk/intake/", script=False, width=width)
    tab.page.get_by_label("内容").fill(TEXT)
    tab.page.get_by_role("button", name="看看像哪一类").click()
    expect(tab.page.locator("#id_category_suggestions")).to_contain_text(LIKE)
    expect(tab.page.get_by_label("内容")).to_have_value(TEXT)
    expect(tab.page.get_by_role("button", name=LIKE)).to_be_hidden()
    expect(tab.page.locator("#id_category optgroup")).to_have_count(1)
