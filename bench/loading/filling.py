"""Fills the tables up to a number of matters, by two processes where there are many."""

from collections.abc import Sequence
from datetime import datetime
from random import Random

from django.db import connection, transaction
from tqdm import tqdm

from bench.loading.county import SEED, County
from bench.loading.entries import entries_of
from bench.loading.lots import Life, Lots
from bench.loading.rows import (
    Tables,
    clock_rows,
    document_of,
    intake_row,
    involvement_rows,
    matter_row,
    party_row,
    sealed_rows,
)
from bench.loading.tables import Row, Table, copy, write
from bench.processes import pool
from linli.core.matters.models import Matter
from linli.core.matters.search import store
from linli.core.matters.search.facets import index_sql
from linli.core.matters.search.words import BETWEEN
from linli.core.procedures import shelf
from linli.ground.people.actor import SYSTEM

CHUNK = 5_000
WORTH_TWO = 50_000


def fill(wanted: int, *, now: datetime, many: bool) -> int:
    """Bring the number of matters to `wanted`; `many`: twelve entries each. Returns how many were added."""
    there = Matter.objects.visible_to(SYSTEM, sealed=True).count()
    starts = range(there, wanted, CHUNK)
    shares = [(start, min(start + CHUNK, wanted), now, many) for start in starts]
    if not shares:
        return 0
    _without_inverted_indexes()
    with tqdm(total=wanted - there, desc="matters", disable=None) as bar:
        if connection.vendor == "postgresql" and wanted - there >= WORTH_TWO:
            with pool() as processes:
                for done in processes.map(_fill_share, shares):
                    bar.update(done)
        else:
            for share in shares:
                bar.update(_fill_share(share))
    _with_inverted_indexes()
    return wanted - there


def tidy_up() -> None:
    """Let the database learn what it holds, as the nightly maintenance would."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _fill_share(share: tuple[int, int, datetime, bool]) -> int:
    first, end, now, many = share
    county = County.read()
    lots, dice = Lots(county, seed=SEED + first, now=now), Random(SEED - first)
    lives = [lots.life(index) for index in range(first, end)]
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with (
                connection.cursor() as cursor
            ):  # what is loaded refers to what is there; checking it costs most
                cursor.execute("SET LOCAL session_replication_role = replica")
        for table, rows in rows_of(lives, county, dice, many=many):
            write(table, rows)
        _keep_words(lives)
    return len(lives)


def rows_of(
    lives: Sequence[Life], county: County, dice: Random, *, many: bool
) -> list[tuple[Table, list[Row]]]:
    """Return the rows of each table for these lives."""
    tables, procedure = Tables(), shelf.current("requests")
    return [
        (tables.matter, [matter_row(life, tables.matter, procedure) for life in lives]),
        (tables.party, [party_row(life, tables.party, dice) for life in lives]),
        (
            tables.involvement,
            [row for life in lives for row in involvement_rows(life, tables.involvement, dice)],
        ),
        *sealed_rows([life for life in lives if life.is_sealed], tables, dice, county),
        (tables.clock, [row for life in lives for row in clock_rows(life, tables.clock, dice)]),
        (tables.intake, [intake_row(life, tables.intake, dice) for life in lives]),
        (
            tables.entry,
            [
                row
                for life in lives
                for row in entries_of(life, tables.entry, dice, names=county.names, many=many)
            ],
        ),
    ]


def _keep_words(lives: Sequence[Life]) -> None:
    documents = [document_of(life) for life in lives if not life.is_sealed]
    if connection.vendor != "postgresql":
        store.keep(documents)
        return
    rows = (
        (each.matter_id, each.words, _vector({*each.tokens, *each.marks} - {BETWEEN})) for each in documents
    )
    copy("matters_search", ["matter_id", "words", "tokens"], rows)


def _vector(lexemes: set[str]) -> str:
    return " ".join("'" + each.replace("\\", "\\\\").replace("'", "''") + "'" for each in sorted(lexemes))


def _without_inverted_indexes() -> None:
    """Drop the two indexes that are made far more quickly at the end than row by row."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX IF EXISTS matter_facets, matters_search_tokens")


def _with_inverted_indexes() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET maintenance_work_mem = '512MB'")
            cursor.execute(store.POSTGRESQL[1])
            cursor.execute(index_sql())
