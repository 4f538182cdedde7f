"""Bring in earlier matters: one matter and one entry a row, counted as the old record says."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from linli.core import capability
from linli.core.matters import ledger
from linli.core.matters.models import Involvement, Matter
from linli.core.matters.numbers import free_number
from linli.core.procedures import shelf
from linli.flow.intake.earlier.known import Known
from linli.flow.intake.earlier.mapping import Mapping
from linli.flow.intake.models import Intake
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.imports.report import Report, RowWrong, day, needed
from linli.ground.places.models import Level
from linli.lib.identifiers import uuid7
from linli.lib.spreadsheets import Row, open_table

CHUNK = 200
LEVELS = "\x1f"

Progress = Callable[[int], object]


@dataclass(frozen=True)
class Earlier:
    """One row, understood."""

    key: str
    matter: Matter
    says: dict[str, Any]


def import_matters(
    source: Path, mapping: Mapping, *, actor: Actor, now: datetime, progress: Progress = lambda done: None
) -> Report:
    """Take the rows of `source` in; bad rows are reported and the others taken. The same table twice changes nothing.

    Raises Refused (without `intake.register`), Unreadable, MappingWrong.
    """
    if not actor.may("intake.register"):
        raise Refused("intake.register")
    report = Report()
    known = Known(mapping, on=timezone.localdate(now))
    headings = {heading for heads in mapping.columns.values() for heading in heads}
    with open_table(source, required=sorted(headings)) as table:
        for rows in _chunks(table.rows):
            with transaction.atomic():
                _take_chunk(rows, mapping, known, report, actor=actor, now=now)
            progress(len(rows))
        report.bad += table.bad
    report.bad.sort(key=lambda bad: bad.line)
    return report


def _take_chunk(
    rows: list[Row], mapping: Mapping, known: Known, report: Report, *, actor: Actor, now: datetime
) -> None:
    understood: list[Earlier] = []
    for row in rows:
        try:
            understood.append(_understand(_mapped(row, mapping), mapping, known))
        except RowWrong as error:
            report.refuse(row, error)
    there = set(Intake.objects.filter(key__in=[one.key for one in understood]).values_list("key", flat=True))
    for one in understood:
        if one.key not in there:
            _keep(one, actor=actor, now=now)
            report.added += 1
            there.add(one.key)


def _mapped(row: Row, mapping: Mapping) -> Row:
    """Return the row under our own names, with old values put into our words."""
    cells: dict[str, str] = dict(mapping.defaults)
    for name, headings in mapping.columns.items():
        between = LEVELS if name == "category_names" else " "
        text = between.join(row[heading] for heading in headings if row[heading])
        words = mapping.values.get(name, {})
        if text in words:
            text = str(words[text])
        elif words and text and "*" in words:
            text = str(words["*"])
        cells[name] = text or cells.get(name, "")
    return Row(row.line, cells)


def _understand(row: Row, mapping: Mapping, known: Known) -> Earlier:
    plug = capability.named(mapping.capability) if mapping.capability else capability.every()[0]
    procedure = shelf.current(plug.procedure_of(row["kind"]) if row["kind"] else plug.procedure)
    received = _moment(row, "received", _("收到时间"))
    on = timezone.localdate(received)
    unit = known.unit(needed(row, "unit", _("单位代码")), row["unit_name"], on=on)
    category = known.category(row["category"], tuple(row["category_names"].split(LEVELS)))
    village, town = known.area(Level.VILLAGE, row["village"]), known.area(Level.TOWN, row["town"])
    late = _late(row)
    matter = Matter(
        id=uuid7(),
        capability=plug.name,
        kind=row["kind"],
        procedure=procedure.name,
        procedure_version=procedure.version,
        state=procedure.end,
        is_open=False,
        outcome=row["outcome"],
        title=(row["title"] or row["text"] or (category.name if category else _("旧系统事项")))[:120],
        text=row["text"],
        category=category,
        channel=known.channel(needed(row, "channel", _("来源渠道"))),
        town_id=town.id if town else village.parent_id if village else None,
        village=village,
        place=row["place"][:200],
        unit=unit,
        involved=f"i{unit.id}",
        received_at=received,
        closed_at=_moment(row, "closed", _("办结时间")) if row["closed"] else None,
        was_late=late,
    )
    says = {
        "source": mapping.source,
        "key": row["key"],
        "late": late,
        "closed": True,
        "unit_name": row["unit_name"],
    }
    return Earlier(f"{mapping.source}:{needed(row, 'key', _('旧编号'))}"[:80], matter, says)


def _moment(row: Row, column: str, heading: str) -> datetime:
    text = needed(row, column, heading)
    moment = parse_datetime(text.replace("/", "-")) if ":" in text else None
    if moment is None:
        on = day(row, column, heading)
        moment = datetime(on.year, on.month, on.day) if on else None  # noqa: DTZ001 - made aware below
    if moment is None:
        raise RowWrong(_("“%(heading)s”是空的。") % {"heading": heading})
    return moment if moment.tzinfo else timezone.make_aware(moment)


def _late(row: Row) -> bool | None:
    text = row["late"].casefold()
    if text in ("", "true", "false"):
        return {"true": True, "false": False}.get(text)
    raise RowWrong(
        _("是否逾期写的是“%(text)s”。请在对照表里说明它是 true 还是 false。") % {"text": row["late"]}
    )


def _keep(one: Earlier, *, actor: Actor, now: datetime) -> None:
    matter = one.matter
    # Only now, when the rows before it have theirs: on a busy day two draw the same number.
    matter.number = free_number(timezone.localdate(matter.received_at))
    matter.save(force_insert=True)
    imported = ledger.Happening(
        "intake.imported", one.says, unit_id=matter.unit_id, happened_at=matter.received_at
    )
    ledger.record_all(matter.id, [imported], actor=actor, now=now, first=True)
    received = matter.received_at
    Involvement.objects.create(matter=matter, unit_id=matter.unit_id, since=received, received_at=received)
    Intake.objects.create(key=one.key, digest="", matter=matter, receipt_sealed=b"", received_at=now)


def _chunks(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk
