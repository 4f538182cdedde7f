"""Search by words, newest first; a number typed exactly leads straight to its matter."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from linli.core.matters.search import QueryWrong, find
from linli.core.matters.search.finding import numbered
from linli.doors.desk.shown import rows as shown
from linli.ground.look import parts
from linli.ground.people.doorway import StaffRequest, staff_required


@require_safe
@staff_required("matters.see")
def search(request: StaffRequest) -> HttpResponseBase:
    words = request.GET.get("q", "").strip()
    if words and numbered(words, request.actor):
        return redirect("desk:matter", "".join(filter(str.isdigit, words)))
    now = timezone.now()
    context: dict[str, Any] = {"words": words, "lanes": shown.lanes(request.actor, now=now)}
    if words:
        after, before = request.GET.get("after", ""), request.GET.get("before", "")
        try:
            page = find(words, request.actor, after=after, before=before)
        except QueryWrong as wrong:
            context["trouble"] = str(wrong)
        else:
            context["rows"] = shown.rows(page.matters, now=now)
            context["pager"] = parts.Pager(
                first=_link(words) if after or before else "",
                previous=_link(words, before=page.before) if page.before else "",
                next=_link(words, after=page.after) if page.after else "",
            )
    return render(request, "desk/search.html", context)


def _link(words: str, **turn: str) -> str:
    return reverse("desk:search") + "?" + urlencode({"q": words, **turn})
