"""Letters on a phone and on a desk, large and in English: written, looked at, read, checked, their words changed."""

import io

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.flow.handling import actions as handling
from linli.flow.outcomes import actions as outcomes
from linli.flow.outcomes.letters import actions, queries
from linli.testing.browser import BROWSER, DESK, PHONE

pytestmark = BROWSER
MODES = {"desk": {"width": DESK}, "phone": {"width": PHONE, "large": True}, "english": {"english": True}}


@pytest.fixture
def written(drawn, minutes_ago):
    """A matter with a letter that was delivered and one that replaces another; and the code on the paper."""
    cast, receipt = drawn.cast, drawn.bring(now=minutes_ago(60))
    worker, now = cast.handler.actor, timezone.now()
    handling.claim(receipt.matter_id, actor=worker, now=now)
    outcomes.reply(receipt.matter_id, text="换好了。", actor=worker, now=now)
    said = {"kind": "reply-letter", "fields": {"addressee": "张大力"}}
    first = actions.issue(receipt.matter_id, **said, actor=worker, now=now)
    actions.deliver(first.id, how="hand", to="本人", actor=worker, now=now)
    second = actions.correct(first.id, fields={"answer": "都换好了。"}, reason="漏字", actor=worker, now=now)
    return drawn, receipt, second


def code_on(letter):
    reader = pypdf.PdfReader(io.BytesIO(queries.data_of(letter, "pdf")))
    said = "".join(page.extract_text() for page in reader.pages).replace("\n", "")
    return said[said.index("扫码核对真伪") + 6 :][:23].replace("-", "")


def addresses(receipt, letter):
    number = receipt.number
    return [
        ("handler", reverse("desk:letters")),
        ("handler", reverse("desk:letters-of", args=[number])),
        ("handler", reverse("desk:letters-one", args=[letter.id])),
        ("handler", reverse("desk:letters-one", args=[letter.replaces_id])),
        ("handler", reverse("desk:letters-correct", args=[letter.id])),
        ("handler", reverse("desk:letters-write", args=[number, "reply-letter"])),
        ("stranger", reverse("portal:verify")),
        ("stranger", reverse("portal:verify_code", args=[code_on(letter)])),
        ("resident", reverse("portal:matter", args=[number])),
        ("resident", reverse("portal:letter", args=[number, letter.id])),
        ("resident", reverse("portal:letter", args=[number, letter.replaces_id])),
    ]


def enter(tab, who, centre, receipt):
    if who == "handler":
        tab.log_in(centre.cast.handler)
    elif who == "resident":
        client = Client()
        client.post(reverse("portal:follow"), {"number": receipt.number, "code": receipt.code})
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        tab.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": tab.site}])


def faults_of(tab, address, status):
    broken = [
        f"{one['id']}: {one['nodes'][0]['target']}" for one in Axe().run(tab.page).response["violations"]
    ]
    if status == 200 and not broken and not tab.complaints and tab.overflow <= 0:
        return []
    return [(address, status, broken, tab.complaints, tab.overflow)]


@pytest.mark.parametrize("mode", MODES)
def test_every_page_of_letters_is_whole(written, visit, mode):
    centre, receipt, letter = written
    faults = []
    for who, address in addresses(receipt, letter):
        tab = visit(**MODES[mode])
        enter(tab, who, centre, receipt)
        faults += faults_of(tab, address, tab.go(address))
        tab.context.close()
    assert faults == []


@pytest.mark.parametrize("mode", ["desk", "phone"])
def test_a_look_at_a_letter_shows_its_pages(written, visit, mode):
    centre, receipt, _letter = written
    tab = visit(**MODES[mode])
    tab.log_in(centre.cast.handler)
    tab.go(reverse("desk:letters-write", args=[receipt.number, "reply-letter"]))
    with tab.page.expect_navigation():
        tab.page.locator("[name=look]").click()
    assert tab.page.locator("img.sheet").evaluate("image => image.naturalWidth") > 700
    assert faults_of(tab, "look", 200) == []
