"""What a PostgreSQL says of the tables it holds, asked of its own catalogue: the rules under which a cell can be moved."""

from collections.abc import Callable, Sequence
from typing import Any

Ask = Callable[[str], Sequence[tuple[Any, ...]]]

OURS = "relnamespace = current_schema()::regnamespace"
NOTHING: dict[str, str] = {
    "triggers of ours": f"""
        SELECT c.relname || '.' || tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
        WHERE NOT tgisinternal AND c.{OURS}""",
    "rewrite rules": f"""
        SELECT c.relname || '.' || rulename FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class
        WHERE c.{OURS} AND rulename <> '_RETURN'""",
    "views, materialised views, foreign or partitioned tables": f"""
        SELECT relname FROM pg_class WHERE relkind IN ('v', 'm', 'f', 'p') AND {OURS}""",
    "functions of ours": """
        SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace""",
    "row-level security": f"SELECT relname FROM pg_class WHERE (relrowsecurity OR relforcerowsecurity) AND {OURS}",
    "tables that inherit": f"""
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE c.relkind = 'r' AND c.{OURS}""",
    "tables without a primary key": f"""
        SELECT relname FROM pg_class c WHERE relkind = 'r' AND {OURS}
        AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)""",
    "foreign keys into another schema": f"""
        SELECT c.relname || '.' || conname FROM pg_constraint k
        JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class f ON f.oid = k.confrelid
        WHERE k.contype = 'f' AND c.{OURS} AND f.relnamespace <> c.relnamespace""",
    "extensions within the cell": """
        SELECT extname FROM pg_extension WHERE extnamespace = current_schema()::regnamespace AND extname <> 'plpgsql'""",
    "indexes that were left half built": f"""
        SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisvalid AND c.{OURS}""",
    "sequences that stand alone": f"""
        SELECT relname FROM pg_class c WHERE relkind = 'S' AND {OURS}
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'i')""",
    "columns filled from a sequence": f"""
        SELECT c.relname || '.' || a.attname FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.adnum
        WHERE c.{OURS} AND pg_get_expr(d.adbin, d.adrelid) LIKE 'nextval%'""",
}
SMALL_KEYS = f"""
    SELECT c.relname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_type t ON t.oid = a.atttypid
    WHERE c.relkind = 'r' AND c.{OURS} AND attidentity <> '' AND t.typname IN ('int2', 'int4')"""
COUNTED_KEYS = SMALL_KEYS.replace("('int2', 'int4')", "('int2', 'int4', 'int8')")

# Tables of others whose keys count in 32 bits. On a Citus worker node such a key cannot be given out ("nextval: reached
# maximum value of sequence"), through the coordinator it can; none of these is written while a centre works.
SMALL_KEYS_OF_OTHERS = {
    "django_content_type": "one row a model, written by migrations",
    "auth_permission": "three rows a model, written by migrations",
    "auth_group": "never written: posts and roles are ours",
    "account_emailaddress": "never written: staff sign in by name, and nobody has mail here",
    "account_emailconfirmation": "never written, for the same reason",
}


def broken(ask: Ask) -> dict[str, list[str]]:
    """Return what is there of the things that must not be, by name. `ask` runs one query in the cell."""
    found = {name: [str(row[0]) for row in ask(query)] for name, query in NOTHING.items()}
    found["keys that count in 32 bits"] = [
        row[0] for row in ask(SMALL_KEYS) if row[0] not in SMALL_KEYS_OF_OTHERS
    ]
    return {name: rows for name, rows in found.items() if rows}
