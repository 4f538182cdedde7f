"""The program asks its database for nothing that a cell on a cluster, or behind a pooler, would not do alike."""

import ast
import re
from pathlib import Path

from django.db.migrations import RunPython, RunSQL
from django.db.migrations.loader import MigrationLoader

from tests.architecture.source import PACKAGE, ROOT, at, calls, dotted, is_test, none, ours, tree

# Words of SQL that a cluster refuses or takes otherwise, or that a pooler in transaction mode loses.
WORDS = {
    r"CREATE\s+(CONSTRAINT\s+)?TRIGGER": "triggers are not supported on tables of a cluster",
    r"CREATE\s+(OR\s+REPLACE\s+)?(RECURSIVE\s+)?VIEW": "no row can be written through a view",
    r"MERGE\s+INTO": "INSERT … ON CONFLICT does it everywhere",
    r"\bINHERITS\s*\(": "tables of a cell cannot inherit",
    r"RENAME\s+CONSTRAINT": "drop and add it",
    r"PREPARE\s+TRANSACTION": "no transaction over several servers",
    r"SET\s+CONSTRAINTS": "silently ignored on a cluster",
    r"SET\s+LOCAL|\bset_config\s*\(": "does not reach the node of the cell; what lasts is set on the role",
    r"ISOLATION\s+LEVEL|\bSERIALIZABLE\b": "row locks; a cluster reports a conflict as an internal error",
    r"ROW\s+LEVEL\s+SECURITY|CREATE\s+POLICY": "who sees what is `visible_to`",
    r"\bpg_notify\b|\bLISTEN\b|\bUNLISTEN\b": "lost behind a pooler, and local to a node",
    r"\bpg_(try_)?advisory": "local to a node, and of the session; rows are locked instead",
    r"CREATE\s+EXTENSION": "extensions stand in a schema of their own, made by the operator",
    r"CREATE\s+(UNLOGGED\s+)?(GLOBAL\s+|LOCAL\s+)?TEMP": "temporary tables outlive a transaction behind a pooler",
    r"\bWITH\s+HOLD\b": "cursors that outlive a transaction are lost behind a pooler",
    r"SET\s+search_path": "the path stands on the role",
}
NAMES = {
    "constraint_name": "none on a cluster: look at the key that was to be unique, or at sqlstate",
    "diag": "its names are none on a cluster",
    "loaddata": "sets sequences that a cluster gives out in ranges",
    "set_isolation_level": "row locks",
    "isolation_level": "row locks",
    "CreateExtension": "extensions stand in a schema of their own, made by the operator",
    "TrigramExtension": "the same",
    "BtreeGistExtension": "the same",
}
# These say so to others, or only read and at one moment: a long look by the operator, told about in docs/operate/province.md.
SAYING = {"linli/config/cells", "linli/core/matters/ledger/verifying"}

# Migrations that change tables and rows in one: shipped before the rule, and why they are safe all the same.
BOTH = {
    "routing.0002_dated_places": "the rows are those of roles, the table is that of rules: no change of rows waits on it",
    "matters.0002_search": "its Python makes a table and an index, and touches no row",
}


def shipped() -> list[Path]:
    found = [
        path for path in ours() if path.suffix == ".py" and path.is_relative_to(PACKAGE) and not is_test(path)
    ]
    return [path for path in found if not str(path.relative_to(ROOT)).startswith(tuple(SAYING))]


def strings(path: Path):
    """Yield every string of a file that is not a docstring."""
    said = {
        id(node.body[0].value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node


def test_no_statement_says_what_a_cluster_or_a_pooler_would_not_do_alike():
    found = [
        f"{at(path, node)}: {why}"
        for path in shipped()
        for node in strings(path)
        for word, why in WORDS.items()
        if re.search(word, node.value, re.IGNORECASE if " " in word or "\\s" in word else 0)
    ]
    none(
        found, "Write it so that it works on a plain PostgreSQL, in a cell of a cluster, and behind a pooler."
    )


def test_nothing_hangs_on_names_that_only_a_plain_database_tells():
    found = []
    for path in shipped():
        for node in ast.walk(tree(path)):
            name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
            if name in NAMES:
                found.append(f"{at(path, node)}: {name}: {NAMES[name]}")
    none(found, "Ask otherwise.")


def test_no_data_is_loaded_from_fixtures():
    found = [str(path.relative_to(ROOT)) for path in ours() if "fixtures" in path.parts]
    none(found, "Data comes through the importers and the actions: fixtures set sequences.")


def test_who_catches_a_collision_catches_also_what_a_cluster_says_at_commit():
    """A cluster reports a late collision as InternalError XX000: `is_collision` knows it, IntegrityError alone does not."""
    found = []
    for path in shipped():
        for node in ast.walk(tree(path)):
            caught = node.type if isinstance(node, ast.ExceptHandler) else None
            names = {dotted(part) for part in ast.walk(caught)} if caught is not None else set()
            if isinstance(node, ast.Call) and dotted(node) in ("suppress", "contextlib.suppress"):
                names = {dotted(part) for part in node.args}
            if names & {"IntegrityError", "db.IntegrityError"}:
                found.append(at(path, node))
    none(found, "Use `linli.ground.collisions.is_collision`.")


def migrations():
    loader = MigrationLoader(None)
    for (app, name), migration in sorted(loader.disk_migrations.items()):
        if migration.__module__.startswith("linli."):
            yield f"{app}.{name}", migration


def test_rows_and_tables_are_changed_in_separate_migrations():
    both = {
        name
        for name, migration in migrations()
        if any(isinstance(each, RunPython | RunSQL) for each in migration.operations)
        and (name in BOTH or any(not isinstance(each, RunPython | RunSQL) for each in migration.operations))
    }
    assert both == set(BOTH), (
        "Change tables in one migration and rows in the next: a table with waiting checks cannot change."
    )


def test_no_migration_changes_the_kind_of_a_key_or_adds_a_counted_one():
    found = []
    for name, migration in migrations():
        for operation in migration.operations:
            field = getattr(operation, "field", None)
            kind = type(operation).__name__
            if kind == "AlterField" and field.primary_key:
                found.append(f"{name}: {operation.describe()}")
            if kind == "AddField" and type(field).__name__ in ("AutoField", "BigAutoField", "SmallAutoField"):
                found.append(f"{name}: {operation.describe()}")
    none(found, "A cluster refuses it: choose the key when the table is made.")


def test_indexes_are_built_beside_the_work_only_by_what_can_be_tried_again():
    """A build that was cut short leaves a half index under its name; `AddIndexBesideWork` takes it away first."""
    found = [
        at(path, call)
        for path in shipped()
        for call in calls(path)
        if dotted(call).rpartition(".")[2] in ("AddIndexConcurrently", "RemoveIndexConcurrently")
    ]
    none(found, "Use `linli.ground.indexes.AddIndexBesideWork` and `RemoveIndexBesideWork`.")
