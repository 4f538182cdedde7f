"""Past orders from a file: each row a question, and the unit that had it; rows that are not understood are reported."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from uuid import UUID

from django.utils.translation import gettext as _

from linli.core import capability
from linli.core.matters.models import Severity
from linli.core.registers.categories import Finder
from linli.flow.routing.deciding import Question
from linli.ground.people.imports.report import RowWrong
from linli.ground.people.queries.units import Directory
from linli.ground.places.models import Area, AreaAlias, Level
from linli.lib.spreadsheets import BadRow, Row, open_table

NAMES = {
    "day": ["create_time", "收到时间", "日期"],
    "town": ["street", "乡镇街道", "街道"],
    "village": ["community", "村社区", "社区"],
    "level1": ["type_l1", "一级分类"],
    "level2": ["type_l2", "二级分类"],
    "level3": ["type_l3", "三级分类"],
    "category": ["分类", "分类代码", "type_l3_id"],
    "unit": ["dispose_unit", "责任单位", "处置单位"],
    "severity": ["轻重"],
    "kind": ["property", "类型"],
}
NOTHING = ("", "-", "—", "无")  # as tables say that nothing was told
LEVELS = ("level1", "level2", "level3")


@dataclass
class Read:
    """What a file asks: how often each question, by the unit that had it (None: not told or not known)."""

    questions: Counter[tuple[Question, UUID | None]] = field(default_factory=Counter)
    bad: list[BadRow] = field(default_factory=list)
    strangers: Counter[str] = field(default_factory=Counter)

    @property
    def rows(self) -> int:
        return sum(self.questions.values())


def read_file(source: Path | bytes, *, on: date, severity: str = "") -> Read:
    """Read a CSV or XLSX file of past orders. Names of units hold as on the day of the row, else on `on`.

    `severity`: what rows count as that do not say it; "" fits only rules that speak of every severity.

    A category that the centre does not have, or a place, makes a row unusable; a unit that it does not have only leaves
    open who had it (`strangers`). Raises Unreadable.
    """
    read, known = Read(), Known(on, severity)
    with open_table(source, names=NAMES) as table:
        for row in table:
            try:
                question = known.question(row)
            except RowWrong as error:
                read.bad.append(BadRow(row.line, str(error)))
                continue
            unit = known.unit(row)
            if unit is None and row["unit"]:
                read.strangers[row["unit"]] += 1
            read.questions[question, unit] += 1
        read.bad += table.bad
    read.bad.sort(key=lambda one: one.line)
    return read


class Known:
    """What the words of a row mean here; everything is loaded once."""

    def __init__(self, on: date, severity: str = "") -> None:
        self.on, self.severity = on, severity
        self._finder, self._directory = Finder(), Directory.load()
        self._areas = {level: _areas(level) for level in (Level.TOWN, Level.VILLAGE)}
        self._kinds = {str(kind.label): kind.code for one in capability.every() for kind in one.kinds}
        self._severities = {str(label): value for value, label in Severity.choices}

    def question(self, row: Row) -> Question:
        """Return what the row asks. Raises RowWrong."""
        village = self._area(Level.VILLAGE, row["village"])
        town = self._area(Level.TOWN, row["town"])
        return Question(
            kind=self._kinds.get(row["kind"], ""),
            severity=self._severity(row["severity"]),
            category_id=self._category(row),
            town_id=town.id if town else village.parent_id if village else None,
            village_id=village.id if village else None,
        )

    def unit(self, row: Row) -> UUID | None:
        unit = self._directory.named(row["unit"], self._day(row)) if row["unit"] else None
        return unit.id if unit else None

    def _day(self, row: Row) -> date:
        text = row["day"][:10].replace("/", "-")
        try:
            return date.fromisoformat(text) if text else self.on
        except ValueError:
            return self.on

    def _category(self, row: Row) -> UUID | None:
        chain = [row[level] for level in LEVELS if row[level] not in NOTHING]
        if not chain and not row["category"]:
            return None
        found = self._finder.find(chain or row["category"].split("/"), code=row["category"])
        if found is None:
            said = "/".join(chain) or row["category"]
            raise RowWrong(_("没有分类“%(said)s”。") % {"said": said})
        return found.pk

    def _area(self, level: Level, text: str) -> Area | None:
        if text in NOTHING:
            return None
        found = self._areas[level].get(text)
        if found is None:
            raise RowWrong(_("没有地域“%(said)s”。") % {"said": text})
        return found

    def _severity(self, text: str) -> str:
        if text and text not in self._severities and text not in Severity.values:
            raise RowWrong(_("轻重写的是“%(text)s”。请写小事、大事、急事或难事。") % {"text": text})
        return self._severities.get(text, text) or self.severity


def _areas(level: Level) -> dict[str, Area]:
    """Return the areas by every name they go by and by code; a name of today wins over an alias."""
    areas = list(Area.objects.filter(level=level))
    aliases = AreaAlias.objects.filter(area__level=level).select_related("area")
    found = {alias.name: alias.area for alias in aliases}
    return found | {area.name: area for area in areas} | {area.code: area for area in areas}
