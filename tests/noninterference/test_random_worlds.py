"""Whatever the county looks like and whoever is accused: those it is about never hold the key and never see the matter.

Who that is, is worked out here once more, from the postings alone (信访工作条例 2022, arts 28 and 30).
"""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.core.matters import sealed
from linli.core.matters.models import Channel, KeyHolder, Matter
from linli.flow.intake.actions import receive
from linli.flow.intake.submission import Submission
from linli.ground.calendars import actions as calendars
from linli.ground.people.actor import SYSTEM, resident
from linli.ground.people.keyring.actions import make
from linli.ground.people.models import Post, Posting, Role, Staff, Unit
from linli.ground.people.queries import actor_of
from linli.ground.places.models import Area, Level
from linli.lib.identifiers import uuid7

from .asking import repeatable, undone

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

TODAY = timezone.localdate()
BEGAN, BROUGHT, LATER = TODAY - timedelta(days=90), TODAY - timedelta(days=30), TODAY - timedelta(days=10)
UNITS, STAFF = 6, 7
ROLES = {
    "receiver": ["sealed.receive", "matters.see"],
    "handler": ["sealed.handle", "matters.see"],
    "clerk": ["matters.see"],
}

unit, staff = st.integers(0, UNITS - 1), st.integers(0, STAFF - 1)
posting = st.tuples(staff, unit, st.sampled_from(sorted(ROLES)))


@dataclass(frozen=True)
class Plan:
    """A county: whose unit each unit belongs to, who serves where, who has no key, who is accused, who moves later."""

    above: list[int]
    duty: int
    postings: list[tuple[int, int, str]]
    keyless: set[int]
    named: list[tuple[str, int]]
    ends: set[int]
    moves: list[tuple[int, int, str]]


plans = st.builds(
    Plan,
    above=st.lists(st.integers(0, UNITS - 1), min_size=UNITS, max_size=UNITS),
    duty=unit,
    postings=st.lists(posting, min_size=5, max_size=12),
    keyless=st.sets(staff, max_size=2),
    named=st.lists(
        st.tuples(st.sampled_from(["staff", "post", "unit"]), st.integers(0, 11)), min_size=1, max_size=3
    ),
    ends=st.sets(st.integers(0, 11), max_size=3),
    moves=st.lists(posting, max_size=4),
)


