"""Opening a resident's contact: a page that asks why, and shows it once."""

from django import forms
from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.reach import reaches
from linli.doors.desk.forms.wrong import show_wrong
from linli.doors.desk.views.matter import matter_or_404
from linli.flow.handling.contacts import LONGEST_REASON, WORK, open_contact
from linli.ground.people.doorway import StaffRequest, staff_required


class ReasonForm(forms.Form):
    """Why the contact is needed."""

    reason = forms.CharField(
        label=_("为什么要看"),
        max_length=LONGEST_REASON,
        required=False,
        help_text=_("诉求人会看到谁在什么时候、为什么看了联系方式。"),
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required(WORK)
def contact(request: StaffRequest, number: str) -> HttpResponseBase:
    """Ask for the reason; with one, show name and telephone, which this page alone holds."""
    matter = matter_or_404(request, number)
    if not reaches(request.actor, WORK, matter):
        raise Http404
    form = ReasonForm(request.POST or None)
    context = {"matter": matter, "form": form}
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            found = open_contact(matter.id, reason=reason, actor=request.actor, now=timezone.now())
        except AnswersWrong as wrong:
            show_wrong(form, wrong.errors)
        else:
            return render(request, "desk/contact.html", {"matter": matter, "contact": found})
    return render(request, "desk/contact.html", context, status=422 if form.errors else 200)
