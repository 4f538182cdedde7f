"""Every page of portal and desk, as everybody meets it: light, dark, large, in English; on a phone and on a desk."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from zlib import crc32

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import iri_to_uri

from linli.capabilities.petitions.figures.actions import proposals, reports
from linli.core.matters.models import Category
from linli.flow.handling import actions as handling
from linli.flow.outcomes import actions as outcomes
from linli.flow.routing.laboratory import actions as laboratory
from linli.flow.routing.models import Duty
from linli.ground.people.models import Post, Posting, Role, Staff
from linli.testing.browser import BROWSER, DESK, PHONE
from linli.testing.cast import PASSWORD, SINCE, Member, hashed
from linli.testing.long import is_long

from .pages import NO_PAGES, PAGES, names

KEEPER = ["registers.see", "registers.edit", "people.edit", "places.edit", "calendars.edit"]
MODES = {
    "light": {"width": PHONE},
    "dark": {"width": DESK, "dark": True},
    "large": {"width": PHONE, "large": True},
    "english": {"width": PHONE, "english": True},
}
PEOPLE = sorted({page.who for pages in PAGES.values() for page in pages})


@dataclass
class World:
    """A county on a day of work; `sessions` holds the cookies of residents who are in the middle of something."""

    cast: object
    number: str
    code: str
    answered: str
    sent_number: str
    sessions: dict
    members: dict

    @property
    def town(self):
        return self.cast.east

    @property
    def village(self):
        return self.cast.east_village

    @property
    def cell(self):
        return self.cast.cell

    @cached_property
    def draft(self):
        """A draft of the rules that was asked of the past, so that every part of its pages shows."""
        actor, now = self.cast.leader.actor, timezone.now()
        draft = laboratory.draft_rules("试", actor=actor, now=now)
        row = draft.rules.get(to="duty")
        laboratory.change_rule(draft.id, row.id, {"to": "town"}, actor=actor, now=now)
        laboratory.end_duty(draft.id, Duty.objects.earliest("id").id, actor=actor, now=now)
        year = timedelta(days=365)
        asked = {"since": now - year, "until": now, "on": timezone.localdate(now)}
        laboratory.carry_out(laboratory.ask_matters(draft.id, **asked, actor=actor, now=now), now=now)
        return draft

    @cached_property
    def proposal(self):
        said = {"kind": "work", "to": self.cast.water.id, "text": "请把抢修电话印在水费单上。"}
        return proposals.propose(**said, answer_by=None, actor=self.cast.clerk.actor, now=timezone.now())

    @cached_property
    def report(self):
        """The published report of a year."""
        row = self._report_on(timezone.localdate().year - 1)
        actor, now = self.cast.leader.actor, timezone.now()
        return reports.publish(row.id, changes=row.changes, actor=actor, now=now)

    @cached_property
    def report_draft(self):
        return self._report_on(timezone.localdate().year - 2)

    def _report_on(self, year):
        assert self.proposal
        return reports.draft(year, actor=self.cast.clerk.actor, now=timezone.now())

    @property
    def leak(self):
        return Category.objects.get(code="W1").pk

    @property
    def water(self):
        return self.cast.water.pk


@pytest.fixture
def world(drawn, minutes_ago, settings, photo):
    settings.CODE_SENDER = "linli.ground.people.senders.ConsoleSender"
    settings.DEMONSTRATION = True
    cast, now = drawn.cast, timezone.now()
    late = drawn.bring(now=minutes_ago(20 * 24 * 60))
    answered = drawn.bring(now=minutes_ago(300), text="水表坏了，一直转。")
    handling.claim(answered.matter_id, actor=cast.handler.actor, now=now)
    outcomes.reply(answered.matter_id, text="换好了。", actor=cast.handler.actor, now=now)
    sender, number = _sender()
    drawn.settle(now=now)
    return World(
        cast,
        number=late.number,
        code=late.code,
        answered=answered.number,
        sent_number=number,
        sessions={"sender": sender, "writer": _writer()},
        members={
            "handler": cast.handler,
            "head": cast.head,
            "clerk": cast.clerk,
            "leader": cast.leader,
            "keeper": _keeper(cast),
            "member": cast.west_clerk,
            "guarded": cast.head,
        },
    )


def _writer():
    """A resident in the middle of the screens, who also asked for a code to their phone."""
    client = Client()
    key = client.get(reverse("portal:what")).context["draft"].key
    client.post(
        reverse("portal:what"),
        {"key": key, "text": "路灯不亮，有人落水", "kind": "requests.help", "act": "next"},
    )
    client.post(reverse("portal:where"), {"place": "柳湾村", "act": "next"})
    client.post(reverse("portal:mine"), {"phone": "13800000001"})
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _sender():
    """A resident who has just sent something."""
    client = Client()
    key = client.get(reverse("portal:what")).context["draft"].key
    client.post(
        reverse("portal:what"), {"key": key, "text": "路灯不亮", "kind": "requests.help", "act": "next"}
    )
    client.post(reverse("portal:where"), {"place": "柳湾村", "act": "next"})
    client.post(reverse("portal:reach"), {"key": key, "phone": "13800000001"})
    given = client.get(reverse("portal:receipt")).context["given"]
    client.post(reverse("portal:follow"), {"number": given.number, "code": given.code})
    return client.cookies[settings.SESSION_COOKIE_NAME].value, given.number


def _keeper(cast):
    role = Role.objects.create(code="keeper", name="台账管理", reach="centre", permissions=KEEPER)
    staff = Staff(username="guantai", name="钱文", phone="13900000001", password=hashed())
    staff.save()
    post = Post.objects.create(unit=cast.centre, role=role, name="台账岗")
    Posting.objects.create(post=post, staff=staff, valid_from=SINCE)
    return Member(staff, cast.centre)


def guard(member):
    """Give `member` a second factor; returns its recovery codes, one of which a test may use up."""
    totp.TOTP.activate(member.staff, totp.generate_totp_secret())
    return RecoveryCodes.activate(member.staff).get_unused_codes()


def log_in(tab, member):
    """Log in as people do."""
    tab.go("/account/login/")
    tab.page.locator("[name=login]").fill(member.staff.username)
    tab.page.locator("[name=password]").fill(PASSWORD)
    with tab.page.expect_navigation():
        tab.page.locator("[name=password]").press("Enter")


def enter(tab, who, world):
    """Make this browser the one of `who`."""
    if who in world.sessions:
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": world.sessions[who], "url": tab.site}
        tab.context.add_cookies([cookie])
    elif who == "member":
        log_in(tab, world.members[who])
    elif who in ("halfway", "guarded"):
        codes = guard(world.cast.head)
        log_in(tab, world.cast.head)
        if who == "guarded":
            tab.page.locator("[name=code]").fill(codes[0])
            with tab.page.expect_navigation():
                tab.page.locator("[name=code]").press("Enter")
    elif who == "clerk":
        tab.log_in(world.members[who])
        tab.go(reverse("desk:intake"))
        tab.page.locator("[name=text]").fill("窗口来的人说路灯不亮。")
        with tab.page.expect_navigation():
            tab.page.locator("main form button.strong").click()
    elif who != "stranger":
        tab.log_in(world.members[who])


def faults_of(tab, page, address):
    """Return what is wrong with one page, in words."""
    status = tab.go(address)
    faults = [f"{fault} ({address})" for fault in tab.complaints]
    tab.complaints.clear()
    path = tab.page.url.removeprefix(tab.site)
    if status != page.status:
        faults.append(f"{address} answers {status}")
    if not page.leads_on and path != address and status == 200:
        faults.append(f"{address} leads to {path}")
    if tab.overflow > 0:
        faults.append(f"{address} is {tab.overflow} pixels wider than its window")
    found = Axe().run(tab.page)
    if found.violations_count:
        faults.append(f"{address}: {found.generate_report()}")
    return faults


def tried_in(mode, name):
    """Tell whether a page is tried in a mode: each in one of them, neighbours in different ones; with time, in all."""
    return is_long() or mode == list(MODES)[crc32(name.encode()) % len(MODES)]


def test_every_address_is_tried_or_said_to_be_no_page():
    assert set(names()) == PAGES.keys() | NO_PAGES.keys()


@BROWSER[0]
@BROWSER[1]
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("who", PEOPLE)
def test_everybody_can_use_every_page(world, visit, who, mode):
    tab = visit(**MODES[mode])
    enter(tab, who, world)
    faults = []
    for name, pages in PAGES.items():
        for page in pages if tried_in(mode, name) else ():
            if page.who == who:
                faults += faults_of(tab, page, iri_to_uri(reverse(name, args=page.args(world)) + page.query))
    assert not faults, "\n".join(faults)