class County:
    """The plan carried out. Units are a tree: each belongs to one made before it, the first to none."""

    def __init__(self, plan):
        self.plan = plan
        area = Area.objects.create(level=Level.COUNTY, code="990101000000", name="晴川县")
        self.roles = {
            code: Role.objects.create(code=code, name=code, reach="centre", permissions=may)
            for code, may in ROLES.items()
        }
        self.units = []
        for number, above in enumerate(plan.above):
            parent = self.units[above % number] if number else None
            self.units.append(
                Unit.objects.create(
                    code=f"U{number}", name=f"单位{number}", kind="department", area=area, parent=parent
                )
            )
        self.staff = [
            Staff.objects.create(username=f"s{number}", name=f"人{number}") for number in range(STAFF)
        ]
        for number, one in enumerate(self.staff):
            if number not in plan.keyless:
                make(one, "Qing-Shan-2026", now=timezone.now())
        self.postings = [self.post(*each, since=BEGAN) for each in plan.postings]
        Post.objects.create(unit=self.units[plan.duty], role=self.roles["clerk"], name="值班", is_duty=True)
        Channel.objects.create(code="portal", name="居民门户")
        calendars.seed(now=timezone.now() - timedelta(days=200))

    def post(self, staff, unit, role, *, since):
        post = Post.objects.create(unit=self.units[unit], role=self.roles[role], name=f"{role} {uuid7()}")
        return Posting.objects.create(post=post, staff=self.staff[staff], valid_from=since)

    def named(self):
        choices = {"staff": self.staff, "unit": self.units, "post": [each.post for each in self.postings]}
        return tuple(
            sealed.Named(kind, choices[kind][at % len(choices[kind])].id) for kind, at in self.plan.named
        )

    def time_passes(self):
        for at in self.plan.ends:
            if at < len(self.postings):
                Posting.objects.filter(id=self.postings[at].id).update(valid_to=LATER)
        for each in self.plan.moves:
            self.post(*each, since=LATER)

    def serving(self, on: date):
        """Return (staff, unit, post, role) of every posting that holds on that day."""
        rows = Posting.objects.select_related("post__role")
        return [
            (row.staff_id, row.post.unit_id, row.post_id, row.post.role.code)
            for row in rows
            if row.valid_from is not None
            and row.valid_from <= on
            and (row.valid_to is None or row.valid_to >= on)
        ]

    def below(self, units):
        """Return these units and all that they command."""
        found = set(units)
        while more := {one.id for one in self.units if one.parent_id in found} - found:
            found |= more
        return found

    def circle(self, on: date):
        """Return those who must not know: the accused, and whoever serves with them or below, then or on that day."""
        people, units = set(), set()
        for one in self.named():
            then = [row for row in self.serving(BROUGHT) if one.id in row[:3]]
            people |= {row[0] for row in then} if one.kind != "unit" else set()
            units |= {row[1] for row in then}
            if one.kind == "staff":
                people.add(one.id)
            if one.kind == "unit":
                units.add(one.id)
            if one.kind == "post":
                units |= {Post.objects.get(id=one.id).unit_id}
        units |= {row[1] for row in self.serving(on) if row[0] in people}
        units = self.below(units)
        return people | {row[0] for row in self.serving(on) if row[1] in units}

    def next_level(self):
        """Return who must have got it: those who receive such matters, in the duty unit and below, else one level up."""
        able = [
            row
            for row in self.serving(BROUGHT)
            if row[3] == "receiver" and row[0] not in self.circle(BROUGHT) and not self._is_keyless(row[0])
        ]
        unit = self.units[self.plan.duty]
        while unit is not None:
            if there := {row[0] for row in able if row[1] in self.below([unit.id])}:
                return there
            unit = unit.parent
        return set()

    def _is_keyless(self, staff):
        return staff in {self.staff[number].id for number in self.plan.keyless}


def brought(kind, now, **said):
    of = {"capability": "petitions" if kind == "accusation" else "requests", "kind": kind}
    submission = Submission(key=f"{kind}-1", **of, text="说的事", channel="portal", **said)
    return receive(submission, actor=resident(), now=now)


def ordinary(now):
    """Return what somebody else is given who brings something ordinary, with all lots drawn alike."""
    with undone(), repeatable(b"somebody else"):
        receipt = brought("help", now)
    return receipt.number, receipt.code, receipt.unit, receipt.due_at


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(plan=plans)
def test_nobody_whom_it_is_about_ever_holds_or_sees_it(plan):
    then = timezone.now() - timedelta(days=30)
    with undone():
        county = County(plan)
        ordinary(then)  # the first in a process draws more lots: statements are composed once
        usual = ordinary(then)
        receipt = brought("accusation", then, sealed=True, named=county.named())
        assert ordinary(then) == usual
        holders = set(KeyHolder.objects.filter(way="staff").values_list("staff_id", flat=True))
        assert holders == county.next_level()
        nobody_of(county.circle(BROUGHT), county, receipt, BROUGHT)
        county.time_passes()
        nobody_of(county.circle(TODAY), county, receipt, TODAY)
        assert not Matter.objects.visible_to(SYSTEM).filter(id=receipt.matter_id).exists()


def nobody_of(circle, county, receipt, on):
    matter = Matter.objects.visible_to(SYSTEM, sealed=True).get(id=receipt.matter_id)
    at = timezone.now() - timedelta(days=(TODAY - on).days)
    for one in county.staff:
        actor = actor_of(one, on=on)
        assert not Matter.objects.visible_to(actor).filter(id=matter.id).exists(), (
            "nothing lists it to anybody"
        )
        if one.id in circle:
            assert not Matter.objects.visible_to(actor, sealed=True).filter(id=matter.id).exists(), (
                one.username
            )
            assert not sealed.may_hold(matter, one.id, now=at), one.username
