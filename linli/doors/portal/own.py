"""Views of a resident's own matter: whoever has not opened it is asked for its code."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from linli.doors.portal.queries import matter_of
from linli.ground.people.doorway import resident_of

MatterView = Callable[..., HttpResponseBase]


def ask_for_code(number: str) -> HttpResponse:
    """Absent and not opened here look the same: the way in is shown."""
    return redirect(f"{reverse('portal:follow')}?number={number}")


def of_own_matter(view: MatterView) -> MatterView:
    """Give the view, which takes (request, matter, …), the matter of the address's `number` if it was opened here."""

    @wraps(view)
    def found(request: HttpRequest, number: str, **more: Any) -> HttpResponseBase:
        matter = matter_of(resident_of(request), number)
        return ask_for_code(number) if matter is None else view(request, matter, **more)

    return found
