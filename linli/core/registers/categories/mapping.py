"""Which column is what: found by the names that such columns usually have, or said in a mapping file.

A mapping file (TOML) may hold `levels = [...]`, `level_codes = [...]`, or `name`, `code`, `parent`, `parent_name`,
`children`, each the heading (or JSON key) used in the file, and `prefix`, put before every code.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

LEVEL = re.compile(r"^(?:type_|category_|cat_)?(?:l|level|lvl)_?([1-9])(?:_?name)?$", re.IGNORECASE)
LEVEL_CODE = re.compile(r"^(?:type_|category_|cat_)?(?:l|level|lvl)_?([1-9])_?(?:id|code)$", re.IGNORECASE)
NUMERALS = "一二三四五六七八九"
CHINESE_LEVEL = re.compile(rf"^(?:第)?([{NUMERALS}])级(?:分类|类别|类目|标签|事项)?(?:名称)?$")
CHINESE_CODE = re.compile(
    rf"^(?:第)?([{NUMERALS}])级(?:分类|类别|类目|标签|事项)?(?:代码|编码|编号|id)$", re.IGNORECASE
)
SIZES = ("大类", "中类", "小类", "细类")

NAME = (
    "name",
    "label",
    "title",
    "service_name",
    "名称",
    "分类",
    "分类名称",
    "类别",
    "类别名称",
    "事项",
    "事项名称",
)
CODE = (
    "code",
    "service_code",
    "id",
    "value",
    "slug",
    "代码",
    "编码",
    "编号",
    "分类代码",
    "分类编码",
    "类别代码",
)
PARENT = (
    "parent_code",
    "parent_id",
    "parent",
    "pid",
    "上级代码",
    "上级编码",
    "父级代码",
    "父级编码",
    "上级",
    "父级",
)
PARENT_NAME = ("parent_name", "上级名称", "父级名称")
CHILDREN = ("children", "items", "subcategories", "sub_categories", "下级", "子类")


class WrongMapping(ValueError):
    """The mapping does not fit the file, or is not one; says why, for people."""


@dataclass(frozen=True)
class Mapping:
    """The headings of a file. Either `levels` (one column a level, codes beside them) or `name` is set."""

    levels: tuple[str, ...] = ()
    level_codes: tuple[str, ...] = ()
    name: str = ""
    code: str = ""
    parent: str = ""
    parent_name: str = ""
    children: str = ""
    prefix: str = ""

    @classmethod
    def from_file(cls, path: Path) -> "Mapping":
        """Read a mapping file. Raises WrongMapping."""
        try:
            said = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise WrongMapping(_("对照文件读不懂：%(error)s") % {"error": error}) from error
        if unknown := set(said) - {one.name for one in fields(cls)}:
            raise WrongMapping(_("对照文件里有不认识的项：%(names)s") % {"names": "、".join(sorted(unknown))})
        tidy: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in said.items()}
        return cls(**tidy)

    def filled_for(self, columns: Iterable[str]) -> "Mapping":
        """Return this mapping with what it leaves open found among `columns`. Raises WrongMapping."""
        there = [column for column in columns if column]
        missing = {
            column for column in (*self.levels, *self.level_codes, *self._single()) if column not in there
        }
        if missing:
            raise WrongMapping(_("文件里没有这些列：%(names)s") % {"names": "、".join(sorted(missing))})
        if self.levels or self.name:
            return self
        return _guess(there, self.prefix)

    def _single(self) -> tuple[str, ...]:
        return tuple(column for column in (self.name, self.code, self.parent, self.parent_name) if column)


def _guess(columns: list[str], prefix: str) -> Mapping:
    levels, codes = _levels(columns)
    if levels:
        return Mapping(levels=levels, level_codes=codes, prefix=prefix)
    name = first(NAME, columns)
    if not name and len(columns) == 1:
        name = columns[0]
    if not name:
        raise WrongMapping(_("认不出哪一列是分类名称。请用对照文件写明。"))
    code = first(CODE, columns)
    parent, parent_name = first(PARENT, columns), first(PARENT_NAME, columns)
    return Mapping(
        name=name, code="" if code == name else code, parent=parent, parent_name=parent_name, prefix=prefix
    )


def first(known: Iterable[str], columns: Iterable[str]) -> str:
    """Return the first column that goes by one of the known names, "" if none does."""
    by_name = {column.casefold(): column for column in reversed(list(columns))}
    return next((by_name[name] for name in known if name in by_name), "")


def _levels(columns: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    names: dict[int, str] = {}
    codes: dict[int, str] = {}
    for column in columns:
        for pattern, found in (
            (LEVEL, names),
            (LEVEL_CODE, codes),
            (CHINESE_LEVEL, names),
            (CHINESE_CODE, codes),
        ):
            if match := pattern.match(column.strip()):
                found.setdefault(_number(match[1]), column)
        if column in SIZES:
            names.setdefault(SIZES.index(column) + 1, column)
    if sorted(names) != list(range(1, len(names) + 1)):
        return (), ()
    ordered = tuple(names[level] for level in sorted(names))
    complete = sorted(codes) == sorted(names)
    return ordered, tuple(codes[level] for level in sorted(codes)) if complete else ()


def _number(text: str) -> int:
    return NUMERALS.index(text) + 1 if text in NUMERALS else int(text)
