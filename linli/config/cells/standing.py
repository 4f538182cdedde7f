"""Whether this process stands in its own cell, with no more rights than it needs. Asks the database; changes nothing."""

from collections.abc import Callable, Iterator
from typing import Any

import click
from django.conf import settings
from django.db import DatabaseError, connection

from linli.config import health
from linli.config.cells.ledger import APPEND_ONLY, CHANGES
from linli.config.doctor import Finding

TIMEOUTS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
MEND = "Run what `linli cell create {cell}` prints, then `linli prepare` as the owner (docs/operate/province.md)."

Look = Callable[[str], Iterator[str]]


def stand(cell: str) -> list[Finding]:
    """Look at everything; where the schema is not the cell's, at nothing else."""
    if connection.vendor != "postgresql":
        return [
            _wrong("A cell is a schema of a PostgreSQL, and this database is none.", "Set LINLI_DATABASE.")
        ]
    schema = _ask("SELECT current_schema()")
    if schema != cell:
        said = f"The cell is {cell}, but this role works in the schema {schema}."
        return [
            _wrong(
                said, f"ALTER ROLE … SET search_path = {cell}, ext; or mend LINLI_DATABASE, or LINLI_CELL."
            )
        ]
    found = [_wrong(said, MEND.format(cell=cell)) for look in LOOKS for said in look(cell)]
    return found or [Finding("cell", "ok", f"{cell}, as {_ask('SELECT current_user')}")]


def stand_or_stop() -> None:
    """Stop the start of a process that does not stand in its cell. Without LINLI_CELL there is nothing to hold it to."""
    if not settings.CELL:
        return
    try:
        found = stand(settings.CELL)
    except DatabaseError as error:
        raise click.ClickException(
            f"The cell {settings.CELL} cannot be looked at: {error}".strip()
        ) from error
    finally:
        let_go()
    wrong = [f"- {one.said}\n  {one.mend}" for one in found if one.level == "wrong"]
    if wrong:
        raise click.ClickException("This process does not stand in its cell:\n" + "\n".join(wrong))


def may_make_tables() -> bool:
    """Tell whether this role makes tables, as the owner does; the role of the web processes need not, if none is missing.

    Raises ClickException where it would be done in another schema than the cell's, or must be done and this role may not.
    """
    if connection.vendor != "postgresql":
        return True
    schema = _ask("SELECT current_schema()")
    if settings.CELL and schema != settings.CELL:
        raise click.ClickException(
            f"The cell is {settings.CELL}, but this role works in the schema {schema}. Nothing was done."
        )
    if _ask("SELECT has_schema_privilege(current_schema(), 'CREATE')"):
        return True
    if missing := health.unapplied():
        raise click.ClickException(
            f"{missing} migrations were not run, and this role may not change tables. Run `linli prepare` as the owner."
        )
    return False


def let_go() -> None:
    """Close what was opened to look, so that no process started from here shares it."""
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]


def path_stands_on_the_role(cell: str) -> Iterator[str]:
    carried = _carried()
    if not carried.get("search_path", "").replace('"', "").startswith(cell):
        yield "The search path does not stand on the role, so a pooler or a node of a cluster would not know it."


def timeouts(cell: str) -> Iterator[str]:
    for name in TIMEOUTS:
        if _ask("SELECT current_setting(%s)", name) == "0":
            yield f"{name} is not set: one slow statement could hold everybody up."


def owns_nothing(cell: str) -> Iterator[str]:
    owner = _ask("SELECT pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname = %s", cell)
    if _ask("SELECT pg_has_role(current_user, %s, 'MEMBER')", owner):
        yield f"This role is the owner {owner}, or may act as it: it could change the ledger and drop tables."


def creates_nothing(cell: str) -> Iterator[str]:
    for schema in (cell, "public"):
        if _ask("SELECT has_schema_privilege(oid, 'CREATE') FROM pg_namespace WHERE nspname = %s", schema):
            yield f"This role may make tables in the schema {schema}."
    if _ask("SELECT has_database_privilege(current_database(), 'CREATE')"):
        yield "This role may make schemas."


def ledger_is_append_only(cell: str) -> Iterator[str]:
    for table, columns in APPEND_ONLY.items():
        if _ask("SELECT to_regclass(%s) IS NULL", table):
            yield f"There is no table {table}."
            continue
        for right in CHANGES:
            if _ask("SELECT has_table_privilege(%s, %s)", table, right):
                yield f"This role may {right} {table}."
        for column in _changeable(table) - set(columns):
            yield f"This role may change {table}.{column}."


def extensions_stand_apart(cell: str) -> Iterator[str]:
    query = (
        "SELECT extname, nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = extnamespace"
        " WHERE nspname NOT IN ('ext', 'pg_catalog')"
    )
    for name, schema in _rows(query):
        yield f"The extension {name} stands in the schema {schema}, not in ext."


def sees_no_other_cell(cell: str) -> Iterator[str]:
    query = (
        "SELECT nspname FROM pg_namespace WHERE nspname NOT IN (%s, 'ext', 'public', 'information_schema')"
        " AND nspname NOT LIKE 'pg\\_%%' AND nspname NOT LIKE 'citus%%' AND has_schema_privilege(oid, 'USAGE')"
    )
    for (schema,) in _rows(query, cell):
        yield f"This role may use the schema {schema}, which is not its cell."


def _changeable(table: str) -> set[str]:
    query = (
        "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped"
        " AND has_column_privilege(attrelid, attnum, 'UPDATE')"
    )
    return {name for (name,) in _rows(query, table)}


def _carried() -> dict[str, str]:
    """Return what is set on this role itself, in every database or in this one."""
    query = (
        "SELECT unnest(setconfig) FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = setrole WHERE rolname = current_user"
        " AND setdatabase IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))"
    )
    return dict(row[0].split("=", 1) for row in _rows(query))


def _rows(query: str, *params: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, params or None)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def _ask(query: str, *params: Any) -> Any:
    rows = _rows(query, *params)
    return rows[0][0] if rows else None


def _wrong(said: str, mend: str) -> Finding:
    return Finding("cell", "wrong", said, mend)


LOOKS: list[Look] = [
    path_stands_on_the_role,
    timeouts,
    owns_nothing,
    creates_nothing,
    ledger_is_append_only,
    extensions_stand_apart,
    sees_no_other_cell,
]
