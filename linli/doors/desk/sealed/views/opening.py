"""Open a sealed matter, or who it is: a password, a reason, and an entry that the one who brought it can read."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.core.matters import sealed
from linli.doors.desk.sealed import access, queries, shown
from linli.doors.desk.sealed.access import held_or_404, holders_only, key_for
from linli.doors.desk.sealed.forms import AskForm, OpenForm
from linli.doors.desk.sealed.views.one import shown_matter
from linli.ground.files.serving import tidy_name
from linli.ground.people.doorway import StaffRequest
from linli.ground.people.keyring.actions import WrongPassword

FAULTY, CONFLICT = 422, 409


@sensitive_post_parameters("password")
@require_POST
@holders_only
def open_it(request: StaffRequest, number: str) -> HttpResponseBase:
    """Open the content or who it is, for this browser and a while."""
    matter = held_or_404(request, number)
    what = "people" if request.POST.get("what") == "people" else "narrative"
    form = OpenForm(request.POST, what=what)
    status = FAULTY
    if form.is_valid():
        try:
            key = sealed.open_matter(
                matter.id,
                **form.cleaned_data,
                what="people" if what == "people" else "narrative",
                actor=request.actor,
                now=timezone.now(),
            )
        except WrongPassword as wrong:
            form.add_error("password", str(wrong))
        except sealed.ReasonMissing as wrong:
            form.add_error("reason", str(wrong))
        except (sealed.NotAgreed, sealed.KeyLost) as closed:
            form.add_error(None, str(closed))
            status = CONFLICT
        else:
            access.keep_open(request, matter, key, what=what)
            return redirect("desk:sealed-one", number)
    return shown_matter(request, matter, forms={what: form}, status=status)


@require_POST
@holders_only
def close_it(request: StaffRequest, number: str) -> HttpResponseBase:
    """Close again what this browser has open of the matter."""
    access.close_all(request, held_or_404(request, number))
    messages.success(request, _("已经关上。"))
    return redirect("desk:sealed-one", number)


@require_safe
@holders_only
def file(request: StaffRequest, number: str, file_id: UUID) -> HttpResponseBase:
    """A file of the matter while its content is open; pictures in place, all else for saving."""
    matter = held_or_404(request, number)
    key, row = key_for(request, matter), queries.file_of(matter, file_id)
    if key is None or row is None:
        raise Http404
    name, data = sealed.file(row, key)
    is_picture = row.kind in shown.PICTURES
    answer = HttpResponse(data, content_type=row.kind if is_picture else "application/octet-stream")
    saved_as = content_disposition_header(not is_picture, tidy_name(name, row.kind))
    answer["Content-Disposition"] = saved_as or "attachment"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer


@require_POST
@holders_only
def ask(request: StaffRequest, number: str) -> HttpResponseBase:
    """Ask a second holder that who it is be opened."""
    matter = held_or_404(request, number)
    form = AskForm(request.POST)
    if form.is_valid():
        try:
            sealed.ask_to_open(matter.id, **form.cleaned_data, actor=request.actor, now=timezone.now())
        except sealed.ReasonMissing as wrong:
            form.add_error("reason", str(wrong))
        else:
            messages.success(request, _("已经提出。请另一位持钥人打开这件事，同意以后您再来打开身份。"))
            return redirect("desk:sealed-one", number)
    return shown_matter(request, matter, forms={"ask": form}, status=FAULTY)


@require_http_methods(["GET", "HEAD", "POST"])
@holders_only
def decide(request: StaffRequest, number: str, request_id: UUID) -> HttpResponseBase:
    """The page of the second person: who asks, since when, why; and whether they agree. The reason needs the key."""
    matter = held_or_404(request, number)
    asked = next((one for one in queries.waiting_of(matter) if one.id == request_id), None)
    if asked is None or asked.staff_id == request.actor.staff_id:
        raise Http404
    key = key_for(request, matter)
    if request.method == "POST" and key is not None:
        agreed = "agree" in request.POST
        sealed.agree(request_id, agreed=agreed, actor=request.actor, now=timezone.now())
        messages.success(request, _("已经同意，只能用一次。") if agreed else _("已经记下：不同意。"))
        return redirect("desk:sealed-one", number)
    reasons = {one.id: reason for one, reason in sealed.waiting_requests(matter, key)} if key else {}
    context = {
        "matter": matter,
        "asked": asked,
        "reason": reasons.get(request_id, ""),
        "is_open": key is not None,
    }
    status = CONFLICT if request.method == "POST" else 200
    return render(request, "desk_sealed/request.html", context, status=status)
