"""The whole life of complaints about officials: what everybody else must not notice.

`accused` brings one that goes all the way, by the hands of those who hold its key, and one that is left lying until all
its clocks have fired. Whatever anybody writes of them carries a mark: see `words`.
"""

import io
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from linli.capabilities.petitions.actions.bringing import Brought, bring
from linli.core.matters import sealed
from linli.core.matters.models import Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.procedure import Ask, Step
from linli.core.procedures.taking import StepNotOpen, open_steps, take_step
from linli.flow.intake.receipt import Receipt
from linli.flow.intake.submission import Spot, Submission
from linli.flow.outcomes.letters import kinds
from linli.flow.outcomes.letters.actions import issue
from linli.ground.files import disk
from linli.ground.files.actions import store_image
from linli.ground.people.actor import SYSTEM, Actor, Refused, resident
from linli.ground.people.keyring.actions import WrongPassword
from linli.ground.people.models import Posting, Staff
from linli.ground.people.queries import actor_of
from linli.lib.identifiers import uuid7

from .words import HELPER, NARRATIVE, REASON, REFUSED_PASSWORD, SAID, mark

PASSWORD = "Mi-Feng-2026-yan"
KEY = re.compile(r'name="key"[^>]*value="([^"]+)"')
DAY, HOURS = timedelta(days=1), timedelta(hours=20)


@dataclass
class Lived:
    """What was brought; the steps that the first took, what its resident was shown, and the bytes of its photo."""

    ids: list[UUID] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    shown: bytes = b""
    photo: bytes = b""

    def keep(self, matter_id: UUID) -> None:
        self.ids.append(matter_id)
        self.numbers.append(Matter.objects.visible_to(SYSTEM, sealed=True).get(id=matter_id).number)


@dataclass
class Life:
    """One complaint in the hands of those who hold its key."""

    matter_id: UUID
    holders: list[Staff]
    work: Callable[[datetime], None]
    letters: list[str] = field(default_factory=list)

    @property
    def matter(self) -> Matter:
        return Matter.objects.visible_to(SYSTEM, sealed=True).get(id=self.matter_id)

    def actor(self, number: int, now: datetime) -> Actor:
        return actor_of(self.holders[number], on=timezone.localdate(now))

    def opened(self, number: int, now: datetime, *, what: str = "narrative") -> bytes:
        said: dict[str, Any] = {"password": PASSWORD, "reason": REASON, "what": what}
        return sealed.open_matter(self.matter_id, **said, actor=self.actor(number, now), now=now)

    def shared(self, now: datetime) -> None:
        """The first holder tries a wrong password, opens it, gives the key to the second, who agrees to open the people."""
        with suppress(WrongPassword):
            wrong: dict[str, Any] = {"password": REFUSED_PASSWORD, "reason": REASON}
            sealed.open_matter(self.matter_id, **wrong, actor=self.actor(0, now), now=now)
        key, first = self.opened(0, now), self.actor(0, now)
        with suppress(sealed.NoKey):
            sealed.grant(self.matter_id, staff_id=self.holders[1].id, key=key, actor=first, now=now)
        asked = sealed.ask_to_open(self.matter_id, reason=f"要核实{mark('why')}", actor=first, now=now)
        sealed.agree(asked.id, agreed=True, actor=self.actor(1, now), now=now)
        self.opened(0, now, what="people")
        sealed.keep_text(self.matter, "finding", f"核查记录{mark('sealedtext')}", now=now)
        name = f"{mark('filename')}.txt"
        sealed.keep_file(self.matter, name, "text/plain", f"内容{mark('file')}".encode(), now=now)

    def walked(self, now: datetime) -> list[str]:
        """Take every step of its procedure that is open, the likely ones first, each once; return their names."""
        taken: list[str] = []
        for day in range(60):
            at = now + day * HOURS
            if not (
                self._one(taken, resident([self.matter_id]), at) or self._one(taken, self.actor(0, at), at)
            ):
                break
            self.work(at)
        return taken

    def written(self, now: datetime) -> None:
        """Issue one letter of each kind that can be issued now, its fields filled."""
        said: dict[str, Any] = {"actor": self.actor(0, now), "now": now}
        said["filled"] = lambda name: f"写明{mark(f'letter_{name}')}"
        issued = (one.code for one in kinds.every() if letter(self.matter_id, one.code, **said))
        self.letters += issued

    def _one(self, taken: list[str], actor: Actor, now: datetime) -> bool:
        for step in open_steps(self.matter, actor=actor, now=now):
            if step.name in taken or (actor.kind == "resident" and step.name == "withdraw"):
                continue
            taken.append(step.name)
            with suppress(AnswersWrong, StepNotOpen):
                answers = {ask.name: self._answer(step, ask) for ask in step.asks}
                take_step(self.matter_id, step.name, actor=actor, now=now, answers=answers)
            return True
        return False

    def _answer(self, step: Step, ask: Ask) -> str:
        if ask.kind == "choice":
            return ask.choices[0][0]
        if ask.kind == "staff":
            return str(self.holders[1].id)
        if ask.kind in ("text", "line", "article"):
            return f"说明{mark(f'{step.name}_{ask.name}')}"
        return ""


