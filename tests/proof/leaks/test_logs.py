"""No log line and no page of ours holds what people wrote, and each act that has to be found again stands where it is looked for.

One ordinary matter goes from the portal to the answer, by residents, staff and a program, with a word that occurs nowhere else
in every field; everything is tried wrongly too, and every door is made to fail while the words are in its hands. (For sealed
matters, every table, file and message: tests/noninterference; for what was erased: tests/stories/test_erasure.)
"""

import json
import re
from contextlib import ExitStack
from unittest.mock import patch

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from linli.core.matters.models import Entry
from linli.ground.people import actions
from linli.ground.people.models import AccountEvent, Post
from linli.testing.cast import PASSWORD
from tests.noninterference.asking import undone
from tests.noninterference.haystacks import logged
from tests.noninterference.words import MARK, mark

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.lengthy, pytest.mark.xdist_group("matrix")]

PHONE, OTHER_PHONE, IDENTITY = "13977001122", "13977003344", "990101198808085678"
TYPED_PASSWORD, TYPED_CODE = "Canary-2026-zai", "PPQQ223344"
FORGED = '\r\n{"event": "forged", "level": "info"}\r\n'
SECRETS = [PHONE, OTHER_PHONE, IDENTITY, TYPED_PASSWORD, TYPED_CODE, PASSWORD]


def said(name):
    return f"{mark(name)} {PHONE} {IDENTITY} {FORGED}"


class Scenario:
    """What everybody does, and what they were shown."""

    def __init__(self, world):
        self.world, self.shown = world, []
        self.resident, self.stranger = (
            Client(raise_request_exception=False),
            Client(raise_request_exception=False),
        )

    def staff(self, name):
        client = Client(raise_request_exception=False)
        client.cookies.load(self.world.viewers[name].cookies)
        return client

    def keep(self, answer, *, theirs=False):
        """Keep a page that somebody saw who may not see the words."""
        if not theirs:
            self.shown.append((answer.request["PATH_INFO"], answer.getvalue()))
        return answer

    def brought(self):
        self.resident.get(reverse("portal:what"))
        key = self.resident.get(reverse("portal:what")).context["draft"].key
        told = {"key": key, "text": said("text"), "kind": "requests.help", "act": "next"}
        self.resident.post(reverse("portal:what"), told)
        self.resident.post(reverse("portal:where"), {"place": said("place"), "act": "next"})
        self.resident.post(reverse("portal:reach"), {"key": key, "phone": PHONE, "name": mark("name")})
        return self.resident.get(reverse("portal:receipt")).context["given"]

    def handled(self, given):
        desk = self.staff("duty")
        page = lambda name, *more: reverse(f"desk:{name}", args=[given.number, *more])  # noqa: E731
        desk.get(page("matter"))
        desk.post(page("contact"), {"reason": said("reason")})
        for step in ("claim", "note", "contact", "ask", "reply", "close"):
            version = self.world.centre.matter(given).version
            desk.post(page("step", step), {"text": said(step), "version": version, "outcome": "solved"})
        desk.get(f"{reverse('desk:search')}?q={mark('searched')}{PHONE}")
        desk.post(
            reverse("desk:intake"),
            {"text": said("window"), "phone": OTHER_PHONE, "name": mark("window_name")},
        )
        return given

    def tried(self, given):
        """What people do wrongly."""
        for name, password in (("zhiban", TYPED_PASSWORD), (f"{mark('account')}{FORGED}", TYPED_PASSWORD)):
            self.stranger.post("/account/login/", {"login": name, "password": password})
        for number in (given.number, f"{mark('number')}{FORGED}"):
            self.stranger.post(reverse("portal:follow"), {"number": number, "code": TYPED_CODE})
        self.keep(self.stranger.get(reverse("portal:scan", args=[given.number, TYPED_CODE])))
        self.stranger.post(reverse("portal:mine"), {"phone": OTHER_PHONE})
        self.keep(self.stranger.get(reverse("portal:matter", args=[given.number])))
        for name in ("west", "other", "system"):
            for address in ("matter", "panels", "contact"):
                self.keep(self.staff(name).get(reverse(f"desk:{address}", args=[given.number])))
            self.keep(self.staff(name).get(f"{reverse('desk:search')}?q={PHONE}"))
        headers = {
            "User-Agent": mark("agent"),
            "X-Request-ID": "a-b\r\n",
            "Referer": f"http://x/{mark('referer')}",
        }
        self.stranger.get(f"/{mark('path')}?q={PHONE}", headers=headers)
        self.stranger.get(
            reverse("api:read", args=[given.number]), headers={"Authorization": f"Bearer {TYPED_PASSWORD}"}
        )

    def program(self):
        told = {
            "capability": "requests",
            "kind": "help",
            "text": said("program"),
            "channel": "window",
            "severity": "small",
            "phone": OTHER_PHONE,
        }
        headers = {
            "Authorization": f"Bearer {self.world.viewers['program'].token}",
            "Idempotency-Key": "logs-0001",
        }
        for body in (
            json.dumps(told),
            json.dumps({**told, "capability": said("wrong")}),
            f"{{{said('broken')}",
        ):
            self.stranger.post(reverse("api:bring"), body, "application/json", headers=headers)


