"""Indexes that are built and dropped while a centre works, by migrations that may be cut short and run again.

PostgreSQL builds them beside the work (CONCURRENTLY): nobody waits, but it cannot be undone. What a build that was cut short left
behind bears the name of the index, so it is taken away first. On SQLite, whose one writer waits in any case, they are plain.
The migration that uses them sets `atomic = False`, and has one of them only.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddIndex, RemoveIndex

DROP = "DROP INDEX CONCURRENTLY IF EXISTS %s"


class NotByItself(Exception):
    """The migration runs in a transaction, in which no index can be built beside the work."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The migration with the index {name} must say `atomic = False`.")


class AddIndexBesideWork(AddIndex):
    """Add an index; the same again takes away what a first attempt left."""

    atomic = False

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        if _builds_beside(schema_editor, self.index.name):
            schema_editor.execute(_drop(schema_editor, self.index.name), params=None)
            schema_editor.add_index(model, self.index, concurrently=True)  # type: ignore[call-arg]
        else:
            schema_editor.add_index(model, self.index)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        model = from_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        if _builds_beside(schema_editor, self.index.name):
            schema_editor.execute(_drop(schema_editor, self.index.name), params=None)
        else:
            schema_editor.remove_index(model, self.index)


class RemoveIndexBesideWork(RemoveIndex):
    """Drop an index without anybody waiting; dropping it again is no error."""

    atomic = False

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        model = from_state.apps.get_model(app_label, self.model_name)
        if not self.allow_migrate_model(schema_editor.connection.alias, model):
            return
        if _builds_beside(schema_editor, self.name):
            schema_editor.execute(_drop(schema_editor, self.name), params=None)
        else:
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        state = to_state.models[app_label, self.model_name_lower]
        AddIndexBesideWork(self.model_name, state.get_index_by_name(self.name)).database_forwards(
            app_label, schema_editor, from_state, to_state
        )


def _builds_beside(schema_editor: BaseDatabaseSchemaEditor, name: str) -> bool:
    if schema_editor.connection.vendor != "postgresql":
        return False
    if schema_editor.connection.in_atomic_block:
        raise NotByItself(name)
    return True


def _drop(schema_editor: BaseDatabaseSchemaEditor, name: str) -> str:
    return DROP % schema_editor.quote_name(name)
