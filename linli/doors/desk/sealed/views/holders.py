"""Who holds the key of a sealed matter: give it to a colleague, take it away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from linli.core.matters import sealed
from linli.doors.desk.sealed import shown
from linli.doors.desk.sealed.access import close_all, held_or_404, holders_only, key_for
from linli.doors.desk.sealed.forms import GrantForm
from linli.doors.desk.sealed.views.one import shown_matter
from linli.ground.people.doorway import StaffRequest

FAULTY, CONFLICT = 422, 409


@require_http_methods(["GET", "HEAD", "POST"])
@holders_only
def keys(request: StaffRequest, number: str) -> HttpResponseBase:
    """Give the key to a colleague. Only whoever has opened the content has it to give."""
    matter, now = held_or_404(request, number), timezone.now()
    key = key_for(request, matter)
    form = GrantForm(request.POST or None, choices=shown.candidates(matter, now=now) if key else [])
    status = 200
    if request.method == "POST":
        status = CONFLICT if key is None else FAULTY
        if key is not None and form.is_valid():
            staff_id = UUID(form.cleaned_data["staff"])
            try:
                sealed.grant(matter.id, staff_id=staff_id, key=key, actor=request.actor, now=now)
            except sealed.NoKey as wrong:
                form.add_error("staff", str(wrong))
            else:
                messages.success(request, _("钥匙已经交出去，这位同事现在看得到这件事。"))
                return redirect("desk:sealed-one", number)
    context = {"matter": matter, "form": form, "is_open": key is not None}
    return render(request, "desk_sealed/keys.html", context, status=status)


@require_POST
@holders_only
def end(request: StaffRequest, number: str, staff_id: UUID) -> HttpResponseBase:
    """Take the key away from a colleague, or give up one's own."""
    matter = held_or_404(request, number)
    try:
        sealed.end_grant(matter.id, staff_id=staff_id, actor=request.actor, now=timezone.now())
    except sealed.NoKey as wrong:
        return shown_matter(request, matter, status=CONFLICT, trouble=str(wrong))
    messages.success(request, _("钥匙已经收回。"))
    if staff_id == request.actor.staff_id:
        close_all(request, matter)
        return redirect("desk:sealed")
    return redirect("desk:sealed-one", number)
