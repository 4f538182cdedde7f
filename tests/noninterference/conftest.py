"""The year and its two worlds, once for all tests of a module."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.db import connection
from django.test import override_settings

from .asking import repeatable, undone
from .haystacks import logged
from .lives import Lived, accused
from .worlds import World, look
from .year import NOW, Year, lived, work


@dataclass
class Worlds:
    """What everybody was answered before and after the complaints lived."""

    before: World
    after: World
    lived: Lived
    year: Year
    log: str
    temporary: Path


@pytest.fixture(scope="module")
def year(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Year]:
    demonstration = {"DEMONSTRATION": True, "VAR": tmp_path_factory.mktemp("year")}
    work = {"REQUIRE_SECOND_FACTOR": False, "CODE_SENDER": "tests.noninterference.outbox.Outbox"}
    with (
        django_db_blocker.unblock(),
        time_machine.travel(NOW, tick=False),
        undone(),
        override_settings(**work),
    ):
        with override_settings(**demonstration), repeatable(b"year"):
            made = lived()
        yield made


@pytest.fixture(scope="module")
def worlds(year: Year, tmp_path_factory: Any) -> Worlds:
    temporary = tmp_path_factory.mktemp("temporary")
    with patch.object(tempfile, "tempdir", str(temporary)), logged() as lines:
        before = look(year)
        with as_committed():
            lived = accused([year.staff("respondent")], year.holders, now=year.now, work=work)
        after = look(year, before)
    return Worlds(before, after, lived, year, lines.getvalue(), temporary)


@contextmanager
def as_committed() -> Iterator[None]:
    """Carry out what waits for the commit of what happens inside, though these tests never commit."""
    waiting = len(connection.run_on_commit)
    yield
    for each in connection.run_on_commit[waiting:]:
        each[1]()
