"""What shows that something was done: photos after, documents; and taking back a wrong one."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from linli.core.matters.models import Matter
from linli.core.procedures.answers import AnswersWrong
from linli.doors.desk.closing.forms import EvidenceForm, WithdrawForm
from linli.doors.desk.forms.wrong import show_wrong
from linli.doors.desk.views.matter import matter_or_404
from linli.flow.outcomes.evidence import actions, conditions, queries
from linli.ground.files.actions import FileRefused, store_document, store_image
from linli.ground.people.actor import Refused
from linli.ground.people.doorway import StaffRequest, staff_required

FAULTY = 422


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("matters.see")
def page(request: StaffRequest, number: str) -> HttpResponseBase:
    """What is asked for, what is there, before and after; and the form to add some."""
    matter = matter_or_404(request, number)
    form = EvidenceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            _add(request, matter, form)
        except FileRefused as wrong:
            form.add_error("file", wrong.sentence)
        except AnswersWrong as wrong:
            show_wrong(form, wrong.errors)
        else:
            messages.success(request, _("材料已经放上去。"))
            return redirect("desk:closing-evidence", number)
    context = {
        "matter": matter,
        "form": form,
        "asked": conditions.asked(matter),
        "shown": queries.shown(matter),
        "may_add": queries.may_add(matter, request.actor),
    }
    return render(request, "desk_closing/evidence.html", context, status=FAULTY if form.errors else 200)


def _add(request: StaffRequest, matter: Matter, form: EvidenceForm) -> None:
    """Take the file in and attach it; nothing is taken in from those who may not attach anything."""
    if not queries.may_add(matter, request.actor):
        raise Refused
    said, now = form.cleaned_data, timezone.now()
    store = store_document if said["role"] == conditions.DOCUMENT else store_image
    actions.add_evidence(
        matter.id,
        file=store(said["file"], now=now),
        name=said["file"].name,
        role=said["role"],
        for_resident=said["for_resident"],
        actor=request.actor,
        now=now,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("handling.work")
def withdraw(request: StaffRequest, number: str, attachment: UUID) -> HttpResponseBase:
    """Take back a wrong photo or document, with a reason."""
    matter = matter_or_404(request, number)
    found = queries.attachment_of(matter, attachment)
    if found is None:
        raise Http404
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason, now = form.cleaned_data["reason"], timezone.now()
        try:
            actions.withdraw_evidence(
                matter.id, attachment_id=attachment, reason=reason, actor=request.actor, now=now
            )
        except AnswersWrong as wrong:
            show_wrong(form, wrong.errors)
        else:
            messages.success(request, _("已经撤下，诉求人不再看得到。记录还在。"))
            return redirect("desk:closing-evidence", number)
    context = {"matter": matter, "form": form, "file": found}
    return render(request, "desk_closing/withdraw.html", context, status=FAULTY if form.errors else 200)
