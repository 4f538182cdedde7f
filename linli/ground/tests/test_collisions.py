"""Whoever tries again knows what may succeed then, on a plain database and on a cluster."""

import pytest
from django.db import DataError, IntegrityError, InternalError, OperationalError

from linli.ground.collisions import is_collision


class Said(Exception):
    def __init__(self, sqlstate):
        self.sqlstate = sqlstate


def caused(error, sqlstate):
    error.__cause__ = Said(sqlstate)
    return error


@pytest.mark.parametrize(
    "error",
    [
        IntegrityError("UNIQUE constraint failed"),
        caused(IntegrityError(), "23505"),
        caused(OperationalError(), "40001"),
        caused(OperationalError(), "40P01"),
        caused(
            InternalError("could not commit transaction for shard 102 on at least one active node"), "XX000"
        ),
    ],
)
def test_two_acts_that_met_are_told_on_a_plain_database_and_on_a_cluster(error):
    assert is_collision(error)


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("server closed the connection"),
        caused(OperationalError(), "57014"),
        caused(DataError(), "22001"),
    ],
)
def test_what_would_fail_again_is_not_called_a_collision(error):
    assert not is_collision(error)
