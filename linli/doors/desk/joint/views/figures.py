"""How departments come when they are called: a table with its denominators, a chart, the same to take away."""

from collections.abc import Iterator, Sequence

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.doors.desk.joint.asked import Asked
from linli.doors.desk.shown.downloads import csv_download
from linli.flow.handling.joint.figures import Department, Measure, by_department
from linli.ground.look import parts
from linli.ground.people.doorway import StaffRequest, staff_required
from linli.lib.spreadsheets.writing import Value

COLUMNS: tuple[Measure, ...] = ("called", "reported", "in_time", "missed", "rated")


@require_safe
@staff_required("matters.see")
def page(request: StaffRequest) -> HttpResponseBase:
    """Each department in a span; every number opens its calls."""
    asked = Asked.of(request.GET, today=timezone.localdate())
    found = by_department(request.actor, *asked.span)
    context = {
        "asked": asked,
        "rows": [
            {
                "department": one,
                "cells": [(one.count(name), asked.url(one.unit_id, name)) for name in COLUMNS],
                "share": _percent(one.reported, one.called),
                "effective": f"{one.effective:.1f}" if one.effective is not None else "–",
            }
            for one in found
        ],
        "names": [Asked.measures()[name] for name in COLUMNS],
        "chart": _chart(asked, found),
    }
    return render(request, "desk_joint/figures.html", context)


@require_safe
@staff_required("matters.see")
def export(request: StaffRequest) -> HttpResponseBase:
    asked = Asked.of(request.GET, today=timezone.localdate())
    header = [_("部门"), *(Asked.measures()[name] for name in COLUMNS), _("到场率"), _("平均评价（1到3）")]
    return csv_download("whistle-figures", header, _lines(by_department(request.actor, *asked.span)))


def _lines(found: Sequence[Department]) -> Iterator[Sequence[Value]]:
    for one in found:
        mean = round(one.effective, 2) if one.effective is not None else None
        yield [one.name, *(one.count(name) for name in COLUMNS), _percent(one.reported, one.called), mean]


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}%" if whole else "–"


def _chart(asked: Asked, found: Sequence[Department]) -> parts.Bars:
    drawn = [
        parts.Bar(
            one.name,
            one.called,
            url=asked.url(one.unit_id, "called"),
            marked=one.missed,
            marked_url=asked.url(one.unit_id, "missed"),
        )
        for one in found[:10]
    ]
    return parts.Bars(
        _("各部门被请到场的次数"),
        drawn,
        label_name=_("部门"),
        value_name=_("请到场"),
        marked_name=_("没有来"),
    )
