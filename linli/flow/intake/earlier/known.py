"""What the rows of an old table point to: units, channels, categories, areas; added where the mapping allows it."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext as _

from linli.core.matters.models import Category, Channel
from linli.core.registers.categories import Finder
from linli.flow.intake.earlier.mapping import Mapping
from linli.ground.people.imports.report import RowWrong
from linli.ground.people.models import Unit, UnitAlias, UnitKind
from linli.ground.people.queries import duty_unit
from linli.ground.places.models import Area, Level

Thing = TypeVar("Thing")


class Known:
    """Finds things by code or name, each looked up once. All methods raise RowWrong for what is unknown."""

    def __init__(self, mapping: Mapping, *, on: date) -> None:
        self.mapping = mapping
        self.home = duty_unit(on=on)
        self._units = {unit.code: unit for unit in Unit.objects.all()}
        self._names = {(alias.unit_id, alias.name): alias for alias in UnitAlias.objects.all()}
        self._channels = {channel.code: channel for channel in Channel.objects.all()}
        self._channels |= {channel.name: channel for channel in self._channels.values()}
        self._categories = Finder()
        self._areas = {level: _areas_by_code_and_name(level) for level in (Level.TOWN, Level.VILLAGE)}

    def unit(self, code: str, name: str, *, on: date) -> Unit:
        """Return the unit with this code; another name for it than the one we know is kept as an alias with its days."""
        unit = self._units.get(code) or self._add(
            "units", self._units, code, lambda: self._new_unit(code, name)
        )
        if unit is None:
            raise RowWrong(
                _("没有代码为%(code)s的单位。请先导入单位，或在对照表里允许新增。") % {"code": code}
            )
        if name and name != unit.name:
            self._keep_alias(unit, name, on)
        return unit

    def channel(self, text: str) -> Channel:
        found = self._channels.get(text) or self._add(
            "channels", self._channels, text, lambda: Channel.objects.create(code=_code(text), name=text)
        )
        if found is None:
            raise RowWrong(_("没有来源渠道“%(text)s”。") % {"text": text})
        return found

    def category(self, code: str, names: tuple[str, ...]) -> Category | None:
        """Return the category by its code, its names from the root, or both where one alone is shared by several."""
        if not code and not any(names):
            return None
        found = self._categories.find(names, code=code)
        if found is None:
            said = code or "/".join(names)
            raise RowWrong(
                _("没有分类“%(said)s”，或者有几个同名的。请先导入分类，并用代码对照。") % {"said": said}
            )
        return found

    def area(self, level: Level, text: str) -> Area | None:
        """Return the town or village; an unknown one is left open, since the words of the place are kept."""
        return self._areas[level].get(text) if text else None

    def _add(self, what: str, kept: dict[str, Thing], key: str, make: Callable[[], Thing]) -> Thing | None:
        if not key or not self.mapping.adds(what):
            return None
        kept[key] = make()
        return kept[key]

    def _new_unit(self, code: str, name: str) -> Unit:
        return Unit.objects.create(
            code=code, name=name or code, kind=UnitKind.DEPARTMENT, area=self.home.area, parent=self.home
        )

    def _keep_alias(self, unit: Unit, name: str, on: date) -> None:
        alias = self._names.get((unit.id, name))
        if alias is None:
            alias = UnitAlias.objects.create(unit=unit, name=name, valid_from=on, valid_to=on)
            self._names[unit.id, name] = alias
        elif (alias.valid_from and on < alias.valid_from) or (alias.valid_to and on > alias.valid_to):
            alias.valid_from = min(alias.valid_from or on, on)
            alias.valid_to = max(alias.valid_to or on, on)
            alias.save(update_fields=["valid_from", "valid_to"])


def _areas_by_code_and_name(level: Level) -> dict[str, Area]:
    areas = list(Area.objects.filter(level=level))
    return {area.name: area for area in areas} | {area.code: area for area in areas}


def _code(text: str) -> str:
    return "old-" + text.casefold()[:28]
