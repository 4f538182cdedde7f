"""How matters of the invented year end: photos after, verifications, visits, promises, a second handling by others."""

import io
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from uuid import UUID

from django.utils import timezone
from PIL import Image, ImageDraw

from linli.config.demonstration.cast import Crew
from linli.core.matters.models import Category, Matter
from linli.flow.handling import actions as handling
from linli.flow.outcomes import actions as outcomes
from linli.flow.outcomes.commitments import actions as commitments
from linli.flow.outcomes.evidence import actions as evidence
from linli.flow.outcomes.evidence.conditions import missing
from linli.flow.outcomes.evidence.models import ClosingCondition, Stage, VerificationRule
from linli.flow.outcomes.evidence.verifying import demand_of, own_hands
from linli.flow.outcomes.story import story_of
from linli.flow.outcomes.visits import actions as visits
from linli.flow.outcomes.visits.models import State, Visit, VisitRule
from linli.ground.files.actions import store_image
from linli.ground.people.actor import SYSTEM, Actor

FILE = "closing.toml"
REFUTED = 0.08
RENEWED = 0.08
Later = Callable[[datetime, float, float, Callable[[datetime], None]], None]


def load_closing(folder: Path) -> None:
    """Fill the tables of closing, verifying and visiting."""
    said = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
    categories = {category.code: category for category in Category.objects.all()}
    for name, model in (
        ("condition", ClosingCondition),
        ("verification", VerificationRule),
        ("visit", VisitRule),
    ):
        for row in said[name]:
            code = row.pop("category", "")
            model._default_manager.get_or_create(category=categories.get(code), **row)


