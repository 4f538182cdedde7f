"""A sealed matter before and after it is opened, on a phone and on a desk, large, dark and in English: whole and legible."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from linli.core.matters import sealed
from linli.core.matters.models import Matter
from linli.doors.desk.sealed.tests.conftest import SECRET, accusation, accuse, confidant
from linli.ground.people.actor import SYSTEM
from linli.testing.browser import BROWSER, DESK, PHONE
from linli.testing.cast import PASSWORD, Member

pytestmark = BROWSER
MODES = {
    "desk": {"width": DESK, "dark": True},
    "phone": {"width": PHONE, "large": True},
    "english": {"english": True},
    "no script": {"width": PHONE, "script": False},
}
__all__ = ["accusation"]


@pytest.fixture
def complaint(drawn, accusation):
    """A most closely sealed matter with a picture, and a request of the second holder that waits."""
    second = confidant(drawn.cast, "mifeng", "许静", drawn.cast.centre)
    receipt = accuse(drawn, grade="most", now=timezone.now())
    matter = Matter.objects.visible_to(SYSTEM, sealed=True).get(id=receipt.matter_id)
    sealed.keep_file(matter, "1", "application/pdf", b"%PDF-1.7", now=timezone.now())
    actor = Member(second, drawn.cast.centre).actor
    sealed.ask_to_open(matter.id, reason="要当面核实", actor=actor, now=timezone.now())
    return drawn, matter


def faults(tab, address, status=200):
    found = tab.go(address)
    broken = (
        [f"{one['id']}: {one['nodes'][0]['target']}" for one in Axe().run(tab.page).response["violations"]]
        if tab.has_script
        else []
    )
    wrong = found != status or broken or tab.complaints or tab.overflow > 0
    return [(address, found, broken, tab.complaints, tab.overflow)] if wrong else []


@pytest.mark.parametrize("mode", MODES)
def test_every_page_of_a_sealed_matter_is_whole_before_and_after_it_is_opened(complaint, visit, mode):
    centre, matter = complaint
    tab = visit(**MODES[mode])
    tab.has_script = MODES[mode].get("script", True)
    tab.log_in(centre.cast.leader)
    one = reverse("desk:sealed-one", args=[matter.number])
    keys = reverse("desk:sealed-keys", args=[matter.number])
    asked = reverse("desk:sealed-request", args=[matter.number, matter.opening_requests.get().id])
    pages = [reverse("desk:sealed"), one, keys, asked]
    found = [fault for address in pages for fault in faults(tab, address)]
    tab.go(one)
    tab.page.fill("#narrative_reason", "登记后查看")
    tab.page.fill("#narrative_password", PASSWORD)
    tab.page.click("button[name=what][value=narrative]")
    tab.page.wait_for_selector("#content .quotation")
    assert SECRET in tab.page.content()
    found += [fault for address in pages for fault in faults(tab, address)]
    assert found == []
    tab.go(asked)
    tab.page.click("button[name=agree]")
    tab.page.wait_for_selector("#steps")
    assert not matter.opening_requests.filter(decided_at=None).exists()
