"""A resident takes home a proof and checks it: on the site, with the page from disk, on a telephone, large, in English."""

import base64
import json
import time
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.core.matters import ledger
from linli.testing.browser import BROWSER, DESK, PHONE

pytestmark = BROWSER
MODES = {
    "desk": {"width": DESK},
    "phone": {"width": PHONE, "large": True},
    "english": {"width": PHONE, "english": True},
}
SHOWN = (
    "[...document.querySelectorAll('[data-says]')].filter(one => !one.hidden).map(one => one.dataset.says)"
)
WHOLE = {"english": "Your matter stands in the public log and has not been altered."}
WHOLE_CHINESE = "您的事项在公开的总账里，没有被改过。"


@pytest.fixture
def holder(drawn, minutes_ago):
    """A client that holds the code of a matter in the log, among others; and its receipt."""
    receipts = []
    for number in range(3):
        receipts.append(drawn.bring(now=minutes_ago(60 - number)))
        ledger.seal_pending(now=timezone.now() + timedelta(seconds=number))
    client = Client()
    client.post(reverse("portal:follow"), {"number": receipts[1].number, "code": receipts[1].code})
    return client, receipts[1]


@pytest.fixture
def proof(holder):
    client, receipt = holder
    return client.get(reverse("portal:proof_file", args=[receipt.number])).content


def give(tab, data):
    """Choose a file with this content, and return which sentences the page shows then."""
    tab.page.evaluate("document.querySelectorAll('[data-says]').forEach(one => one.hidden = true)")
    tab.page.set_input_files(
        "#proof-file", {"name": "p.json", "mimeType": "application/json", "buffer": data}
    )
    # Not wait_for_function: it makes script of words, which our pages forbid.
    end = time.monotonic() + 10
    while not (shown := tab.page.evaluate(SHOWN)) and time.monotonic() < end:
        tab.page.wait_for_timeout(20)
    return shown


def faults_of(tab):
    broken = [
        f"{one['id']}: {one['nodes'][0]['target']}" for one in Axe().run(tab.page).response["violations"]
    ]
    return broken + tab.complaints + ([tab.overflow] if tab.overflow > 0 else [])


@pytest.mark.parametrize("mode", MODES)
def test_a_proof_is_taken_home_and_checked_on_the_site(holder, proof, visit, mode):
    client, receipt = holder
    tab = visit(**MODES[mode])
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    tab.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": tab.site}])
    assert tab.go(reverse("portal:proof", args=[receipt.number])) == 200
    assert faults_of(tab) == []
    with tab.page.expect_download() as download:
        tab.page.locator("a[download]").click()
    assert download.value.path().read_bytes() == proof
    assert tab.go(reverse("portal:check")) == 200
    assert give(tab, proof) == ["whole"]
    shown = tab.page.inner_text("main")
    assert WHOLE.get(mode, WHOLE_CHINESE) in shown
    assert receipt.number in shown
    assert tab.page.locator("[data-says-key=own]").is_visible()
    assert faults_of(tab) == []
    assert give(tab, proof.replace(b'"index": ', b'"index": 1')) == ["altered"]
    assert not tab.page.locator("[data-facts]").is_visible()
    assert give(tab, b"what is this") == ["unreadable"]
    assert faults_of(tab) == []


@pytest.mark.parametrize("mode", MODES)
def test_the_page_from_disk_needs_no_site(holder, proof, visit, mode, tmp_path):
    client, _receipt = holder
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en" if mode == "english" else "zh-hans"
    path = tmp_path / "check.html"
    path.write_bytes(client.get(reverse("portal:check_alone")).content)
    tab = visit(**MODES[mode])
    tab.context.set_offline(True)
    tab.page.goto(path.as_uri())
    assert give(tab, proof) == ["whole"]
    assert WHOLE.get(mode, WHOLE_CHINESE) in tab.page.inner_text("main")
    assert tab.page.locator("[data-says-key=own]").is_visible()
    assert give(tab, proof[:-2]) == ["unreadable"]
    assert faults_of(tab) == []


def test_no_altered_byte_passes_the_page(proof, visit, evidence):
    tab = visit()
    tab.go(reverse("portal:check"))
    passed = tab.page.evaluate(
        """async (said) => {
            const whole = Uint8Array.from(atob(said), (one) => one.charCodeAt(0));
            if ((await linliProof.check(whole)).how !== "whole") return ["the whole one does not pass"];
            const passed = [];
            for (let place = 0; place < whole.length; place += 1) {
                const altered = whole.slice();
                altered[place] ^= 1 << place % 8;
                const { how } = await linliProof.check(altered);
                if (how !== "altered" && how !== "unreadable") passed.push([place, how]);
            }
            return passed;
        }""",
        base64.b64encode(proof).decode(),
    )
    assert passed == []
    evidence("S5", bytes_of_a_proof_flipped=len(proof), passed_the_page=0)


def test_a_proof_of_another_key_and_an_old_browser_are_told(holder, proof, visit):
    _client, _receipt = holder
    tab = visit()
    tab.go(reverse("portal:check"))
    tab.page.evaluate("document.querySelector('[data-check-proof]').dataset.key = 'other+00000000+AAAA'")
    assert give(tab, proof) == ["whole"]
    assert tab.page.locator("[data-says-key=other]").is_visible()
    tab.page.evaluate("""() => {
        crypto.subtle.importKey = async () => { throw new DOMException("no", "NotSupportedError"); };
    }""")
    assert give(tab, proof) == ["unsigned"]
    altered = json.loads(proof)
    altered["leaf"] = "0" * 64
    said = json.dumps(altered, ensure_ascii=False, indent=1) + "\n"
    assert give(tab, said.encode()) == ["altered"]


def test_without_script_the_page_says_what_to_do(drawn, visit):
    tab = visit(script=False)
    tab.go(reverse("portal:check"))
    assert tab.page.locator("[data-needs-script]").is_visible()
    assert tab.page.locator("#proof-file").is_disabled()
