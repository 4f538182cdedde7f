"""The people that the tests are about: who they are, what they hold, where. `cast` is one county in small.

    county centre ── clerk, leader, auditor, personnel (the duty post is the clerk's)
    water department ── handler, head
    east town ── clerk;  east village ── cadre, grid worker (one cell);  its neighbour village
    west town ── clerk;  west village

Residents have no accounts: `resident` and `neighbour` are actors that each test opens with what they can show.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from linli.config.env import ROOT
from linli.ground.people.actor import SYSTEM, Actor, resident
from linli.ground.people.imports import load_roles
from linli.ground.people.keyring.actions import fresh
from linli.ground.people.models import CellPosting, CellText, Post, Posting, Role, Staff, Unit
from linli.ground.people.queries import actor_of
from linli.ground.places.models import Area, Cell, Level
from linli.testing.remembered import remembered

PASSWORD = "Qing-Shan-2026"
SINCE = date(2020, 1, 1)
ROLES = Path(ROOT) / "localities" / "demonstration" / "roles.toml"


@dataclass(frozen=True)
class Member:
    """One member of staff: the account to log in with (`PASSWORD`) and the actor they are."""

    staff: Staff
    unit: Unit

    @property
    def actor(self) -> Actor:
        return actor_of(self.staff, on=timezone.localdate())


@dataclass(frozen=True)
class Cast:
    county: Area
    east: Area
    west: Area
    east_village: Area
    next_village: Area
    west_village: Area
    cell: Cell
    centre: Unit
    water: Unit
    east_town: Unit
    west_town: Unit
    east_committee: Unit
    west_committee: Unit
    clerk: Member
    leader: Member
    auditor: Member
    personnel: Member
    handler: Member
    head: Member
    east_clerk: Member
    west_clerk: Member
    village_cadre: Member
    worker: Member


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    """Tests log in with `client.force_login`; those about the second factor ask for it themselves."""
    settings.REQUIRE_SECOND_FACTOR = False


@pytest.fixture
def cast(db: None) -> Cast:
    """One county with two towns and everybody in it."""
    return remembered("cast", make_cast)


@pytest.fixture
def resident_actor() -> Actor:
    """A resident who can show nothing yet; `actor.resident([matter.pk])` opens a matter."""
    return resident()


@pytest.fixture
def neighbour() -> Actor:
    """Another resident, who has another phone."""
    return resident(contact_index="f" * 64)


def make_cast() -> Cast:
    """Make the county; for tests that need more than one, or none of the fixtures."""
    load_roles(ROLES, actor=SYSTEM)
    places = _places()
    units = _units(places)
    people: dict[str, Any] = {**places, **units, **_members(units, places["cell"])}
    return Cast(**people)


def _places() -> dict[str, Any]:
    def area(level: Level, code: str, name: str, parent: Area | None = None) -> Area:
        return Area.objects.create(level=level, code=code, name=name, parent=parent)

    county = area(Level.COUNTY, "990101000000", "晴川县")
    east = area(Level.TOWN, "990101100000", "东河镇", county)
    west = area(Level.TOWN, "990101101000", "西岭镇", county)
    east_village = area(Level.VILLAGE, "990101100200", "柳湾村", east)
    next_village = area(Level.VILLAGE, "990101100201", "石桥村", east)
    west_village = area(Level.VILLAGE, "990101101200", "松坪村", west)
    cell = Cell.objects.create(code="990101100200001", name="柳湾村第一网格", village=east_village)
    CellText.objects.create(cell=cell, extent="东至河堤，南至村道", duties="走访、代办", promise="当天回话")
    return {
        "county": county,
        "east": east,
        "west": west,
        "east_village": east_village,
        "next_village": next_village,
        "west_village": west_village,
        "cell": cell,
    }


def _units(places: dict[str, Any]) -> dict[str, Unit]:
    def unit(code: str, name: str, kind: str, area: str, parent: Unit | None = None, phone: str = "") -> Unit:
        return Unit.objects.create(
            code=code, name=name, kind=kind, area=places[area], parent=parent, phone=phone
        )

    centre = unit("ZX", "晴川县综治中心", "centre", "county", phone="8800-0001")
    water = unit("SW", "晴川县水务局", "department", "county", centre, "8800-0002")
    east_town = unit("DH", "东河镇综治中心", "town", "east", centre, "8800-0100")
    west_town = unit("XL", "西岭镇综治中心", "town", "west", centre, "8800-0101")
    return {
        "centre": centre,
        "water": water,
        "east_town": east_town,
        "west_town": west_town,
        "east_committee": unit("LW", "柳湾村村民委员会", "village", "east_village", east_town),
        "west_committee": unit("SP", "松坪村村民委员会", "village", "west_village", west_town),
    }


def _members(units: dict[str, Unit], cell: Cell) -> dict[str, Member]:
    roles = {role.code: role for role in Role.objects.all()}

    def member(username: str, name: str, unit: str, role: str, *, is_duty: bool = False) -> Member:
        staff = Staff(username=username, name=name, phone="13900000000", password=hashed())
        staff.save()
        fresh(staff, PASSWORD, now=timezone.now()).save(force_insert=True)
        post = Post.objects.create(unit=units[unit], role=roles[role], name=roles[role].name, is_duty=is_duty)
        Posting.objects.create(post=post, staff=staff, valid_from=SINCE)
        return Member(staff, units[unit])

    members = {
        "clerk": member("zhiban", "周敏", "centre", "duty", is_duty=True),
        "leader": member("lingdao", "吴强", "centre", "leader"),
        "auditor": member("shenji", "郑洁", "centre", "auditor"),
        "personnel": member("zhanghao", "王芳", "centre", "personnel"),
        "handler": member("shuiwu", "冯涛", "water", "handler"),
        "head": member("shuiwuju", "陈静", "water", "head"),
        "east_clerk": member("donghe", "褚亮", "east_town", "clerk"),
        "west_clerk": member("xiling", "卫红", "west_town", "clerk"),
        "village_cadre": member("liuwan", "蒋勇", "east_committee", "village"),
        "worker": member("wangge", "沈燕", "east_committee", "worker"),
    }
    CellPosting.objects.create(cell=cell, staff=members["worker"].staff, duty="worker", valid_from=SINCE)
    return members


@cache
def hashed() -> str:
    """Return PASSWORD hashed, once for all: hashing is slow by design."""
    return make_password(PASSWORD)
