from datetime import UTC, datetime

import pytest

from linli.core.registers import texts
from linli.ground.people.actor import Actor, Grant
from linli.ground.people.models import Role, Staff, Unit
from linli.ground.places.models import Area
from linli.lib.identifiers import uuid7

NOW = datetime(2026, 3, 4, 8, 30, tzinfo=UTC)
ALL = frozenset({"registers.see", "registers.edit", "people.edit", "places.edit", "calendars.edit"})


@pytest.fixture
def now():
    return NOW


@pytest.fixture(autouse=True)
def fresh_texts():
    texts.forget()
    yield
    texts.forget()


@pytest.fixture
def county(db):
    return Area.objects.create(level=3, code="990100000000", name="溪口县")


@pytest.fixture
def centre(county):
    return Unit.objects.create(code="ZX", name="溪口县综治中心", kind="centre", area=county)


@pytest.fixture
def keeper(centre):
    """The member of staff who keeps the registers of the centre."""
    staff = Staff.objects.create_user("keeper", name="管台账")
    return Actor("staff", staff_id=staff.pk, name=staff.name, grants=(Grant(ALL, "centre", centre.pk),))


@pytest.fixture
def village_clerk(centre):
    """Holds the same permissions, but only in a village."""
    return Actor("staff", staff_id=uuid7(), name="村里", grants=(Grant(ALL, "unit", centre.pk),))


@pytest.fixture
def role(db):
    return Role.objects.create(code="clerk", name="窗口", permissions=[])
