"""Units, posts and people of the demonstration county: names from the locality's units.toml, the rest from the seed.

One account for each kind of post is named there and has a password; nobody can log in as any of the others.
"""

import json
import tomllib
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.db import transaction
from django.utils import timezone

from linli.config.demonstration.names import person, work_phone
from linli.ground.people.actor import SYSTEM
from linli.ground.people.imports import load_roles
from linli.ground.people.keyring.actions import fresh
from linli.ground.people.keyring.models import StaffKey
from linli.ground.people.models import (
    CellDuty,
    CellPosting,
    CellText,
    Post,
    Posting,
    Role,
    Staff,
    Unit,
    UnitAlias,
    UnitKind,
)
from linli.ground.places.models import Area, Cell, Level

WORKERS = 1525
PASSWORD = "linli-yanshi-2026"  # noqa: S105 - of the demonstration alone, printed at every start
SEALED = "sealed."  # who has such a permission needs a key before the first sealed matter; others get theirs at sign-in
ACCOUNTS_FILE = "demonstration-accounts.json"


class OnlyInTheDemonstration(RuntimeError):
    """Accounts with a known password are made in the demonstration and nowhere else."""


@dataclass(frozen=True)
class Account:
    """One account that visitors may use."""

    username: str
    password: str
    post: str


@dataclass
class _County:
    """What is made, gathered to be written in few statements."""

    plan: dict[str, Any]
    dice: Random
    since: date
    roles: dict[str, Role]
    password: str
    units: list[Unit] = field(default_factory=list)
    aliases: list[UnitAlias] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    staff: list[Staff] = field(default_factory=list)
    postings: list[Posting] = field(default_factory=list)
    accounts: list[Account] = field(default_factory=list)
    keys: list[StaffKey] = field(default_factory=list)

    def unit(
        self, words: dict[str, Any], kind: str, area: Area, parent: Unit | None, number: int = 0
    ) -> Unit:
        fill = {"place": area.name, "number": number}
        unit = Unit(
            code=words["code"].format(**fill),
            name=self.name_of(words, area.name).format(**fill),
            kind=kind,
            area=area,
            parent=parent,
            phone=words.get("phone", "").format(**fill),
            address=words.get("address", "").format(**fill),
            valid_from=self.since,
        )
        self.units.append(unit)
        self.aliases += [
            UnitAlias(unit=unit, name=alias.format(**fill)) for alias in words.get("aliases", ())
        ]
        return unit

    def name_of(self, words: dict[str, Any], place: str) -> str:
        """Return the pattern of the name: communities have a residents' committee, villages a villagers' one."""
        endings = words.get("by_ending", {})
        return str(next((name for ending, name in endings.items() if place.endswith(ending)), words["name"]))

    def post(self, unit: Unit, words: dict[str, Any], *, named: bool) -> Post:
        """Make a post and one person in it; `named` gives that person the demonstration account of the post."""
        post = Post(
            unit=unit, role=self.roles[words["role"]], name=words["name"], is_duty=words.get("is_duty", False)
        )
        self.posts.append(post)
        staff = self.person(words["account"] if named else "", f"{unit.code}-{words['role']}".lower())
        self.hold(staff, post)
        if named:
            self.accounts.append(Account(staff.username, PASSWORD, f"{unit.name} {post.name}"))
            if any(name.startswith(SEALED) for name in post.role.permissions):
                self.keys.append(fresh(staff, PASSWORD, now=timezone.now()))
        return post

    def person(self, account: str, otherwise: str) -> Staff:
        staff = Staff(
            username=account or otherwise,
            name=person(self.dice),
            phone=work_phone(len(self.staff) + 1),
            password=self.password if account else f"{UNUSABLE_PASSWORD_PREFIX}{'':40}",
        )
        self.staff.append(staff)
        return staff

    def hold(self, staff: Staff, post: Post) -> None:
        self.postings.append(Posting(post=post, staff=staff, valid_from=self.since))


