"""The petitioner's pages on a telephone and a screen, large, dark, in English and without script: whole and legible."""

import json
from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from linli.capabilities.petitions.tests.conftest import Petitions
from linli.core.matters import sealed
from linli.core.matters.models import Matter
from linli.flow.handling.contacts import open_contact
from linli.ground.people.actor import SYSTEM
from linli.testing.browser import BROWSER, DESK, PHONE

pytestmark = BROWSER
SECRET = "镇里有人收了施工队的钱"
MODES = {
    "phone": {"width": PHONE},
    "large": {"width": PHONE, "large": True},
    "dark": {"width": DESK, "dark": True},
    "english": {"width": PHONE, "english": True},
    "no script": {"width": PHONE, "script": False},
}


@pytest.fixture(autouse=True)
def _no_sockets_but_our_own(socket_enabled):
    """The browser speaks with this machine only."""


@pytest.fixture
def office(transactional_db, centre):
    return Petitions(centre, now=timezone.now() - timedelta(hours=1))


@pytest.fixture
def claim(office):
    """A claim with an opinion, a duty, and somebody who opened the identity."""
    due = (timezone.localdate() + timedelta(days=20)).isoformat()
    receipt = office.answered(conclusion="support", duty="恢复渠道通水", duty_on=due)
    by = office.centre.cast.village_cadre.actor
    open_contact(receipt.matter_id, reason="约时间看渠道", actor=by, now=office.now)
    return receipt


@pytest.fixture
def accusation(office):
    about = (sealed.Named("staff", office.centre.cast.east_clerk.staff.id),)
    receipt = office.bring(kind="accusation", text=SECRET, sealed=True, named=about, name="王小满")
    matter = Matter.objects.visible_to(SYSTEM, sealed=True).get(id=receipt.matter_id)
    sealed.keep_text(matter, "respondents", json.dumps(["镇里管工程的人"]), now=office.now)
    return receipt


def look(tab, address, *, script=True):
    """Open a page; return what is wrong with it."""
    status = tab.go(address)
    broken = []
    if script:
        broken = [
            f"{one['id']}: {one['nodes'][0]['target']}" for one in Axe().run(tab.page).response["violations"]
        ]
    is_whole = status == 200 and not broken and not tab.complaints and tab.overflow <= 0
    return [] if is_whole else [(address, status, broken, tab.complaints, tab.overflow)]


def follow(tab, receipt):
    tab.go(reverse("portal:follow"))
    tab.page.fill("input[name=number]", receipt.number)
    tab.page.fill("input[name=code]", receipt.code)
    tab.page.click("main button.strong")


@pytest.mark.parametrize("mode", MODES)
def test_the_road_and_the_last_day_read_well(claim, visit, mode):
    tab = visit(**MODES[mode])
    follow(tab, claim)
    script = MODES[mode].get("script", True)
    assert look(tab, reverse("portal:matter", args=[claim.number]), script=script) == []
    assert "约时间看渠道" in tab.page.content()


@pytest.mark.parametrize("mode", MODES)
def test_a_sealed_petition_reads_well_closed_and_open(accusation, visit, mode):
    tab, script = visit(**MODES[mode]), MODES[mode].get("script", True)
    follow(tab, accusation)
    pages = [
        reverse("portal:matter", args=[accusation.number]),
        reverse("petitions:papers-own", args=[accusation.number]),
    ]
    found = [fault for page in pages for fault in look(tab, page, script=script)]
    assert SECRET in tab.page.content()
    tab.page.click("form[action$='/sealed/close'] button")
    found += [fault for page in pages for fault in look(tab, page, script=script)]
    assert SECRET not in tab.page.content()
    assert found == []
