"""Everything that the tables hold of one invented matter, apart from its entries."""

import json
from collections.abc import Sequence
from datetime import timedelta
from random import Random

from bench.loading.county import County
from bench.loading.lots import Life, key_of
from bench.loading.tables import Row, Table
from linli.core.clocks.models import Clock
from linli.core.matters.models import Entry, Involvement, KeyHolder, Matter, MatterKey, Party, Recusal
from linli.core.matters.search import store
from linli.core.matters.search.facets import decade, decade_mark
from linli.core.matters.search.indexing import area_mark, unit_mark
from linli.core.matters.search.words import tidy, tokens
from linli.core.procedures.procedure import Procedure
from linli.flow.intake.models import Intake
from linli.ground.people.vault import contact_index, sealer
from linli.lib.identifiers import luhn_digit

WITH_PHONE = 0.7
RECEIPT_LENGTH = 420


class Tables:
    """The tables that are filled, in an order that respects what refers to what."""

    def __init__(self) -> None:
        self.matter = Table(Matter)
        self.party = Table(Party)
        self.involvement = Table(Involvement)
        self.clock = Table(Clock)
        self.intake = Table(Intake)
        self.entry = Table(Entry)
        self.key, self.holder, self.recusal = Table(MatterKey), Table(KeyHolder), Table(Recusal)

    @property
    def all(self) -> list[Table]:
        return [self.matter, self.party, self.involvement, self.clock, self.intake, self.entry]


def number_of(life: Life) -> str:
    """Return a well-formed receipt number: the day, a place in it that looks random, the check digit."""
    body = f"{life.received_at:%y%m%d}{life.number * 611953 % 1_000_000:06d}"
    return body + luhn_digit(body)


def matter_row(life: Life, table: Table, procedure: Procedure) -> Row:
    closed_at = None if life.is_open else life.received_at + timedelta(days=4)
    return table.row(
        id=life.id,
        number=number_of(life),
        code_digest=f"{life.id.int:064x}",
        capability="requests",
        kind=life.kind,
        procedure=procedure.name,
        procedure_version=procedure.version,
        state=life.states[-1],
        is_open=life.is_open,
        is_sealed=life.is_sealed,
        outcome="" if life.is_open else "solved",
        version=len(life.states),
        title="密封事项" if life.is_sealed else life.title,
        text="" if life.is_sealed else life.text,
        severity=life.severity,
        category_id=life.category,
        channel_id=life.channel[0],
        town_id=life.spot.town,
        village_id=life.spot.village,
        cell_id=life.spot.cell,
        place=life.place,
        unit_id=life.unit,
        handler_id=life.handler[0] if life.handler else None,
        involved=" ".join(f"i{unit}" for unit in life.passed_through),
        received_at=life.received_at,
        due_at=life.due_at,
        closed_at=closed_at,
        was_late=life.was_late,
    )


def party_row(life: Life, table: Table, dice: Random) -> Row:
    """Return the requester; every telephone is another one, from a range that no network assigns."""
    key = key_of(life.received_at, dice)
    phone = f"199{dice.randrange(10**8):08d}" if dice.random() < WITH_PHONE else ""
    name = "王小满" if phone else ""
    return table.row(
        id=key,
        matter_id=life.id,
        role="requester",
        identity="reachable" if phone else "anonymous",
        name_sealed=sealer().seal(name, bound_to=f"party:{key}:name"),
        phone_sealed=sealer().seal(phone, bound_to=f"party:{key}:phone"),
        contact_index=contact_index(phone) if phone else "",
    )


def sealed_rows(
    lives: Sequence[Life], tables: Tables, dice: Random, county: County
) -> list[tuple[Table, list[Row]]]:
    """Return the key of each sealed matter, one holder, and two marks of those it is about."""
    keys, holders, recusals = tables.key, tables.holder, tables.recusal
    staff = [one for unit in county.staff.values() for one in unit]
    return [
        (
            keys,
            [keys.row(matter_id=one.id, public=dice.randbytes(32), made_at=one.received_at) for one in lives],
        ),
        (
            holders,
            [
                holders.row(
                    id=key_of(one.received_at, dice),
                    matter_id=one.id,
                    way="staff",
                    staff_id=dice.choice(staff)[0],
                    wrapped=dice.randbytes(81),
                    granted_at=one.received_at,
                )
                for one in lives
            ],
        ),
        (
            recusals,
            [
                recusals.row(
                    id=key_of(one.received_at, dice), matter_id=one.id, mark=dice.randbytes(32).hex()
                )
                for one in lives
                for _ in range(2)
            ],
        ),
    ]


def involvement_rows(life: Life, table: Table, dice: Random) -> list[Row]:
    at = life.received_at
    return [
        table.row(id=key_of(at, dice), matter_id=life.id, unit_id=unit, since=at, received_at=at)
        for unit in life.passed_through
    ]


def clock_rows(life: Life, table: Table, dice: Random) -> list[Row]:
    """Return the clock of the answer and, while the matter is open, one of its unit."""
    clocks = [_clock(life, table, dice, "reply", "matter")]
    return [*clocks, _clock(life, table, dice, "contact", "unit")] if life.is_open else clocks


def _clock(life: Life, table: Table, dice: Random, name: str, level: str) -> Row:
    at, stopped = life.received_at, None if life.is_open else life.received_at + timedelta(days=4)
    return table.row(
        id=key_of(at, dice),
        matter_id=life.id,
        name=name,
        level=level,
        unit_id=life.unit if level == "unit" else None,
        amount=5,
        measure="working_day",
        source="市民热线办理规定（示例）",
        warns=json.dumps([0.6, 0.9]),
        calendar="cn",
        acts=json.dumps([{"kind": "stop", "at": stopped.isoformat()}] if stopped else []),
        started_at=at,
        due_at=life.due_at,
        stopped_at=stopped,
        was_late=life.was_late,
        round=1,
        rebased_at=at,
        next_at=life.due_at if life.is_open else None,
    )


def intake_row(life: Life, table: Table, dice: Random) -> Row:
    return table.row(
        key=f"bench-{life.id}",
        digest=f"{life.id.int:064x}",
        matter_id=life.id,
        receipt_sealed=dice.randbytes(RECEIPT_LENGTH),
        received_at=life.received_at,
    )


def document_of(life: Life) -> store.Document:
    words = tidy("\n".join([number_of(life), life.title, life.place, life.text]))
    marks = [decade_mark(decade(life.received_at)), *map(unit_mark, life.passed_through)]
    marks += [area_mark(life.spot.town), area_mark(life.spot.village)]
    return store.Document(life.id, words, tokens([words]), marks)
