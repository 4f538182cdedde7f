"""Staff from a table: account, name, phone, unit, post, role, cells. First passwords are made, never read."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from linli.ground.people.actions.accounts import new_password
from linli.ground.people.actor import Actor, Refused
from linli.ground.people.imports.report import Report, RowWrong, needed
from linli.ground.people.models import CellDuty, CellPosting, Post, Posting, Role, Staff, Unit
from linli.ground.people.queries import Directory
from linli.ground.places.models import Cell
from linli.lib.spreadsheets import Row, open_table

NAMES = {
    "username": ["账号", "用户名"],
    "name": ["姓名"],
    "phone": ["电话", "手机", "工作电话"],
    "unit": ["单位", "单位代码", "单位名称"],
    "post": ["岗位"],
    "role": ["角色"],
    "cells": ["网格", "网格编码"],
    "duty": ["网格职责"],
}
SEPARATORS = re.compile(r"[;；、,，\s]+")


@dataclass(frozen=True)
class FirstPassword:
    """Hand this to the person, then forget it; it must be changed at the first login."""

    username: str
    name: str
    password: str


@dataclass
class StaffReport(Report):
    """What the import did, with the first passwords of the new accounts."""

    passwords: list[FirstPassword] = field(default_factory=list)


@dataclass
class _Office:
    """What rows refer to, loaded once."""

    on: date
    units: dict[str, Unit] = field(default_factory=lambda: {unit.code: unit for unit in Unit.objects.all()})
    names: Directory = field(default_factory=Directory.load)
    roles: dict[str, Role] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for role in Role.objects.all():
            self.roles[role.code] = self.roles[role.name] = role

    def unit(self, text: str) -> Unit:
        unit = self.units.get(text) or self.names.named(text, self.on)
        if unit is None:
            raise RowWrong(_("没有单位“%(text)s”。请先导入单位。") % {"text": text})
        return unit


def import_staff(
    source: Path | bytes,
    *,
    actor: Actor,
    now: datetime,
    on: date,
    progress: Callable[[Iterator[Row]], Iterator[Row]] = iter,
) -> StaffReport:
    """Make accounts and postings from a CSV or XLSX table, a row at a time; bad rows are reported, the others taken.

    An account that exists keeps its password. Raises Refused, Unreadable.
    """
    if not actor.may("people.edit"):
        raise Refused("people.edit")
    report, office = StaffReport(), _Office(on)
    with open_table(source, names=NAMES, required=["username", "name", "unit"]) as table:
        for row in progress(iter(table)):
            try:
                with transaction.atomic():
                    _take(row, office, report)
            except RowWrong as error:
                report.refuse(row, error)
        report.bad += table.bad
    report.bad.sort(key=lambda bad: bad.line)
    return report


def _take(row: Row, office: _Office, report: StaffReport) -> None:
    username = Staff.normalize_username(needed(row, "username", _("账号")))
    name = needed(row, "name", _("姓名"))
    unit = office.unit(needed(row, "unit", _("单位")))
    known = Staff.objects.filter(username=username).first()
    password = new_password()
    staff = known or Staff(username=username, password=make_password(password), must_change_password=True)
    staff.name, staff.phone = name, row["phone"]
    staff.save()
    _appoint(row, staff, unit, office)
    _serve(row, staff, office)
    if known:
        report.changed += 1
    else:
        report.passwords.append(FirstPassword(username, name, password))
        report.added += 1


def _appoint(row: Row, staff: Staff, unit: Unit, office: _Office) -> None:
    if not row["post"] and not row["role"]:
        return
    post = Post.objects.filter(unit=unit, name=row["post"] or row["role"]).first()
    if post is None:
        role = office.roles.get(row["role"])
        if role is None:
            raise RowWrong(_("没有角色“%(role)s”，也没有这个岗位。") % {"role": row["role"]})
        post = Post.objects.create(unit=unit, role=role, name=row["post"] or role.name)
    Posting.objects.get_or_create(staff=staff, post=post, defaults={"valid_from": office.on})


def _serve(row: Row, staff: Staff, office: _Office) -> None:
    codes = [code for code in SEPARATORS.split(row["cells"]) if code]
    cells = {cell.code: cell for cell in Cell.objects.filter(code__in=codes)} if codes else {}
    if missing := [code for code in codes if code not in cells]:
        raise RowWrong(_("没有网格 %(codes)s。请先导入网格。") % {"codes": "、".join(missing)})
    duty = _duty(row["duty"])
    for cell in cells.values():
        CellPosting.objects.get_or_create(
            cell=cell, staff=staff, duty=duty, defaults={"valid_from": office.on}
        )


def _duty(text: str) -> str:
    for duty in CellDuty:
        if text in (duty.value, str(duty.label)):
            return duty.value
    if text:
        raise RowWrong(_("没有“%(duty)s”这种网格职责。") % {"duty": text})
    return CellDuty.WORKER.value