@dataclass
class Ending:
    """The end of one matter's life. `later` plans what comes after."""

    matter_id: UUID
    crew: Crew
    dice: Random
    promises: list[dict[str, str]]
    later: Later

    def matter(self) -> Matter:
        rows = Matter.objects.visible_to(SYSTEM).select_related("unit", "category")
        return rows.get(id=self.matter_id)

    def make_ready(self, now: datetime, *, worker: Actor, outcome: str) -> bool:
        """Put up the photo that is asked for, have it verified where that is, promise the rest of what is partly solved.

        Tells whether it may close: a verification may find that it is not done.
        """
        matter = self.matter()
        if any(each.condition.needs == "photo_after" for each in missing(matter, before=Stage.CLOSE)):
            self._photo(worker, now)
        if demand_of(matter).why and story_of(matter).verification is None:
            verifier = self._other(matter)
            if verifier is not None and self.dice.random() < REFUTED and not story_of(matter).began:
                said = "到现场看过，只做了一半，请接着办完。"
                evidence.refute(matter.id, how="on_spot", text=said, actor=verifier, now=now)
                return False
            if verifier is not None:
                said = "到现场看过，情况属实。"
                evidence.verify(matter.id, how="on_spot", text=said, actor=verifier, now=now)
        if outcome == "partly" and self.dice.random() < 0.5:
            self._promise(worker, now)
        return True

    def _photo(self, worker: Actor, now: datetime) -> None:
        picture = store_image(io.BytesIO(drawing(self.dice.randrange(6))), now=now)
        evidence.add_evidence(
            self.matter_id, file=picture, name="办后照片.png", role="after", actor=worker, now=now
        )

    def _other(self, matter: Matter) -> Actor | None:
        """Return somebody who may verify or visit this matter and did not handle it."""
        hands = own_hands(matter, story_of(matter))
        town = self.crew.towns.get(matter.town_id) if matter.town_id else None
        clerks = self.crew.by_unit.get(town, []) if town else []
        able = [who for who in (self.crew.duty, *clerks) if who.may("outcomes.verify")]
        return next((who for who in able if who.staff_id not in hands), None)

    def _promise(self, worker: Actor, now: datetime) -> None:
        said = self.dice.choice(self.promises)
        days = self.dice.randrange(5, 40)
        row = commitments.promise(
            self.matter_id,
            words=said["words"],
            promised_on=timezone.localdate(now) + timedelta(days=days),
            actor=worker,
            now=now,
        )
        if self.dice.random() < RENEWED:
            self.later(now, 24 * days + 30, 24 * days + 54, lambda at: self._renew(row.id, said, worker, at))
            return
        lateness = 0.8 if self.dice.random() < 0.8 else 1.5
        least, most = 24 * days * (lateness - 0.3), 24 * days * lateness
        self.later(now, least, most, lambda at: self._keep(row.id, said["kept"], worker, at))

    def _renew(self, broken: UUID, said: dict[str, str], worker: Actor, now: datetime) -> None:
        """Promise another day for what was not done by the first, and keep that."""
        until = timezone.localdate(now) + timedelta(days=15)
        row = commitments.promise(
            self.matter_id, words=said["words"], promised_on=until, renews=broken, actor=worker, now=now
        )
        self.later(now, 100, 280, lambda at: self._keep(row.id, said["kept"], worker, at))

    def _keep(self, commitment_id: UUID, words: str, worker: Actor, now: datetime) -> None:
        self._photo(worker, now)
        commitments.keep(commitment_id, words=words, actor=worker, now=now)

    def visit(self, now: datetime) -> None:
        """Ask the resident, if the lot fell so or nobody rated; sometimes nobody answers."""
        waiting = Visit.objects.filter(matter=self.matter_id, standing=State.WAITING).first()
        if waiting is None:
            return
        if waiting.ready_at > now:
            hours = (waiting.ready_at - now) / timedelta(hours=1)
            self.later(now, hours, hours + 30, self.visit)
            return
        matter = self.matter()
        visitor = self._other(matter)
        if visitor is None:
            return
        if self.dice.random() < 0.2:
            visits.try_to_reach(waiting.id, why="no_answer", actor=visitor, now=now)
            self.later(now, 20, 60, self.visit)
            return
        content = self.dice.random() < (0.88 if matter.outcome == "solved" else 0.4)
        said = ("yes", "yes", "") if content else ("no", "no", "看着修了，过几天又坏了。")
        again = not content and self.dice.random() < 0.6
        visits.record(
            waiting.id,
            way="phone",
            solved=said[0],
            satisfied=said[1],
            text=said[2],
            again=again,
            actor=visitor,
            now=now,
        )
        if again:
            self.later(now, 2, 20, self.take_over)

    def take_over(self, now: datetime) -> None:
        """Let a colleague handle it again, or the same one where there is no other and whoever may decides so."""
        matter = self.matter()
        if not matter.is_open or matter.handler_id is not None:
            return
        former = story_of(matter).former_hands
        crew = self.crew.by_unit.get(matter.unit_id, [])
        others = [worker for worker in crew if worker.staff_id not in former]
        if not others and crew:
            duty, leader = self.crew.duty, self.crew.post(self.crew.centre, "leader")
            decider = leader if duty.staff_id in former else duty
            outcomes.keep_hands(matter.id, reason="这个单位只有一人能办", actor=decider, now=now)
            others = crew
        if others:
            worker = self.dice.choice(others)
            handling.claim(matter.id, actor=worker, now=now)
            self.later(now, 10, 50, lambda at: self._answer_again(worker, at))

    def _answer_again(self, worker: Actor, now: datetime) -> None:
        handling.contact(self.matter_id, text="上门看过，听他说了哪里没有办好。", actor=worker, now=now)
        text = "我们换了一位同事，昨天又到现场做了一遍，这次和您一起看过。再有问题，请直接打我们的电话。"
        outcomes.reply(self.matter_id, text=text, actor=worker, now=now)
        self.later(now, 4, 40, lambda at: self._close_again(worker, at))

    def _close_again(self, worker: Actor, now: datetime) -> None:
        if not self.make_ready(now, worker=worker, outcome="solved"):
            return
        outcomes.close(self.matter_id, outcome="solved", actor=worker, now=now)
        self.later(now, 24, 200, self.visit)


@cache
def drawing(number: int) -> bytes:
    """Return one of a few drawn pictures; no photo of a real place is shipped."""
    shades = ("#8fae8b", "#a7b8a1", "#9fb3c8", "#c8bda4", "#b0a89a", "#9db0a4")
    image = Image.new("RGB", (640, 420), "#dfe6ea")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 260, 640, 420), fill=shades[number % len(shades)])
    pen.polygon(((260, 420), (300, 260), (340, 260), (420, 420)), fill="#b9b6ae")
    pen.rectangle((80 + 20 * number, 190, 170 + 20 * number, 262), fill="#d8c9b0", outline="#8a7f6d")
    held = io.BytesIO()
    image.save(held, "PNG")
    return held.getvalue()
