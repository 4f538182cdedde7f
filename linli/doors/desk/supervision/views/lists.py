"""Lists of supervisions, what is proposed, and what came of it; each as a table to take away."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.doors.desk.shown.downloads import csv_download
from linli.doors.desk.supervision import figures, shown, sides
from linli.doors.desk.supervision.forms import FilterForm
from linli.flow.handling.supervision import rights
from linli.flow.handling.supervision.queries import effects as measured
from linli.flow.handling.supervision.queries import proposals as proposing
from linli.flow.handling.supervision.queries import reading
from linli.flow.handling.supervision.queries.reading import CONDITIONS, VIEWS, Filters
from linli.ground.look import parts
from linli.ground.people.doorway import StaffRequest, staff_required
from linli.lib.spreadsheets.writing import Value
from linli.lib.typed import key_in

ALL = 5_000


@require_safe
@staff_required("matters.see")
def show(request: StaffRequest) -> HttpResponseBase:
    """One list: open, mine to answer, issued by us, closed, all; by unit, days and measure."""
    view, filters, form = _asked(request)
    rows, following = reading.page(
        view, filters, actor=request.actor, after=key_in(request.GET.get("after", ""))
    )
    context = {
        "view": view,
        "sides": sides.of(request.actor, view),
        "form": form,
        "measure": _measure(filters),
        "lines": shown.lines(rows, now=timezone.now()),
        "pager": parts.Pager(next=_url(request, after=str(following)) if following else ""),
        "query": request.GET.urlencode(),
    }
    return render(request, "desk_supervision/list.html", context)


@require_safe
@staff_required("matters.see")
def export(request: StaffRequest) -> HttpResponseBase:
    view, filters, _form = _asked(request)
    rows = reading.listed(view, filters, actor=request.actor)
    return csv_download("supervision", shown.header(), shown.cells(rows.iterator(chunk_size=500)))


@require_safe
@staff_required(rights.ISSUE)
def proposals(request: StaffRequest) -> HttpResponseBase:
    """Matters that meet a trigger, each with the fact and a way to ask."""
    found = proposing.proposals(actor=request.actor, now=timezone.now())
    lines = [(one, _issue_url(one)) for one in found]
    context = {
        "lines": lines,
        "most": proposing.MOST,
        "sides": sides.of(request.actor, "desk:supervision-proposals"),
    }
    return render(request, "desk_supervision/proposals.html", context)


@require_safe
@staff_required(rights.ISSUE)
def export_proposals(request: StaffRequest) -> HttpResponseBase:
    found = proposing.proposals(actor=request.actor, now=timezone.now(), most=ALL)
    header = [_("事项编号"), _("事项"), _("责任单位"), _("事由"), _("依据的事实")]
    rows = (
        [one.matter.number, one.matter.title, one.matter.unit.name, str(one.trigger.label), one.fact]
        for one in found
    )
    return csv_download("supervision-proposals", header, rows)


@require_safe
@staff_required("statistics.see")
def effects(request: StaffRequest) -> HttpResponseBase:
    """Of those supervised: answered in time, solved after, mean days; by unit, with every number's list."""
    form = FilterForm(request.GET or _last_months())
    filters = form.filters()
    whole = measured.total(filters, actor=request.actor)
    context = {
        "form": form,
        "figures": figures.figures(whole, filters),
        "days": whole.days,
        "lines": figures.lines(measured.by_unit(filters, actor=request.actor), filters),
        "headings": figures.headings(),
        "trend": figures.trend(measured.by_month(filters, actor=request.actor)),
        "query": request.GET.urlencode(),
        "nothing": not whole.counts["issued"],
        "sides": sides.of(request.actor, "desk:supervision-effects"),
    }
    return render(request, "desk_supervision/effects.html", context)


@require_safe
@staff_required("statistics.see")
def export_effects(request: StaffRequest) -> HttpResponseBase:
    filters = FilterForm(request.GET or _last_months()).filters()
    rows = measured.by_unit(filters, actor=request.actor)
    header = [_("单位"), *(str(words) for _name, words in figures.headings()), _("平均几天回复")]
    return csv_download("supervision-effects", header, _effect_cells(rows))


def _effect_cells(rows: Sequence[measured.Effect]) -> Iterator[Sequence[Value]]:
    for row in rows:
        yield [row.name, *(row.counts[name] for name, _words in figures.headings()), row.days]


def _last_months() -> dict[str, str]:
    """Return the days of a quarter back, where nothing else is asked for."""
    today = timezone.localdate()
    return {"since": f"{today - timedelta(days=91):%Y-%m-%d}", "until": f"{today:%Y-%m-%d}"}


def _asked(request: StaffRequest) -> tuple[str, Filters, FilterForm]:
    view = request.GET.get("view", "")
    if view not in VIEWS:
        view = "mine" if request.actor.may(rights.ANSWER) else "open"
    measure = request.GET.get("measure", "")
    form = FilterForm(request.GET)
    return view, form.filters(measure if measure in CONDITIONS else ""), form


def _measure(filters: Filters) -> str:
    return str(dict(figures.headings()).get(filters.measure, ""))


def _url(request: StaffRequest, **changes: Any) -> str:
    query = {**request.GET.dict(), **changes}
    return f"{reverse('desk:supervision')}?{urlencode({key: said for key, said in query.items() if said})}"


def _issue_url(proposal: proposing.Proposal) -> str:
    query = urlencode({"trigger": proposal.trigger.value, "fact": proposal.fact})
    return f"{reverse('desk:supervision-issue', args=[proposal.matter.number])}?{query}"
