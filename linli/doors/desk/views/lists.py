"""The worklists: a page of rows with the lists beside it, the same rows again for quiet updates, and exports."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from linli.core.matters.search.keyset import Page
from linli.doors.desk import actions, queries
from linli.doors.desk.figures.behind import Behind
from linli.doors.desk.forms import FilterForm
from linli.doors.desk.menu import bar
from linli.doors.desk.shown import exports
from linli.doors.desk.shown import rows as shown
from linli.doors.desk.shown.downloads import table_download
from linli.flow.handling import worklists
from linli.flow.handling.worklists import Filters, Lane
from linli.ground.people.doorway import StaffRequest, staff_required


@require_safe
@staff_required()
def home(request: StaffRequest) -> HttpResponseBase:
    """The first list of one's post that has something in it; for those whose post has no lists, what their bar has first."""
    actor, now = request.actor, timezone.now()
    lanes = worklists.lanes_of(actor)
    if not actor.may("matters.see") or not lanes:
        return redirect(next((url for url, _words in bar(actor)), "desk:registers"))
    filled = (lane for lane in lanes if worklists.count(lane, Filters(), actor=actor, now=now, most=1))
    return redirect("desk:list", next(filled, lanes[0]).name)


@require_safe
@staff_required("matters.see")
def show(request: StaffRequest, lane: str) -> HttpResponseBase:
    """One page of a list. `after` and `before` say which; everything else in the address is a filter."""
    chosen, filters, now = lane_or_404(request, lane), Behind.of(request.GET), timezone.now()
    page = _page(request, chosen, filters, now)
    is_first = not page.before and not request.GET.get("before")
    context: dict[str, Any] = {
        "lane": chosen,
        "filters": filters,
        "rows": shown.rows(page.matters, now=now),
        "pager": shown.pager(lane, filters, page, is_first=is_first),
        "sentence": shown.sentence(chosen, filters),
        "lanes": shown.lanes(request.actor, now=now, current=lane),
        "saved": queries.saved_filters(request.actor),
        "here": request.GET.urlencode(),
        "may_register": request.actor.may("intake.register"),
    }
    return render(request, "desk/list.html", context)


@require_safe
@staff_required("matters.see")
def rows(request: StaffRequest, lane: str) -> HttpResponseBase:
    """The rows alone, as they are now, for the quiet update of an open page."""
    chosen, filters, now = lane_or_404(request, lane), Behind.of(request.GET), timezone.now()
    page = _page(request, chosen, filters, now)
    context = {"rows": shown.rows(page.matters, now=now), "lane": chosen}
    return render(request, "desk/parts/rows.html", context)


@require_safe
@staff_required("matters.see")
def change(request: StaffRequest, lane: str) -> HttpResponseBase:
    """The form that changes the filters of a list, and keeps the list under a name."""
    chosen, filters = lane_or_404(request, lane), Behind.of(request.GET)
    context = {
        "lane": chosen,
        "form": FilterForm(filters, on=timezone.localdate()),
        "sentence": shown.sentence(chosen, filters),
        "lanes": shown.lanes(request.actor, now=timezone.now(), current=lane),
        "saved": queries.saved_filters(request.actor),
        "query": request.GET.urlencode(),
        "lists": worklists.lanes_of(request.actor),
    }
    return render(request, "desk/change.html", context)


@require_safe
@staff_required("matters.see")
def export(request: StaffRequest, lane: str, kind: str) -> HttpResponseBase:
    """All rows of the list as a table, row by row, however long it is."""
    chosen, filters, now = lane_or_404(request, lane), Behind.of(request.GET), timezone.now()
    lines = exports.lines(worklists.rows(chosen, filters, actor=request.actor, now=now))
    return table_download(lane, kind, exports.header(), lines)


@require_POST
@staff_required("matters.see")
def save(request: StaffRequest, lane: str) -> HttpResponseBase:
    """Keep a list with its filters under a name."""
    chosen = lane_or_404(request, lane)
    name = request.POST.get("name", "").strip()[:30]
    filters = Behind.of(request.POST)
    if name:
        query = shown.list_url(lane, filters).partition("?")[2]
        try:
            actions.save_filter(name, chosen.name, query, actor=request.actor, now=timezone.now())
        except actions.TooManySaved as wrong:
            messages.warning(request, str(wrong))
    return redirect(shown.list_url(lane, filters))


@require_POST
@staff_required("matters.see")
def drop(request: StaffRequest, filter_id: Any) -> HttpResponseBase:
    """Forget a list that was kept."""
    actions.drop_filter(filter_id, actor=request.actor)
    return redirect("desk:home")


def lane_or_404(request: StaffRequest, name: str) -> Lane:
    lane = worklists.lane_named(name, request.actor)
    if lane is None:
        raise Http404
    return lane


def _page(request: StaffRequest, lane: Lane, filters: Filters, now: datetime) -> Page:
    return worklists.page(
        lane,
        filters,
        actor=request.actor,
        now=now,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
