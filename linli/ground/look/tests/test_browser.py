"""The style guide in a real browser: rules of accessibility, the strict policy, the keyboard, and life without script."""

import io
from contextlib import ExitStack

import pytest
from django.test import override_settings
from PIL import Image
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from linli.testing.browser import BROWSER, opener

pytestmark = BROWSER


@pytest.fixture(scope="module")
def site():
    """The look alone, without database or session."""
    with override_settings(
        DEMONSTRATION=True,
        ROOT_URLCONF="linli.ground.look.styleguide.urls",
        MIDDLEWARE=[
            "linli.ground.look.headers.SecurityHeaders",
            "django.middleware.locale.LocaleMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
        ],
    ):
        server = LiveServer("localhost")
        yield server.url
        server.stop()


@pytest.fixture
def visit(
    chromium, site, db
):  # the pages ask nothing of the database, but the server looks after its connection
    with ExitStack() as left:
        open_tab = opener(chromium, site, left)

        def open_page(page, **mode):
            tab = open_tab(f"/look/{page}", **mode)
            tab.page.complaints = tab.complaints
            return tab.page

        yield open_page


MODES = [
    ("", {"width": 390}),
    ("", {"width": 390, "large": True}),
    ("", {"width": 390, "english": True}),
    ("", {"dark": True}),
    ("desk/", {"dark": True}),
    ("desk/", {"large": True}),
    ("desk/", {"width": 1024}),
    ("desk/", {"width": 390, "english": True}),
    ("figures/", {"width": 390, "large": True}),
    ("figures/", {"english": True}),
]


@pytest.mark.parametrize(("page", "mode"), MODES)
def test_everybody_can_use_the_pages(visit, page, mode):
    from axe_playwright_python.sync_playwright import Axe

    tab = visit(page, **mode)
    found = Axe().run(tab)
    assert found.violations_count == 0, found.generate_report()
    assert tab.evaluate("document.documentElement.scrollWidth") <= mode.get("width", 1440)
    assert tab.complaints == []


def test_targets_are_large_enough_for_every_finger(visit):
    small = """() => [...document.querySelectorAll('main button, main .button, main input:not([type=checkbox],[type=radio]), .choices label')]
      .filter(e => e.offsetParent && e.getBoundingClientRect().height < %s).map(e => e.outerHTML.slice(0, 90))"""
    assert visit("", width=390).evaluate(small % 44) == []
    assert visit("", width=390, large=True).evaluate(small % 56) == []


def test_a_clerk_walks_the_list_and_opens_a_step_by_keyboard(visit):
    tab = visit("desk/")
    tab.keyboard.press("ArrowDown")
    number = "document.activeElement.querySelector('.number')?.textContent"
    assert tab.evaluate(number) == "D2026-00431"
    tab.keyboard.press("ArrowUp")
    assert tab.evaluate(number) == "D2026-00388"
    tab.keyboard.press("t")
    expect(tab.locator("details.step[open] textarea")).to_be_focused()
    tab.keyboard.type("r/t")
    assert tab.evaluate("document.activeElement.value") == "r/t"
    assert tab.locator("details.step[open]").count() == 1


def test_photos_are_shown_and_made_smaller_before_they_are_sent(visit):
    tab = visit("", width=390)
    picture = io.BytesIO()
    Image.new("RGB", (3000, 1500), "#888").save(picture, "JPEG")
    field = tab.locator("[data-photos] input[type=file]")
    for number in range(2):
        field.set_input_files(
            {"name": f"{number}.jpg", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
        )
        expect(tab.locator(".photos .photo-strip img")).to_have_count(number + 1)
    wide = tab.evaluate(
        "createImageBitmap(document.querySelector('[data-photos] input').files[1]).then(b => b.width)"
    )
    assert wide == 2048
    tab.locator(".photos .photo-strip button").first.click()
    assert tab.evaluate("document.querySelector('[data-photos] input').files.length") == 1
    assert tab.complaints == []


def test_a_tap_on_the_map_fills_in_the_place(visit):
    tab = visit("", width=390)
    tab.locator("[data-place-picker] svg").click()
    assert 110 < float(tab.locator("[name=longitude]").input_value()) < 111
    assert 34 < float(tab.locator("[name=latitude]").input_value()) < 35
    tab.locator("[data-zoom=in]").click()
    assert tab.complaints == []


def test_a_draft_is_kept_while_one_types(visit):
    tab = visit("desk/")
    tab.route("**/draft", lambda route: route.fulfill(status=200, body="已存草稿 09:05"))
    tab.evaluate("document.querySelector('form[data-autosave]').dataset.autosave = '/draft'")
    with tab.expect_request("**/draft") as asked:
        tab.locator("#reply_answer").fill("新井盖已经装好")
    assert "answer=" in asked.value.post_data
    expect(tab.locator("[data-saved]").first).to_have_text("已存草稿 09:05")


def test_without_script_everything_can_still_be_read_and_sent(visit):
    tab = visit("desk/", script=False)
    tab.locator("details.step summary").nth(1).click()
    assert tab.locator("details.step").nth(1).locator("textarea").is_visible()
    tab = visit("", width=390, script=False)
    assert not tab.locator(".only-script").first.is_visible()
    tab.get_by_role("button", name="关怀版").click()
    assert tab.locator("html").get_attribute("data-size") == "large"
    tab.get_by_role("button", name="English").click()
    assert tab.locator("html").get_attribute("lang") == "en"
