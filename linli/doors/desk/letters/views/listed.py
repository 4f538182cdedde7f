"""All letters that were issued: the book of outgoing letters."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.doors.desk.letters.forms import SpanForm
from linli.doors.desk.letters.shown import rows_of, standing_of
from linli.doors.desk.shown.downloads import csv_download
from linli.flow.outcomes.letters import queries
from linli.flow.outcomes.letters.kinds import label_of
from linli.ground.people.doorway import StaffRequest, staff_required
from linli.lib.spreadsheets.writing import Value

PAGE = 50


@require_safe
@staff_required("matters.see")
def listed(request: StaffRequest) -> HttpResponseBase:
    form, (since, until) = _span(request)
    rows, mark = queries.page_of(
        queries.issued(request.actor, since=since, until=until),
        after=request.GET.get("after", ""),
        size=PAGE,
    )
    query = "&".join(f"{name}={day.isoformat()}" for name, day in (("since", since), ("until", until)) if day)
    context = {"rows": rows_of(rows), "form": form, "query": query, "mark": mark}
    return render(request, "desk_letters/listed.html", context)


@require_safe
@staff_required("matters.see")
def export(request: StaffRequest) -> HttpResponseBase:
    _form, (since, until) = _span(request)
    header = [
        *(_("文号"), _("文书"), _("事项编号"), _("出具单位"), _("出具人")),
        *(_("出具日期"), _("送达日期"), _("状态")),
    ]
    return csv_download("letters", header, _lines(request, since, until))


def _span(request: StaffRequest) -> tuple[SpanForm, tuple[date | None, date | None]]:
    form = SpanForm(request.GET or None)
    said = form.cleaned_data if form.is_valid() else {}
    return form, (said.get("since"), said.get("until"))


def _lines(request: StaffRequest, since: date | None, until: date | None) -> Iterator[Sequence[Value]]:
    rows = queries.issued(request.actor, since=since, until=until)
    for row in rows.iterator(chunk_size=500):
        yield [
            row.number,
            label_of(row.kind),
            row.matter.number,
            row.unit.name,
            row.issued_by.name if row.issued_by else "",
            row.issued_at,
            queries.delivered_on(row),
            standing_of(row),
        ]
