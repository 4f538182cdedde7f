"""A copy and what is kept, as a page shows them."""

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.core import capability
from linli.core.matters.models import Matter
from linli.core.personal_data import declaring, keeping
from linli.doors.portal import queries
from linli.ground.files.queries import open_file
from linli.ground.files.serving import tidy_name

IN_MEMORY = 1 << 20

LABELS: dict[str, str | Promise] = {
    "number": _("编号"),
    "category": _("分类"),
    "area": _("所在地方"),
    "unit": _("办理单位"),
    "role": _("身份"),
    "identity": _("核实到什么程度"),
    "name": _("姓名"),
    "phone": _("电话"),
    "address": _("地址"),
    "longitude": _("经度"),
    "latitude": _("纬度"),
    "kind": _("种类"),
    "size": _("大小（字节）"),
    "sha256": _("校验值"),
    "at": _("时间"),
    "who": _("谁"),
    "what": _("什么事"),
    "said": _("说了什么"),
    "told": _("经过"),
    "entries": _("记录条数"),
    "count": _("条数（内部工作记录）"),
    "parts": _("密封的部分"),
    "files": _("文件数"),
    "key": _("提交编号"),
    "verb": _("什么时候"),
    "stage": _("状态"),
    "narrative": _("内容"),
    "people": _("有关的人"),
    "respondents": _("反映的对象"),
}


@dataclass(frozen=True)
class Line:
    """One thing that a copy says: what it is called, and its value or the lines within it."""

    label: str
    value: str
    within: tuple["Line", ...] = ()


@dataclass(frozen=True)
class Part:
    label: str
    purpose: str
    until: str
    lines: tuple[Line, ...]


def parts_of(copy: dict[str, Any]) -> list[Part]:
    """Return the parts of a copy as lines to read."""
    tables = {one.name: one.tables for one in declaring.every()}
    return [
        Part(
            part["label"],
            part["purpose"],
            part["kept_until"] or "",
            tuple(_lines(part["says"], tables.get(part["name"], ()))),
        )
        for part in copy["parts"]
    ]


def _lines(says: Any, tables: tuple[str, ...]) -> Iterator[Line]:
    if isinstance(says, dict):
        for key, value in says.items():
            if isinstance(value, dict | list) and value:
                yield Line(_called(key, tables), "", tuple(_lines(value, tables)))
            elif value not in ("", None, []):
                yield Line(_called(key, tables), str(value))
    elif isinstance(says, list):
        for value in says:
            within = tuple(_lines(value, tables)) if isinstance(value, dict | list) else ()
            yield Line("", "" if within or isinstance(value, dict | list) else str(value), within)


def _called(key: str, tables: tuple[str, ...]) -> str:
    if key in LABELS:
        return str(LABELS[key])
    for table in tables:
        try:
            field = apps.get_model(table)._meta.get_field(key) if "." in table else None
        except FieldDoesNotExist:
            continue
        if field is not None:
            return str(getattr(field, "verbose_name", key))
    return key


def zipped(matter: Matter, data: bytes) -> IO[bytes]:
    """Return an archive of the data and of the files that the resident may see, rewound."""
    held: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - the response closes it
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("data.json", data)
        for place, one in enumerate(queries.attachments_of(matter), start=1):
            with open_file(one.file) as stored:
                archive.writestr(f"files/{place}-{tidy_name(one.name, one.file.kind)}", stored.read())
    held.seek(0)
    return held


@dataclass(frozen=True)
class Kept:
    """A kind of data that is kept, what for and how long."""

    label: str
    purpose: str
    how_long: str


def everything_kept(now: datetime) -> list[Kept]:
    """Return what this centre keeps about people beside a matter, and for how long."""
    on = timezone.localdate(now)
    own = _("和事项一样久")
    return [
        Kept(
            str(one.label),
            str(one.purpose),
            str(own if one.keep == declaring.MATTER else _months(one.keep, on)),
        )
        for one in declaring.every()
    ]


@dataclass(frozen=True)
class Period:
    """How long the matters of one kind of business are kept, and the article that allows it."""

    label: str
    basis: str
    how_long: str


def periods(now: datetime) -> list[Period]:
    on = timezone.localdate(now)
    said = [(one, one.personal_data) for one in capability.every()]
    return [
        Period(str(one.label), data.basis, str(_months(data.keep, on)))
        for one, data in said
        if data is not None
    ]


def _months(keep: str, on: Any) -> str:
    length = keeping.months(keep, on=on)
    if length == keeping.FOREVER:
        return str(_("长期保存"))
    return str(_("办结后%(months)s个月")) % {"months": length}
