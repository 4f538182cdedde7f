"""A hall with a window of the centre and a room of the water department, open on working days."""

from datetime import time

import pytest
import time_machine
from django.test import Client

from linli.capabilities.petitions.reception.models import Desk, Service
from linli.testing.makers import MONDAY


@pytest.fixture(autouse=True)
def _on_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def hall(centre):
    """Open the hall."""
    cast = centre.cast
    hours = {"hall": cast.centre, "opens": time(8, 30), "closes": time(17, 30)}
    centre_desk = Desk.objects.create(unit=cast.centre, room="1号窗口", **hours)
    water_desk = Desk.objects.create(unit=cast.water, room="205室", about="供水和水费", **hours)
    service = Service.objects.create(hall=cast.centre, letter="A", name="综合接待")
    return {"centre": centre_desk, "water": water_desk, "service": service}


@pytest.fixture
def at_desk(centre):
    """Return a function that gives the browser of a member of the cast."""

    def sit_down(person):
        browser = Client()
        browser.force_login(getattr(centre.cast, person).staff)
        return browser

    return sit_down