@transaction.atomic
def make_people(*, seed: int, since: date, workers: int = WORKERS) -> list[Account]:
    """Make units, posts and staff for the areas and cells that stand already; return the accounts for visitors.

    Raises OnlyInTheDemonstration.
    """
    if not settings.DEMONSTRATION:
        raise OnlyInTheDemonstration
    load_roles(Path(settings.LOCALITY) / "roles.toml", actor=SYSTEM)
    county = _County(
        plan=tomllib.loads((Path(settings.LOCALITY) / "units.toml").read_text(encoding="utf-8")),
        dice=Random(seed),  # noqa: S311 - names, not secrets
        since=since,
        roles={role.code: role for role in Role.objects.all()},
        password=make_password(PASSWORD),
    )
    villages = _units(county)
    serving = _workers(county, villages, workers)
    _write(county)
    _cell_texts(county)
    CellPosting.objects.bulk_create(serving, batch_size=500)
    return county.accounts


def write_accounts(accounts: list[Account], folder: Path) -> None:
    """Write the accounts for the start to print; readable by the owner alone."""
    path = folder / ACCOUNTS_FILE
    path.touch(mode=0o600)
    path.write_text(
        json.dumps([asdict(account) for account in accounts], ensure_ascii=False, indent=1), encoding="utf-8"
    )


def _units(county: _County) -> dict[str, Post]:
    """Make all units with their posts; return for each village's code the post of its grid workers."""
    plan = county.plan
    areas = Area.objects.filter(valid_to=None).order_by("code")
    top = areas.get(level=Level.COUNTY)
    centre = county.unit(plan["centre"], UnitKind.CENTRE, top, None)
    for words in plan["centre"]["posts"]:
        county.post(centre, words, named=True)
    for number, words in enumerate(plan["departments"]):
        unit = county.unit(words, UnitKind.DEPARTMENT, top, centre)
        for post in plan["department"]["posts"]:
            county.post(unit, post, named=number == 0)
    towns: dict[str, Unit] = {}
    for number, town in enumerate(areas.filter(level=Level.TOWN)):
        unit = towns[town.code[:9]] = county.unit(plan["town"], UnitKind.TOWN, town, centre, number + 1)
        for post in plan["town"]["posts"]:
            county.post(unit, post, named=number == 0)
    workers: dict[str, Post] = {}
    for number, village in enumerate(areas.filter(level=Level.VILLAGE)):
        unit = county.unit(plan["village"], UnitKind.VILLAGE, village, towns[village.code[:9]], number + 1)
        *_, workers[village.code] = [
            county.post(unit, post, named=number == 0) for post in plan["village"]["posts"]
        ]
    return workers


def _workers(county: _County, posts: dict[str, Post], workers: int) -> list[CellPosting]:
    """Give every cell a worker, then more by turns until there are `workers`; each holds the post of the village."""
    cells = list(Cell.objects.filter(valid_to=None).select_related("village").order_by("code"))
    first = {
        posting.post.unit.area.code: posting.staff
        for posting in county.postings
        if posting.post in posts.values()
    }
    serving = []
    for number, cell in enumerate(islice(cycle(cells), workers) if cells else ()):
        staff = first.pop(cell.village.code, None)
        if staff is None:
            staff = county.person("", f"wg{number + 1:04d}")
            county.hold(staff, posts[cell.village.code])
        duty = CellDuty.WORKER if number < len(cells) or number % 7 else CellDuty.CHIEF
        serving.append(CellPosting(cell=cell, staff=staff, duty=duty, valid_from=county.since))
    return serving


def _write(county: _County) -> None:
    Unit.objects.bulk_create(county.units)
    UnitAlias.objects.bulk_create(county.aliases)
    Post.objects.bulk_create(county.posts)
    Staff.objects.bulk_create(county.staff, batch_size=500)
    Posting.objects.bulk_create(county.postings, batch_size=500)
    StaffKey.objects.bulk_create(county.keys)


def _cell_texts(county: _County) -> None:
    words = county.plan["cells"]
    CellText.objects.bulk_create(
        [
            CellText(
                cell=cell,
                extent=words["extent"].format(village=cell.village.name, number=int(cell.code[-3:])),
                duties=words["duties"],
                promise=words["promise"],
            )
            for cell in Cell.objects.filter(valid_to=None).select_related("village")
        ],
        batch_size=500,
    )