def accused(
    named: Sequence[Staff], holders: list[Staff], *, now: datetime, work: Callable[[datetime], None]
) -> Lived:
    """Let two complaints about `named` live until `now`: one through all its steps, one left until its clocks fire."""
    lived = Lived()
    about = tuple(sealed.Named("staff", one.id) for one in named)
    at = now - 110 * DAY
    photo = store_image(picture(), now=at)
    lived.photo = disk.path_of(photo.digest).read_bytes()
    said: dict[str, Any] = {"key": str(uuid7()), "capability": "petitions", "kind": "accusation"}
    said |= {"channel": "portal", "grade": "most", "sealed": True, "named": about, "file_ids": (photo.id,)}
    submission = Submission(**said, **SAID, spot=Spot(words=f"路边{mark('place')}"), people=(HELPER,))
    receipt = brought(submission, now=at)
    lived.keep(receipt.matter_id)
    life = Life(receipt.matter_id, holders, work)
    life.shared(at + HOURS)
    lived.taken = life.walked(at + 2 * HOURS)
    life.written(now - 20 * DAY)
    lived.letters = life.letters
    with time_machine.travel(now - 100 * DAY, tick=False):
        lived.keep(by_the_portal(named[0]))
    for days in range(100, -1, -10):
        work(now - days * DAY)
    lived.shown = followed(receipt)
    return lived


def by_the_portal(named: Staff) -> UUID:
    """Bring one on the pages of the portal, as people do, and return its matter's key."""
    browser, page = Client(), reverse("petitions:bring")
    unit = Posting.objects.filter(staff=named).values_list("post__unit_id", flat=True)[0]
    screens: list[tuple[str, dict[str, str]]] = [
        ("bring", {"kind": "accusation"}),
        (
            "bring-what",
            {"request": f"请查清{mark('request')}", "text": NARRATIVE, "reasons": f"有证人{mark('why')}"},
        ),
        ("bring-where", {"about": f"那位负责人{mark('about')}", "unit_1": str(unit)}),
        (
            "bring-who",
            {"identity": "reachable", **{name: SAID[name] for name in ("name", "phone", "address")}},
        ),
        ("bring-send", {}),
    ]
    for name, said in screens:
        page = reverse(f"petitions:{name}")
        found = KEY.search(browser.get(page).content.decode())
        answer = browser.post(page, {"act": "next", **said, "key": found[1] if found else ""})
        assert answer.status_code == 302, f"{page}: {answer.status_code}"
    assert "receipt" in answer.headers["Location"], answer.headers["Location"]
    newest: UUID = (
        Matter.objects.visible_to(SYSTEM, sealed=True).order_by("-id").values_list("id", flat=True)[0]
    )
    return newest


def letter(
    matter_id: UUID, kind: str, *, actor: Actor, now: datetime, filled: Callable[[str], str] = str
) -> bool:
    """Issue a letter about a matter, what it asks for `filled`; tell whether it can be issued now."""
    fields: dict[str, Any] = {}
    for _again in range(2):
        try:
            issue(matter_id, kind=kind, fields=fields, actor=actor, now=now)
        except AnswersWrong as wrong:
            fields = {name: filled(name) for name in wrong.errors}
        except (StepNotOpen, Refused):
            return False
        else:
            return True
    return False


def brought(submission: Submission, *, now: datetime) -> Receipt:
    return bring(Brought(submission), actor=resident(), now=now)


def followed(receipt: Receipt) -> bytes:
    """Return what the resident reads who follows the complaint with the code of the slip."""
    browser = Client()
    browser.post(reverse("portal:follow"), {"number": receipt.number, "code": receipt.code})
    answer = browser.get(reverse("portal:matter", args=[receipt.number]))
    assert answer.status_code == 200
    return answer.content


def picture() -> io.BytesIO:
    """Return a picture like no other."""
    held = io.BytesIO()
    Image.effect_noise((64, 48), 80).save(held, "PNG")
    held.seek(0)
    return held


def another(named: Staff, holders: list[Staff], handler: Staff, *, now: datetime) -> None:
    """Let there be a complaint about somebody else, whose key `handler` was given: both worlds have it."""
    said: dict[str, Any] = {
        "key": "another",
        "capability": "petitions",
        "kind": "accusation",
        "text": "村里的账没有贴出来。",
    }
    about = (sealed.Named("staff", named.id),)
    submission = Submission(**said, channel="portal", sealed=True, named=about)
    life = Life(brought(submission, now=now).matter_id, holders, lambda _at: None)
    key = life.opened(0, now + HOURS)
    sealed.grant(life.matter_id, staff_id=handler.id, key=key, actor=life.actor(0, now), now=now + HOURS)
