"""Petitions at the desk: the register, and what has to be carried out."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.capabilities.petitions.actions import carry_out
from linli.capabilities.petitions.desk import shown
from linli.capabilities.petitions.desk.asked import asked_in, query_of
from linli.capabilities.petitions.desk.forms import AskedForm, DoneForm
from linli.capabilities.petitions.queries import listing
from linli.capabilities.petitions.queries.rounds import may_carry_out
from linli.doors.desk import queries as desk
from linli.doors.desk.forms.wrong import attempt
from linli.doors.desk.shown.downloads import csv_download
from linli.ground.people.doorway import StaffRequest, staff_required


@require_safe
@staff_required("matters.see")
def listed(request: StaffRequest) -> HttpResponseBase:
    """One page of the register."""
    asked = asked_in(request.GET)
    page, mark = listing.listed(listing.seen_by(request.actor), asked, after=request.GET.get("after", ""))
    form = AskedForm(request.GET or None)
    units = desk.units(on=timezone.localdate())
    form.fields["unit"].choices = [("", _("全部")), *units]  # type: ignore[attr-defined]
    context = {
        "rows": shown.rows(page),
        "next": query_of(asked, after=mark) if mark else "",
        "query": query_of(asked),
        "form": form,
    }
    return render(request, "petitions_desk/list.html", context)


@require_safe
@staff_required("matters.see")
def export(request: StaffRequest) -> HttpResponseBase:
    rows = listing.every(listing.seen_by(request.actor), asked_in(request.GET))
    return csv_download("petitions", shown.header(), shown.lines(rows))


@require_safe
@staff_required("matters.see")
def duties(request: StaffRequest) -> HttpResponseBase:
    """What has to be carried out, the first to be due in front."""
    standing, rows = _standing(request), listing.duties_seen(request.actor)
    page, mark = listing.duties_listed(rows, standing, after=request.GET.get("after", ""))
    sums = listing.duty_sums(rows)
    labels = {"open": _("还没落实"), "late": _("逾期"), "done": _("已落实")}
    context = {
        "rows": page,
        "standing": standing,
        "views": [(name, label, sums[name], name == standing) for name, label in labels.items()],
        "next": f"standing={standing}&after={mark}" if mark else "",
        "now": timezone.now(),
    }
    return render(request, "petitions_desk/duties.html", context)


@require_safe
@staff_required("matters.see")
def duties_export(request: StaffRequest) -> HttpResponseBase:
    rows = listing.duties_every(listing.duties_seen(request.actor), _standing(request))
    return csv_download("petition-duties", shown.duty_header(), shown.duty_lines(rows))


def _standing(request: StaffRequest) -> str:
    asked = request.GET.get("standing", "")
    return asked if asked in listing.DUTIES else "open"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("matters.see")
def duty(request: StaffRequest, duty_id: UUID) -> HttpResponseBase:
    """One duty; whoever answers for it says here how it was carried out."""
    row = listing.duties_seen(request.actor).filter(id=duty_id).first()
    if row is None:
        raise Http404
    form, status = DoneForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        with attempt(form) as tried:
            carry_out(row.id, evidence=form.cleaned_data["evidence"], actor=request.actor, now=timezone.now())
        if tried.went_well:
            messages.success(request, _("已经记下，诉求人看得到。"))
            return redirect("petitions:duty", duty_id)
        status = tried.status
    context = {
        "row": row,
        "matter": row.petition.matter,
        "form": form,
        "may": may_carry_out(row, row.petition.matter, request.actor),
        "now": timezone.now(),
    }
    return render(request, "petitions_desk/duty.html", context, status=status)
