"""The pages of linked matters as people meet them: on a phone, large, in English; the hint fetched by a script."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from linli.flow.handling import actions as handling
from linli.flow.handling.links import actions
from linli.flow.outcomes import actions as outcomes
from linli.testing.browser import BROWSER, DESK, PHONE

pytestmark = [*BROWSER, pytest.mark.usefixtures("socket_enabled")]
SAID = "家里停水了，一早就没有水，请来看看{n}"


@pytest.fixture
def linked(transactional_db, centre):
    """A matter that leads and was answered, one that follows and waits, a closed one, and six of one event."""
    now, clerk = timezone.now(), centre.cast.clerk.actor
    lead, follower, closed = (centre.bring(now=now - timedelta(hours=30)) for _ in range(3))
    actions.link(
        follower.matter_id, lead.matter_id, relation="duplicate_of", reason="同", actor=clerk, now=now
    )
    who = {"actor": centre.cast.handler.actor, "now": now}
    for each in (lead, follower, closed):
        handling.claim(each.matter_id, **who)
    for each in (lead, closed):
        outcomes.reply(each.matter_id, text="水管已经换好。", **who)
    outcomes.close(closed.matter_id, outcome="solved", **who)
    for n in range(6):
        centre.bring(text=SAID.format(n=n), category_id=None, now=now - timedelta(minutes=n))
    return lead.number, follower.number, closed.number


@pytest.mark.parametrize(
    "mode", [{"width": PHONE}, {"width": PHONE, "large": True, "english": True}, {"width": DESK}]
)
def test_everybody_can_use_the_pages_of_linked_matters(linked, visit, centre, mode):
    lead, follower, closed = linked
    tab = visit(**mode)
    tab.log_in(centre.cast.clerk)
    faults = []
    for name, numbers in (
        ("links-similar", [lead]),
        ("links-beside", [follower, lead]),
        ("links-beside", [follower, closed]),
        ("links-followers", [lead]),
        ("links-together", [lead]),
        ("links-follow-up", [closed]),
        ("links-answer", [lead]),
        ("links-events", []),
        ("matter", [follower]),
        ("matter", [closed]),
    ):
        address = reverse(f"desk:{name}", args=numbers)
        assert tab.go(address) == 200, address
        tab.page.wait_for_load_state("networkidle")
        found = Axe().run(tab.page)
        if found.violations_count:
            faults.append(f"{address}: {found.generate_report()}")
        if tab.overflow > 0:
            faults.append(f"{address} is {tab.overflow} pixels wider than its window")
    assert not [*faults, *tab.complaints], "\n".join([*faults, *tab.complaints])


def test_what_is_alike_appears_by_itself_and_without_script_behind_a_link(linked, visit, centre):
    lead, follower, _closed = linked
    for script in (True, False):
        tab = visit(script=script)
        tab.log_in(centre.cast.clerk)
        tab.go(reverse("desk:matter", args=[lead]))
        if not script:
            tab.page.get_by_role("link", name="督办、协办、关联、承诺、延期").click()
            tab.page.get_by_role("link", name="看看类似的事项").click()
        tab.page.get_by_role("heading", name="类似的事项").first.wait_for()
        assert tab.page.get_by_text("同一个村社区").count()
    assert follower
