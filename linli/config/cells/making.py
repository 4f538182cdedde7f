"""The SQL that makes a cell, as a text for the database's administrator to read and run. Nothing here asks a database."""

import re
from dataclasses import dataclass

NAME = re.compile(r"(?!pg_|public$|ext$|information_schema$)[a-z][a-z0-9_]{0,39}")
DATABASE = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,62}")

# What a role carries into every session, also behind a pooler and on every node of a cluster.
RUNNING = {
    "statement_timeout": "30s",
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "60s",
    "jit": "off",
    "timezone": "UTC",
}
# Migrations give way rather than let a queue build up behind them; what they do may take long.
OWNING = {
    "lock_timeout": "2s",
    "idle_in_transaction_session_timeout": "10min",
    "jit": "off",
    "timezone": "UTC",
}


class NameWrong(Exception):
    """The name cannot be that of a cell; the words say why."""


@dataclass(frozen=True)
class Cell:
    """A cell by its name, which is the name of its schema and of the role that owns it."""

    name: str

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name):
            raise NameWrong(
                f"{self.name!r} cannot name a cell: a small letter first, then small letters, figures and _, "
                "40 characters at most, and no name that the database itself uses."
            )

    @property
    def owner(self) -> str:
        return self.name

    @property
    def app(self) -> str:
        """Return the role of the web processes and workers."""
        return f"{self.name}_app"


def sql_of_the_database(database: str) -> str:
    """Return what is done once a database, before its first cell."""
    if not DATABASE.fullmatch(database):
        raise NameWrong(f"{database!r} is not the name of a database.")
    return f"""\
-- Once in the database "{database}", as its superuser; again does no harm. On Citus: on the coordinator, before any cell.
CREATE SCHEMA IF NOT EXISTS ext;
GRANT USAGE ON SCHEMA ext TO PUBLIC;
REVOKE ALL ON SCHEMA public FROM PUBLIC;
REVOKE TEMPORARY ON DATABASE "{database}" FROM PUBLIC;
-- Linli needs no extension. Those that you want stand in ext, for example:
-- CREATE EXTENSION IF NOT EXISTS pg_stat_statements SCHEMA ext;
"""


def sql_of(cell: Cell, *, on_citus: bool) -> str:
    """Return what makes one cell: two roles, a schema, what each may, what each carries into its sessions."""
    schema = f"CREATE SCHEMA {cell.name} AUTHORIZATION {cell.owner};"
    if on_citus:
        schema = (
            "SET citus.enable_schema_based_sharding = on;  -- for this one statement only\n"
            f"{schema}\nSET citus.enable_schema_based_sharding = off;"
        )
    return f"""\
-- The cell {cell.name}, as superuser. Give each role a password afterwards: \\password {cell.owner}, \\password {cell.app}
CREATE ROLE {cell.owner} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
CREATE ROLE {cell.app} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
{schema}
REVOKE ALL ON SCHEMA {cell.name} FROM PUBLIC;
GRANT USAGE ON SCHEMA {cell.name} TO {cell.app};
ALTER DEFAULT PRIVILEGES FOR ROLE {cell.owner} IN SCHEMA {cell.name}
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {cell.app};
ALTER DEFAULT PRIVILEGES FOR ROLE {cell.owner} IN SCHEMA {cell.name}
    GRANT USAGE, SELECT ON SEQUENCES TO {cell.app};
{_carried(cell.owner, cell.name, OWNING)}
{_carried(cell.app, cell.name, RUNNING)}
"""


def _carried(role: str, schema: str, settings: dict[str, str]) -> str:
    lines = [f"ALTER ROLE {role} SET search_path = {schema}, ext;"]
    lines += [f"ALTER ROLE {role} SET {name} = '{value}';" for name, value in settings.items()]
    return "\n".join(lines)