def failing(scenario, given):
    """Ask with words in hand for pages whose inside breaks; yield the answers."""
    doors = [
        (scenario.stranger, reverse("portal:follow"), {"number": given.number, "code": TYPED_CODE}),
        (scenario.resident, reverse("portal:what"), {"text": said("failing"), "act": "next"}),
        (
            scenario.staff("duty"),
            reverse("desk:intake"),
            {"text": said("failing"), "phone": PHONE, "kind": "requests.help"},
        ),
        (
            scenario.staff("duty"),
            reverse("desk:step", args=[given.number, "note"]),
            {"text": said("failing"), "version": 1},
        ),
        (scenario.stranger, "/account/login/", {"login": "zhiban", "password": TYPED_PASSWORD}),
    ]
    with ExitStack() as broken:
        for place in ("django.template.loader.get_template", "django.template.base.Template.render"):
            broken.enter_context(patch(place, side_effect=ValueError(said("error"))))
        broken.enter_context(
            patch("django.db.models.query.QuerySet.get", side_effect=ValueError(said("error")))
        )
        for client, address, form in doors:
            yield client.post(address, form)


@pytest.fixture(scope="module")
def told(world):
    scenario = Scenario(world)
    with undone(), logged() as lines:
        given = scenario.brought()
        scenario.handled(given)
        scenario.tried(given)
        scenario.program()
        verbs = world.centre.verbs(given)
        crashed = list(failing(scenario, given))
        entries = (
            list(Entry.objects.filter(subject=given.matter_id).values_list("verb", flat=True))
            if hasattr(given, "matter_id")
            else verbs
        )
        yield {
            "log": lines.getvalue(),
            "shown": scenario.shown,
            "crashed": crashed,
            "verbs": entries,
            "failed": list(AccountEvent.objects.values_list("verb", "staff__username")),
        }


def secrets_in(data):
    return sorted(
        {*(one.decode() for one in MARK.findall(data)), *(one for one in SECRETS if one.encode() in data)}
    )


def test_the_scenario_happened(told):
    assert {"handling.contact_opened", "handling.claimed", "handling.contacted"} <= set(told["verbs"])
    assert told["log"].count("\n") > 40
    assert [answer.status_code for answer in told["crashed"]] == [500] * len(told["crashed"])


def test_no_log_line_holds_a_word_a_number_a_code_or_a_password(told, evidence):
    assert secrets_in(told["log"].encode()) == []
    evidence("S19", log_lines=told["log"].count("\n"), canaries_found=0)
    evidence("S3", log_lines=told["log"].count("\n"), crashed_pages=len(told["crashed"]), canaries_found=0)


def test_no_line_of_a_log_can_be_forged(told):
    for line in told["log"].splitlines():
        assert json.loads(line)["event"] != "forged"


def test_no_page_that_fails_shows_a_word(told):
    for answer in told["crashed"]:
        assert secrets_in(answer.content) == []
        assert b"Traceback" not in answer.content


def test_no_page_of_somebody_else_shows_a_word(told):
    mine = re.compile(rb'value="[^"]*"')  # whoever types a word reads it again in the field
    found = {path: secrets_in(mine.sub(b"", body)) for path, body in told["shown"]}
    assert not {path: words for path, words in found.items() if words}
    assert len(told["shown"]) > 10
    assert mail.outbox == []


def test_what_has_to_be_found_again_is_found(told, world):
    """A reveal, a refusal, a failed sign-in; a changed post stands in the history of the account."""
    assert ("login_failed", "zhiban") in told["failed"]
    assert told["verbs"].count("handling.contact_opened") == 1
    events = [json.loads(line) for line in told["log"].splitlines()]
    asked = [one for one in events if one["event"] == "request" and one["status"] == 404]
    assert {str(world.staff[name].staff.pk) for name in ("west", "other")} <= {
        one.get("account") for one in asked
    }
    with undone():
        personnel, member = world.actor("personnel"), world.staff["other"]
        post = Post.objects.get(postings__staff=world.staff["west"].staff)
        actions.appoint(member.staff, post, on=world.now.date(), actor=personnel, now=world.now)
        assert AccountEvent.objects.filter(
            staff=member.staff, verb="appointed", by=personnel.staff_id
        ).exists()
