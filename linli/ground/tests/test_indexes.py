"""An index is built beside the work, and again after a build that was cut short."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.db.migrations.state import ProjectState

from linli.ground.indexes import AddIndexBesideWork, NotByItself, RemoveIndexBesideWork

NAME = "storedfile_beside"


@pytest.fixture
def states():
    before = ProjectState.from_apps(apps)
    after = before.clone()
    operation().state_forwards("files", after)
    return before, after


def operation():
    return AddIndexBesideWork("storedfile", models.Index(fields=["stored_at", "id"], name=NAME))


def run(act, *states):
    with connection.schema_editor(atomic=False) as editor:
        act("files", editor, *states)


def there():
    with connection.cursor() as cursor:
        return NAME in connection.introspection.get_constraints(cursor, "files_storedfile")


@pytest.mark.django_db(transaction=True)
def test_an_index_comes_and_goes(states):
    before, after = states
    run(operation().database_forwards, before, after)
    assert there()
    run(operation().database_backwards, after, before)
    assert not there()
    run(operation().database_forwards, before, after)
    run(RemoveIndexBesideWork("storedfile", NAME).database_forwards, after, before)
    assert not there()
    run(RemoveIndexBesideWork("storedfile", NAME).database_backwards, before, after)
    assert there()
    run(operation().database_backwards, after, before)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL builds beside the work")
@pytest.mark.django_db(transaction=True)
def test_what_a_build_that_was_cut_short_left_is_taken_away(states):
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE INDEX {NAME} ON files_storedfile (id)")
    run(operation().database_forwards, *states)
    with connection.cursor() as cursor:
        assert connection.introspection.get_constraints(cursor, "files_storedfile")[NAME]["columns"] == [
            "stored_at",
            "id",
        ]
    run(operation().database_backwards, *reversed(states))
    run(operation().database_backwards, *reversed(states))


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL builds beside the work")
@pytest.mark.django_db
def test_a_migration_that_forgot_to_stand_outside_a_transaction_is_told_so(states):
    with pytest.raises(NotByItself, match="atomic = False"):
        run(operation().database_forwards, *states)
