"""A resident contests that their matter was left out of the rates."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from linli.core.matters.models import Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.doors.portal.exclusions.forms import ContestForm
from linli.doors.portal.own import of_own_matter
from linli.flow.outcomes.exclusions import actions, grounds, queries
from linli.ground.people.doorway import resident_of

FAULTY = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_own_matter
def contest(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Say why one does not agree; another reviewer looks at it again."""
    row = queries.of_matter(matter)
    if row is None:
        raise Http404
    form, status = ContestForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            actions.contest(
                row.id, text=form.cleaned_data["text"], actor=resident_of(request), now=timezone.now()
            )
        except AnswersWrong as wrong:
            form.add_error("text", wrong.errors["text"])
            status = FAULTY
        except StepNotOpen as closed:
            messages.warning(request, str(closed))
            return redirect("portal:matter", matter.number)
        else:
            messages.success(request, _("您的异议已经记下，会有另一位审定人复核。"))
            return redirect("portal:matter", matter.number)
    context = {"matter": matter, "row": row, "ground": grounds.words(row.ground), "form": form}
    return render(request, "portal_exclusions/contest.html", context, status=status)
