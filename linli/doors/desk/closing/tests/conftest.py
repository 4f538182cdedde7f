"""Clerks at their desks, and a matter on its way to its end."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from linli.flow.outcomes.tests.conftest import course
from linli.testing.makers import MONDAY

__all__ = ["course"]


@pytest.fixture(autouse=True)
def _on_monday():
    with time_machine.travel(MONDAY + timedelta(hours=9), tick=False):
        yield


@pytest.fixture
def at_desk(centre):
    """Return a function that gives the browser of a member of the cast."""

    def sit_down(person):
        browser = Client()
        browser.force_login(getattr(centre.cast, person).staff)
        return browser

    return sit_down
