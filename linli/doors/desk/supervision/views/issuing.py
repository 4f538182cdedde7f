"""Issue a supervision, from the page of its matter or from what is proposed."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.doors.desk.forms.wrong import FAULTY, attempt
from linli.doors.desk.supervision.forms import IssueForm
from linli.doors.desk.views.matter import matter_or_404
from linli.flow.handling.supervision import actions, rights
from linli.flow.handling.supervision.models import Trigger
from linli.ground.people.doorway import StaffRequest, staff_required

LONGEST_FACT = 100


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("matters.see")
def issue(request: StaffRequest, number: str) -> HttpResponseBase:
    """Ask a unit; `trigger` and `fact` in the address fill in what a proposal says."""
    matter = matter_or_404(request, number)
    levels = rights.levels_of(request.actor, matter)
    if not levels:
        raise Http404
    form = IssueForm(matter, levels, request.POST or None, _initial(request, levels[0]))
    status = FAULTY if form.errors else 200
    if request.method == "POST" and form.is_valid():
        with attempt(form) as tried:
            done = actions.issue(matter.id, **form.said(), actor=request.actor, now=timezone.now())
        if tried.went_well:
            words = _("督办 %(number)s 已发出，%(unit)s要书面回复。")
            messages.success(request, words % {"number": done.number, "unit": done.addressee.name})
            return redirect("desk:supervision-one", done.number)
        status = tried.status
    context = {"matter": matter, "form": form}
    return render(request, "desk_supervision/issue.html", context, status=status)


def _initial(request: StaffRequest, level: str) -> dict[str, str]:
    trigger, fact = request.GET.get("trigger", ""), request.GET.get("fact", "")[:LONGEST_FACT]
    known = trigger if trigger in Trigger.values else Trigger.OVERDUE
    question = _("这件事%(fact)s。请说明原因。") % {"fact": fact} if fact else ""
    return {"trigger": known, "level": level, "question": question}
