"""A report on the year before, in the invented county: some petitions, proposals and their answers, drafted and published."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from django.utils import timezone

from linli.capabilities.petitions.actions import Brought, bring
from linli.capabilities.petitions.demonstration.life import CHANNELS, FILE, PetitionLife, Year
from linli.capabilities.petitions.demonstration.scripts import (
    ACCEPTED,
    ANSWERED,
    AT_DEPARTMENT,
    CONTENT,
    DECLINE,
    DONE,
    EXPLAIN,
    REVIEW,
    STUDY,
    UNHAPPY,
    UPHELD,
    Script,
    supported,
)
from linli.capabilities.petitions.figures.actions import organs, proposals, reports
from linli.capabilities.petitions.figures.counting.stretches import year as stretch_of
from linli.core.matters.models import Category
from linli.flow.intake.submission import Spot, Submission
from linli.ground.people.actor import resident
from linli.ground.people.models import Unit, UnitKind

TABLE = "petition-report-demonstration.toml"
MANY = 28
FORMS = ("online", "online", "window", "online", "letter", "phone", "window", "visit")
SCRIPTS = (
    (*AT_DEPARTMENT, supported(30), DONE, CONTENT),
    (*ACCEPTED, DECLINE, UNHAPPY),
    (*AT_DEPARTMENT, EXPLAIN, CONTENT),
    (*ACCEPTED, DECLINE, REVIEW, *UPHELD),
    (*AT_DEPARTMENT, supported(20)),
    (*ACCEPTED, EXPLAIN),
    (*STUDY, ANSWERED, CONTENT),
    (*AT_DEPARTMENT, DECLINE),
)
FIRST_DAYS, PUBLISHED_ON = 300, 20


def plan(year: Year, folder: Path) -> None:
    """Plan petitions of the calendar year before, and in January the report on it."""
    if not ((folder / FILE).is_file() and (folder / TABLE).is_file()):
        return
    told = tomllib.loads((folder / FILE).read_text(encoding="utf-8"))
    last = timezone.localdate(year.end).year - 1
    over = stretch_of(last).ends_at
    begins = max(year.end - timedelta(days=364), over - timedelta(days=FIRST_DAYS))
    if begins > over - timedelta(days=7):
        return  # too little of that year lies in the invented one
    _bring(year, told, begins, over - timedelta(days=1))
    said = tomllib.loads((folder / TABLE).read_text(encoding="utf-8"))["proposals"]
    for number, one in enumerate(said):
        moment = over - timedelta(days=6 - number, hours=14)
        year.later(moment, 0, 1, _Proposed(year, one).make, dice=Random(number))  # noqa: S311
    published = min(over + timedelta(days=PUBLISHED_ON, hours=10), year.end - timedelta(hours=3))
    if timezone.localdate(published).year == last + 1:
        year.later(published, 0, 0.1, lambda now: _publish(year, last, now), dice=Random(last))  # noqa: S311


def _bring(year: Year, told: dict[str, Any], begins: datetime, until: datetime) -> None:
    villages = cycle(Unit.objects.filter(kind=UnitKind.VILLAGE, area__isnull=False).order_by("code")[2:20])
    claims = [story for story in told["claim"] if story["done"]]
    stories = {"claim": cycle(claims), "suggestion": cycle(told["suggestion"])}
    fields = list(Category.objects.filter(parent=None).order_by("path")[:6])
    for number, turns in enumerate(islice(cycle(SCRIPTS), MANY)):
        kind = "suggestion" if ANSWERED in turns else "claim"
        script = Script(number, turns, kind, FORMS[number % len(FORMS)])
        dice = Random(number)  # noqa: S311 - an invented year, the same for the same seed
        said = {**told["said"], **next(stories[kind])}
        category = fields[number**2 % 7 % len(fields)].id if fields else None
        life = LastYear(year, script, said, next(villages), dice, category_id=category)
        year.later(begins + (until - begins) * number / MANY, 0, 3, life.begin, dice=dice)


@dataclass
class LastYear(PetitionLife):
    """One petition of the year before; the clerk on duty says which organ it is about."""

    category_id: UUID | None = field(default=None, kw_only=True)

    def begin(self, now: datetime) -> None:
        crew = self.year.crew
        submission = Submission(
            key=f"demonstration-report-{self.script.days}",
            capability="petitions",
            kind=self.script.kind,
            text=self.words(self.said["ask"]),
            channel=CHANNELS[self.script.form],
            category_id=self.category_id,
            spot=Spot(village_id=self.village.area_id),
            name=crew.somebody(self.dice),
            phone=f"199{self.dice.randrange(100_000_000):08d}",
        )
        self.matter_id = bring(
            Brought(submission, form=self.script.form), actor=resident(), now=now
        ).matter_id
        if self.script.kind == "claim" and self.script.days % 5:
            organ = _organ(crew.departments, self.script.days)
            organs.name_organ(self.matter_id, organ_id=organ, actor=crew.duty, now=now)
        self._plan(iter(self.script.turns), now)


def _organ(departments: Sequence[UUID], number: int) -> UUID:
    """Return one of three departments, the first of them most often."""
    return departments[(0, 1, 0, 2, 1, 0)[number % 6] % len(departments)]


@dataclass
class _Proposed:
    """One proposal, answered some days later."""

    year: Year
    said: dict[str, str]
    proposal_id: UUID | None = None

    def make(self, now: datetime) -> None:
        crew = self.year.crew
        row = proposals.propose(
            kind=self.said["kind"],
            to=crew.departments[int(self.said["department"])],
            text=self.said["text"],
            answer_by=timezone.localdate(now) + timedelta(days=30),
            actor=crew.duty,
            now=now,
        )
        self.proposal_id = row.id
        if self.said["result"]:
            self.year.later(now, 100, 140, self.answer, dice=Random(0))  # noqa: S311

    def answer(self, now: datetime) -> None:
        assert self.proposal_id is not None  # noqa: S101 - planned only after `make`
        proposals.put_down_answer(
            self.proposal_id,
            result=self.said["result"],
            answer=self.said["answer"],
            answered_on=timezone.localdate(now),
            actor=self.year.crew.duty,
            now=now,
        )


def _publish(year: Year, last: int, now: datetime) -> None:
    leader = year.crew.posts[year.crew.centre, "leader"]
    row = reports.draft(last, actor=year.crew.duty, now=now)
    reports.publish(row.id, changes=row.changes, actor=leader, now=now)
