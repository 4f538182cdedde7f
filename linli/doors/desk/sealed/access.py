"""Who comes in: whoever may hold keys of sealed matters. Everybody else finds what they find at any nonsense."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec
from uuid import UUID, uuid5

from django.http import Http404, HttpRequest, HttpResponseBase

from linli.core.matters.models import Matter
from linli.doors.desk.sealed import queries
from linli.ground.people import opened
from linli.ground.people.doorway import StaffRequest, staff_required

HOLDING = ("sealed.receive", "sealed.handle")
PEOPLE = UUID(
    "6f1c1d5e-6a0c-5b0e-9a55-0e2f4c1f7d10"
)  # the name space of "who it is", opened apart from the content

Parameters = ParamSpec("Parameters")


def holders_only(
    view: Callable[Concatenate[StaffRequest, Parameters], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, Parameters], HttpResponseBase]:
    """Decorate a view for staff whose posts carry a permission to hold keys."""

    @staff_required()
    @wraps(view)
    def guarded(
        request: StaffRequest, /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> HttpResponseBase:
        if not any(request.actor.may(permission) for permission in HOLDING):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def held_or_404(request: StaffRequest, number: str) -> Matter:
    """Return the sealed matter whose key the actor holds; absent, forbidden and not sealed look the same."""
    matter = queries.held_one(request.actor, number)
    if matter is None:
        raise Http404
    return matter


def keep_open(request: StaffRequest, matter: Matter, key: bytes, *, what: str) -> None:
    """Let this browser show the content, or who it is, for a while."""
    opened.keep(request, _slot(matter, what), key)


def key_for(request: StaffRequest, matter: Matter, *, what: str = "narrative") -> bytes | None:
    """Return the matter's key where this browser has opened `what`."""
    return opened.key_of(request, _slot(matter, what))


def open_until(request: StaffRequest, matter: Matter, *, what: str = "narrative") -> datetime | None:
    """Return until when this browser shows `what`; None where it is not open."""
    return opened.until(request, _slot(matter, what))


def close_all(request: StaffRequest, matter: Matter) -> None:
    for what in ("narrative", "people"):
        opened.close(request, _slot(matter, what))


def _slot(matter: Matter, what: str) -> UUID:
    return uuid5(PEOPLE, str(matter.id)) if what == "people" else matter.id
