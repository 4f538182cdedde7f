"""Where the pairs are kept: one plain table with an inverted index on PostgreSQL, one FTS5 table on SQLite.

Neither is a model: the two databases do not share a column type for it, and nothing else may lean on it. Both can be
made anew from the matters at any time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models.expressions import RawSQL

from linli.core.matters.search.facets import index_sql
from linli.core.matters.search.words import BETWEEN, pairs

POSTGRESQL = (
    "CREATE TABLE matters_search (matter_id uuid PRIMARY KEY, words text NOT NULL, tokens tsvector NOT NULL)",
    "CREATE INDEX matters_search_tokens ON matters_search USING gin (tokens) WITH (fastupdate = off)",
)
SQLITE = (
    "CREATE VIRTUAL TABLE matters_search USING fts5"
    "(matter_id UNINDEXED, marks, tokens, tokenize = 'unicode61 remove_diacritics 0')",
)
LOW_BITS = (1 << 62) - 1  # the random part of a UUIDv7


@dataclass(frozen=True)
class Document:
    """What is kept of one matter: its words, their pairs, and marks for its ten days and for who may see it."""

    matter_id: UUID
    words: str
    tokens: Sequence[str]
    marks: Sequence[str]


def create(schema_editor: BaseDatabaseSchemaEditor) -> None:
    statements = (*POSTGRESQL, index_sql()) if _is_postgresql(schema_editor) else SQLITE
    for statement in statements:
        schema_editor.execute(statement)


def drop(schema_editor: BaseDatabaseSchemaEditor) -> None:
    if _is_postgresql(schema_editor):
        schema_editor.execute("DROP INDEX matter_facets")
    schema_editor.execute("DROP TABLE matters_search")


def keep(documents: Iterable[Document]) -> None:
    """Write the documents over what was kept of the same matters."""
    if connection.vendor == "postgresql":
        _keep_postgresql(documents)
    else:
        _keep_sqlite(documents)


def forget(matter_ids: Iterable[UUID]) -> None:
    """Delete what was kept of these matters."""
    is_postgresql = connection.vendor == "postgresql"
    column = "matter_id" if is_postgresql else "rowid"
    keys = [(each,) if is_postgresql else (each.int & LOW_BITS,) for each in matter_ids]
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM matters_search WHERE {column} = %s", keys)  # noqa: S608


def scrub() -> None:
    """Take what was deleted out of the index itself: SQLite's keeps the words of deleted rows until it is merged."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO matters_search(matters_search) VALUES ('optimize')")


def matching(runs: Sequence[str], any_of: Iterable[Sequence[str]] = ()) -> RawSQL:
    """Return a subquery of the ids of matters that contain every run and bear a mark of each set in `any_of`."""
    if connection.vendor == "postgresql":
        return _matching_postgresql(runs, any_of)
    return _matching_sqlite(runs, any_of)


def sharing(groups: Iterable[Sequence[str]], any_of: Iterable[Sequence[str]] = (), *, most: int) -> RawSQL:
    """Return a subquery of the ids of the newest matters, at most `most`, that contain a pair of each of `groups` and
    bear a mark of each set in `any_of`. Ids are ordered by time; as text, so that no index tempts to walk through all.
    """
    if connection.vendor == "postgresql":
        wanted = ["(" + " | ".join(map(_lexeme, each)) + ")" for each in (*groups, *any_of)]
        sql = "SELECT matter_id FROM matters_search WHERE tokens @@ %s::tsquery ORDER BY matter_id::text DESC LIMIT %s"
        return RawSQL(sql, [" & ".join(wanted), most])  # noqa: S611
    wanted = ["tokens : (" + " OR ".join(f'"{pair}"' for pair in pairs) + ")" for pairs in groups]
    wanted += ["marks : (" + " OR ".join(f'"{mark}"' for mark in marks) + ")" for marks in any_of]
    sql = (
        "SELECT matter_id FROM matters_search WHERE matters_search MATCH %s ORDER BY matter_id DESC LIMIT %s"
    )
    return RawSQL(sql, [" AND ".join(f"({each})" for each in wanted), most])  # noqa: S611


def _keep_postgresql(documents: Iterable[Document]) -> None:
    rows = [
        (each.matter_id, each.words, sorted({*each.tokens, *each.marks} - {BETWEEN})) for each in documents
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO matters_search (matter_id, words, tokens) VALUES (%s, %s, array_to_tsvector(%s::text[]))"
            " ON CONFLICT (matter_id) DO UPDATE SET words = excluded.words, tokens = excluded.tokens",
            rows,
        )


def _keep_sqlite(documents: Iterable[Document]) -> None:
    rows = [
        (each.matter_id.int & LOW_BITS, each.matter_id.hex, " ".join(each.marks), " ".join(each.tokens))
        for each in documents
    ]
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM matters_search WHERE rowid = %s", [row[:1] for row in rows])
        cursor.executemany(
            "INSERT INTO matters_search (rowid, matter_id, marks, tokens) VALUES (%s, %s, %s, %s)", rows
        )


def _matching_postgresql(runs: Sequence[str], any_of: Iterable[Sequence[str]]) -> RawSQL:
    wanted = [_lexeme(pair) for run in runs for pair in pairs(run)]
    wanted += ["(" + " | ".join(map(_lexeme, marks)) + ")" for marks in any_of]
    longer = [run for run in runs if len(run) > 2]  # of two characters the pair itself is the proof
    sql = "SELECT matter_id FROM matters_search WHERE tokens @@ %s::tsquery AND words LIKE ALL (%s::text[])"
    return RawSQL(sql, [" & ".join(wanted), [f"%{_plain(run)}%" for run in longer]])  # noqa: S611


def _matching_sqlite(runs: Sequence[str], any_of: Iterable[Sequence[str]]) -> RawSQL:
    wanted = ['tokens : "' + " ".join(pairs(run)) + '"' for run in runs]
    wanted += ["marks : (" + " OR ".join(f'"{mark}"' for mark in marks) + ")" for marks in any_of]
    sql = "SELECT matter_id FROM matters_search WHERE matters_search MATCH %s"
    return RawSQL(sql, [" AND ".join(f"({each})" for each in wanted)])  # noqa: S611


def _lexeme(token: str) -> str:
    return "'" + token.replace("\\", "\\\\").replace("'", "''") + "'"


def _plain(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _is_postgresql(schema_editor: BaseDatabaseSchemaEditor) -> bool:
    return schema_editor.connection.vendor == "postgresql"
