"""The first page, and the way out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from linli.doors.portal import draft, entrances
from linli.doors.portal.forms import FollowForm
from linli.ground.people import doorway
from linli.ground.people.senders import can_send


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    begun = draft.current(request)
    context = {
        "form": FollowForm({}),
        "begun": begun is not None and begun.is_begun,
        "by_phone": can_send(),
        "entrances": entrances.offered(),
        "opened": bool(doorway.resident_of(request).matter_ids),
    }
    return render(request, "portal/home.html", context)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forget everything in this browser, as on a telephone that others use too."""
    doorway.leave(request)
    draft.drop(request)
    draft.forget_sent(request)
    response = redirect("portal:left")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@require_GET
def left(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/left.html")
