"""Register a matter for somebody at the window or on the telephone."""

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from linli.core.matters.models import Severity
from linli.doors.desk import queries
from linli.doors.desk.forms import RegisterForm
from linli.doors.desk.forms.registering import submission
from linli.flow.intake.actions import OtherContent, receive
from linli.flow.intake.submission import SubmissionWrong
from linli.ground.look import parts
from linli.ground.people.doorway import StaffRequest, staff_required
from linli.lib.identifiers import uuid7

FAULTY, CONFLICT = 422, 409
REGISTERED = "linli_registered"


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("intake.register")
def register(request: StaffRequest) -> HttpResponseBase:
    """The form; once it is taken in, the receipt for the person who waits."""
    today = timezone.localdate()
    if request.method != "POST":
        form = RegisterForm({"key": str(uuid7()), "severity": "small", "channel": "window"}, on=today)
        return render(request, "desk/register.html", {"form": form})
    said = request.POST.dict()
    if "look" in said:
        return render(request, "desk/register.html", {"form": RegisterForm(said, on=today)})
    try:
        receive(submission(said), actor=request.actor, now=timezone.now())
    except SubmissionWrong as wrong:
        form = RegisterForm(said, on=today, errors=wrong.errors)
        return render(request, "desk/register.html", {"form": form}, status=FAULTY)
    except OtherContent as wrong:
        form = RegisterForm(said, on=today, errors={"": str(wrong)})
        return render(request, "desk/register.html", {"form": form}, status=CONFLICT)
    request.session[REGISTERED] = said["key"]
    return redirect("desk:taken-in")


@require_safe
@staff_required("intake.register")
def registered(request: StaffRequest) -> HttpResponseBase:
    """The receipt of what this clerk registered last, to hand over on paper."""
    receipt = queries.receipt_for(request.session.get(REGISTERED, ""))
    if receipt is None:
        return redirect("desk:intake")
    address = reverse("portal:scan", args=[receipt.number, receipt.code])
    shown = parts.Receipt(
        number=receipt.number,
        code=receipt.code,
        address=request.build_absolute_uri(address),
        unit=receipt.unit,
        due_at=receipt.due_at,
        received_at=receipt.received_at,
    )
    matter = queries.matter_of(request.actor, receipt.number)
    is_urgent = matter is not None and matter.severity == Severity.URGENT
    context = {"receipt": shown, "may_see": matter is not None, "is_urgent": is_urgent}
    return render(request, "desk/registered.html", context)
