"""Which operations of a migration the program of the release before, and everybody at work, can live with."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from linli.ground.indexes import AddIndexBesideWork, RemoveIndexBesideWork

# Shipped before the rules, and taken as they are: none of them ran in a centre at work.
BEFORE_THE_RULES = {
    ("clocks", "0002_accountability"),
    ("clocks", "0003_tasks"),
    ("intake", "0002_sealed"),
    ("matters", "0002_search"),
    ("matters", "0003_accountability"),
    ("matters", "0004_sealed"),
    ("people", "0002_programs"),
    ("registers", "0002_accountability"),
    ("routing", "0002_dated_places"),
    ("statistics", "0002_honest_rates"),
}
MANY_ROWS = {("matters", "matter"), ("matters", "entry"), ("matters", "sealedentry"), ("statistics", "tally")}


def with_many_rows() -> set[tuple[str, str]]:
    """Return the models that have rows for each matter, by app and name."""
    matter = apps.get_model("matters", "Matter")
    beside = {
        (model._meta.app_label, str(model._meta.model_name))
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.fields
        if field.remote_field and field.remote_field.model is matter
    }
    return MANY_ROWS | beside


def later() -> list[tuple[str, str]]:
    """Return the migrations of ours that are held against the rules: all but the first of each app and those before."""
    loader = MigrationLoader(None)
    return sorted(
        key
        for key, migration in loader.disk_migrations.items()
        if migration.__module__.startswith("linli.") and not migration.initial and key not in BEFORE_THE_RULES
    )


def broken(
    app: str, migration: migrations.Migration, before: ProjectState, many: set[tuple[str, str]]
) -> Iterator[str]:
    """Yield what is wrong with each operation, in order. `before` is the state of all models before the migration."""
    state, new = before.clone(), set[tuple[str, str]]()
    beside = [
        each for each in migration.operations if isinstance(each, AddIndexBesideWork | RemoveIndexBesideWork)
    ]
    if beside and (migration.atomic or len(migration.operations) > 1):
        yield "an index is built beside the work by a migration of its own with `atomic = False`"
    for operation in migration.operations:
        name = str(getattr(operation, "model_name", getattr(operation, "name", ""))).lower()
        if isinstance(operation, migrations.CreateModel):
            new.add((app, name))
        elif (app, name) not in new:
            is_large = (app, name) in many
            yield from (
                f"{operation.describe()}: {said}"
                for said in _wrong(app, operation, state, migration, is_large)
            )
        operation.state_forwards(app, state)


def _wrong(app: str, operation: Any, state: ProjectState, migration: Any, is_large: bool) -> Iterator[str]:
    if isinstance(operation, migrations.RenameField | migrations.RenameModel | migrations.AlterModelTable):
        yield "the old program knows the old name only"
    if isinstance(operation, migrations.RemoveField | migrations.DeleteModel) and not getattr(
        migration, "contracts", False
    ):
        yield "the old program still uses it; in the next release, with `contracts = True`"
    if isinstance(operation, migrations.AddField) and not _may_be_left_out(operation.field):
        yield "the old program leaves it out: null, or a `db_default`"
    if isinstance(operation, migrations.RunPython | migrations.RunSQL) and not operation.reversible:
        yield "there is no way back: `RunPython.noop` at least"
    if is_large and type(operation) is migrations.AddIndex:
        yield "everybody waits while it is built: AddIndexBesideWork"
    if is_large and isinstance(operation, migrations.AddConstraint):
        yield "everybody waits while every row is looked at"
    if isinstance(operation, migrations.AlterField):
        old = state.models[app, operation.model_name_lower].fields[operation.name]
        yield from _altered(old, operation.field, is_large)


def _may_be_left_out(field: models.Field) -> bool:
    return field.many_to_many or field.null or field.has_db_default() or getattr(field, "generated", False)


def _altered(old: Any, new: Any, is_large: bool) -> Iterator[str]:
    if old.null and not new.null:
        yield "the old program may still write null"
    if is_large and ((new.unique and not old.unique) or (new.db_index and not old.db_index)):
        yield "everybody waits while its index is built"
    kinds = [_kind(field) for field in (old, new)]
    if kinds[0] != kinds[1] and not _is_wider(*kinds):
        yield f"every row is written anew, or the old program's values no longer fit: {kinds[0]} → {kinds[1]}"


def _kind(field: models.Field) -> str:
    """Return the type of the column; that of a key of another table is that table's."""
    if field.remote_field:
        return "key"
    return str(field.db_type(connection))


def _is_wider(old: str, new: str) -> bool:
    def length(kind: str) -> int:
        return int(kind.partition("(")[2].rstrip(")") or 10**9)

    return old.partition("(")[0] == new.partition("(")[0] == "varchar" and length(new) >= length(old)
