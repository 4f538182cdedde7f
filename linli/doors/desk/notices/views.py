"""A clerk switches messages off or on for a resident who telephoned."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.doors.desk.views.matter import matter_or_404
from linli.flow.intake.wishes.actions import ON_BEHALF, want_messages
from linli.ground.people.doorway import StaffRequest, staff_required


@require_POST
@staff_required(ON_BEHALF)
def switch(request: StaffRequest, number: str) -> HttpResponseBase:
    """Write down whether the resident wants messages; they read it on the page of their matter."""
    matter, wanted = matter_or_404(request, number), request.POST.get("wanted") == "yes"
    want_messages(matter.id, wanted=wanted, actor=request.actor, now=timezone.now())
    said = _("这件事有消息会发短信。") if wanted else _("这件事不再发短信。")
    messages.success(request, said)
    return redirect("desk:matter", number)
