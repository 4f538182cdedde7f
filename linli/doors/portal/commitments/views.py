"""Promises as everybody may read them: who, what, by when, kept or not. Nothing of who asked."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.core.matters.models import Matter
from linli.core.procedures.taking import StepNotOpen
from linli.doors.portal import queries as portal
from linli.doors.portal.commitments import asked as asking
from linli.doors.portal.own import of_own_matter
from linli.flow.outcomes.commitments import queries
from linli.flow.outcomes.commitments.actions import confirm as confirm_promise
from linli.ground.people.doorway import resident_of


@require_safe
def promises(request: HttpRequest) -> HttpResponse:
    """The promises of a month or of all, of one unit or town or of all; how many were kept in time of those due."""
    today = timezone.localdate()
    asked = asking.of(request.GET)
    rows = queries.public()
    page, mark = queries.listed(rows, asked, after=request.GET.get("after", ""))
    context: dict[str, Any] = {
        "rows": page,
        "total": queries.counts(rows, asked),
        "units": queries.by_unit(rows, asked),
        "asked": asked,
        "form": asking.form(request.GET, towns=_towns(today), units=queries.public_units(), today=today),
        "next": asking.query(request.GET, after=mark) if mark else "",
        "now": timezone.now(),
        "here": "promises",
    }
    return render(request, "portal_commitments/promises.html", context)


def _towns(today: date) -> list[tuple[str, str]]:
    return [(str(town.id), town.name) for town, _villages in portal.towns(on=today)]


@never_cache
@require_POST
@of_own_matter
def confirm(request: HttpRequest, matter: Matter, commitment_id: UUID) -> HttpResponse:
    """The resident says that the promise was kept."""
    try:
        row = confirm_promise(commitment_id, actor=resident_of(request), now=timezone.now())
    except StepNotOpen as closed:
        messages.warning(request, str(closed))
    else:
        messages.success(request, _("谢谢，已经记下：“%(words)s”做到了。") % {"words": row.words})
    return redirect("portal:matter", matter.number)
