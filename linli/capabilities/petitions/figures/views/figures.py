"""Figures of petitions at the desk, and the lists behind them."""

from collections.abc import Iterable, Sequence

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.capabilities.petitions.figures import shown
from linli.capabilities.petitions.figures.actions import organs
from linli.capabilities.petitions.figures.asked import Asked
from linli.capabilities.petitions.figures.counting import sealed, tables
from linli.capabilities.petitions.figures.counting.measures import DIMENSIONS, MEASURES
from linli.capabilities.petitions.figures.counting.reading import Counted, counted
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import procedure_of
from linli.doors.desk.shown import rows
from linli.doors.desk.shown.downloads import csv_download
from linli.doors.desk.views.matter import matter_or_404
from linli.ground.people.doorway import StaffRequest, staff_required
from linli.lib.spreadsheets.writing import Value
from linli.lib.typed import key_in

SEE, MOST = "petitions.figures", 200


@require_safe
@staff_required(SEE)
def figures(request: StaffRequest) -> HttpResponseBase:
    """Shares with their numbers, charts, one table; accusations as numbers for whoever may know them."""
    asked, found = _read(request)
    line, now = tables.total(found), timezone.now()
    count_headings, share_headings = shown.headings()
    is_whole = not asked.chosen
    sealed_rows = (
        sealed.months(asked.stretch, actor=request.actor, now=now)
        if is_whole and request.actor.may(sealed.SEE)
        else []
    )
    context = {
        "asked": asked,
        "now": now,
        "chips": shown.chips(asked),
        "by": shown.by(asked),
        "nothing": not found,
        "counts": shown.counts(line, asked),
        "shares": shown.shares(line, asked),
        "definitions": shown.definitions(line, asked),
        "trend": shown.trend(found, asked),
        "charts": [shown.bars(found, asked, name) for name in ("category", "form")],
        "organs": shown.organs(found, asked) if is_whole else None,
        "count_headings": count_headings,
        "share_headings": share_headings,
        "lines": shown.lines(found, asked),
        "sealed": shown.sealed_lines(sealed_rows) if sealed_rows else [],
        "sealed_headings": shown.sealed_headings(),
        "sealed_export": asked.url("petitions:figures-sealed-export"),
        "spans": asked.spans(),
        "export": asked.url("petitions:figures-export"),
        "dimension": DIMENSIONS[asked.by],
    }
    return render(request, "petitions_figures/figures.html", context)


@require_safe
@staff_required(SEE)
def export(request: StaffRequest) -> HttpResponseBase:
    """The table to take away."""
    asked, found = _read(request)
    name = f"petitions-{asked.by}-{asked.stretch.key}"
    return csv_download(name, shown.sheet_header(asked), shown.sheet(found, asked))


@require_safe
@staff_required(SEE)
def behind(request: StaffRequest) -> HttpResponseBase:
    """The petitions behind a number."""
    asked, found = _read(request)
    listed = tables.counting_in(found, asked.measure)
    context = {
        "asked": asked,
        "measure": MEASURES[asked.measure],
        "chips": shown.chips(asked),
        "rows": rows.rows(tables.matters_behind(listed, actor=request.actor, most=MOST), now=timezone.now()),
        "back": asked.url(),
        "count": len(listed),
        "most": MOST,
        "export": asked.url("petitions:figures-list-export", measure=asked.measure),
    }
    return render(request, "petitions_figures/list.html", context)


@require_safe
@staff_required(SEE)
def behind_export(request: StaffRequest) -> HttpResponseBase:
    asked, found = _read(request)
    listed = tables.counting_in(found, asked.measure)
    header = [_("编号"), _("标题"), _("类别"), _("形式"), _("收到时间"), _("办理机关"), _("环节")]
    lines: Iterable[Sequence[Value]] = (
        [
            matter.number,
            matter.title,
            matter.petition.get_klass_display(),
            matter.petition.get_form_display(),
            timezone.localtime(matter.received_at),
            matter.unit.name,
            str(procedure_of(matter).states[matter.state].label),
        ]
        for matter in tables.matters_behind(listed, actor=request.actor)
    )
    return csv_download(f"petitions-{asked.measure}", header, lines)


@require_safe
@staff_required(sealed.SEE)
def sealed_export(request: StaffRequest) -> HttpResponseBase:
    asked = _asked(request)
    rows = sealed.months(asked.stretch, actor=request.actor, now=timezone.now())
    lines: list[Sequence[Value]] = [[label, *numbers] for label, numbers in shown.sealed_lines(rows)]
    return csv_download(f"accusations-{asked.stretch.key}", [_("月份"), *shown.sealed_headings()], lines)


@require_POST
@staff_required("matters.see")
def name_organ(request: StaffRequest, number: str) -> HttpResponseBase:
    """Say which organ a claim is about."""
    matter = matter_or_404(request, number)
    try:
        organs.name_organ(
            matter.id,
            organ_id=key_in(request.POST.get("organ", "")),
            actor=request.actor,
            now=timezone.now(),
        )
    except AnswersWrong as wrong:
        messages.error(request, " ".join(wrong.errors.values()))
    else:
        messages.success(request, _("已记下。"))
    return redirect("desk:matter", number)


def _asked(request: StaffRequest) -> Asked:
    return Asked.of(request.GET, today=timezone.localdate())


def _read(request: StaffRequest) -> tuple[Asked, Counted]:
    asked = _asked(request)
    found = counted(asked.stretch, actor=request.actor, now=timezone.now())
    return asked, tables.narrowed(found, asked.chosen)
