"""The petition office with what its figures need, on the days on which its petitions came."""

import pytest
import time_machine
from django.test import Client

from linli.capabilities.petitions.figures.counting.reading import counted
from linli.capabilities.petitions.figures.counting.stretches import year
from linli.capabilities.petitions.figures.counting.tables import total
from linli.capabilities.petitions.tests.conftest import petitions_office

__all__ = ["petitions_office"]


@pytest.fixture
def sums(petitions_office):
    """Return a function that counts the year as a member of the cast sees it."""

    def count(person="leader"):
        actor = getattr(petitions_office.centre.cast, person).actor
        return total(counted(year(2026), actor=actor, now=petitions_office.now)).counts

    return count


@pytest.fixture
def at_desk(petitions_office):
    """Return a function that gives the browser of a member of the cast, at the office's time."""

    def sit_down(person):
        browser = Client()
        browser.force_login(getattr(petitions_office.centre.cast, person).staff)
        return browser

    with time_machine.travel(petitions_office.now, tick=False):
        yield sit_down
