"""Clerks at their desks: browsers that are logged in."""

import pytest
import time_machine
from django.test import Client

from linli.testing.makers import MONDAY


@pytest.fixture(autouse=True)
def _on_monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def at_desk(centre):
    """Return a function that gives the browser of a member of the cast, e.g. `at_desk("handler")`."""

    def sit_down(person):
        browser = Client()
        browser.force_login(getattr(centre.cast, person).staff)
        return browser

    return sit_down
