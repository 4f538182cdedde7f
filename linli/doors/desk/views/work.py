"""The page of everything that is not in the bar."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from linli.doors.desk import menu
from linli.ground.people.doorway import StaffRequest, staff_required


@require_safe
@staff_required("matters.see")
def work(request: StaffRequest) -> HttpResponseBase:
    """What one may open, by what it is about, each with a line that says what is there."""
    return render(request, "desk/work.html", {"groups": menu.groups(request.actor)})
