"""Every table of this program can live in a cell that is moved from machine to machine: the rules, held against the real
models and, on PostgreSQL, against what the migrations really made.
"""

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from tests.architecture.source import none
from tests.proof.growth.catalogue import COUNTED_KEYS, SMALL_KEYS_OF_OTHERS, broken

# Tables with a key that a database counts up. Each is of another project, or joins two tables of ours and is never named.
COUNTED = {"auth_group_permissions", "mfa_authenticator", "django_migrations", *SMALL_KEYS_OF_OTHERS}

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="asks PostgreSQL's own catalogue"
)


def every_model():
    return apps.get_models(include_auto_created=True)


def is_counted(model):
    return isinstance(model._meta.pk, models.AutoField)


def test_staff_have_a_table_of_our_own_with_a_key_that_no_database_counts():
    staff = apps.get_model(settings.AUTH_USER_MODEL)
    assert staff.__module__.startswith("linli.")
    assert isinstance(staff._meta.pk, models.UUIDField)
    assert settings.DEFAULT_AUTO_FIELD == "django.db.models.BigAutoField"


def test_no_key_of_ours_is_counted_by_the_database():
    ours = [model for model in every_model() if model.__module__.startswith("linli.") and is_counted(model)]
    wrong = [model._meta.label for model in ours if not model._meta.auto_created]
    none(wrong, "Give it `id = models.UUIDField(primary_key=True, default=uuid7, editable=False)`.")
    small = [model._meta.label for model in ours if not isinstance(model._meta.pk, models.BigAutoField)]
    none(small, "A key that counts in 32 bits cannot be given out on a worker node of a cluster.")


def test_tables_of_others_with_small_keys_are_those_that_are_known_and_explained():
    small = {
        model._meta.db_table
        for model in every_model()
        if is_counted(model) and not isinstance(model._meta.pk, models.BigAutoField)
    }
    assert small - {"auth_group_permissions"} <= set(SMALL_KEYS_OF_OTHERS)


def test_nothing_is_ordered_by_a_key_that_the_database_counts():
    wrong = [
        model._meta.label
        for model in every_model()
        if is_counted(model) and {"id", "-id", "pk", "-pk"} & {str(part) for part in model._meta.ordering}
    ]
    none(
        wrong, "On a cluster each node gives keys from a range of its own: their order says nothing of time."
    )


def test_no_table_of_ours_inherits_lies_elsewhere_or_is_not_kept_by_migrations():
    ours = [model for model in every_model() if model.__module__.startswith("linli.")]
    none([each._meta.label for each in ours if each._meta.parents], "No table inherits another's columns.")
    none([each._meta.label for each in ours if not each._meta.managed], "Migrations make every table.")
    none([each._meta.label for each in ours if "." in each._meta.db_table], "A table names no schema.")
    none([each._meta.label for each in ours if each._meta.db_tablespace], "A table names no place on a disk.")


def test_no_constraint_of_ours_waits_for_the_end_of_the_transaction():
    wrong = [
        f"{model._meta.label}.{constraint.name}"
        for model in every_model()
        for constraint in model._meta.constraints
        if getattr(constraint, "deferrable", None)
    ]
    none(wrong, "On a cluster a deferred constraint fails at COMMIT with an internal error.")


@on_postgresql
@pytest.mark.django_db
def test_the_tables_that_migrations_made_break_no_rule():
    def ask(query):
        with connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()

    assert broken(ask) == {}
    joins = {model._meta.db_table for model in every_model() if model._meta.auto_created}
    assert {row[0] for row in ask(COUNTED_KEYS)} <= COUNTED | joins
