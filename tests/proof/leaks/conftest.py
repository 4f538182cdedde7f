"""The small centre in which everything has an address, once for all tests of a module; what they ask is undone."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.test import override_settings

from linli.testing.makers import CHINA
from tests.noninterference.asking import undone
from tests.proof.leaks.making import made
from tests.proof.leaks.world import World

NOW = datetime(2026, 3, 20, 10, 30, tzinfo=CHINA)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with (
        django_db_blocker.unblock(),
        time_machine.travel(NOW, tick=False),
        undone(),
        override_settings(REQUIRE_SECOND_FACTOR=False, CODE_SENDER="tests.noninterference.outbox.Outbox"),
    ):
        yield made(NOW)
