"""What every page of the laboratory begins with: who may work here, which draft, and the ways on at the left."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.flow.routing.laboratory.access import EDIT, may_edit
from linli.flow.routing.laboratory.models import Draft
from linli.flow.routing.laboratory.queries.drafts import draft_of
from linli.ground.look.parts import Crumb
from linli.ground.people.doorway import StaffRequest, staff_required

FAULTY, CONFLICT = 422, 409

Parameters = ParamSpec("Parameters")
View = Callable[Concatenate[StaffRequest, Parameters], HttpResponseBase]


def laboratory(view: View[Parameters]) -> Callable[Concatenate[HttpRequest, Parameters], HttpResponseBase]:
    """Decorate a view of the laboratory: for whoever may change rules for the whole centre; for others it is not there."""

    @staff_required(EDIT)
    @wraps(view)
    def guarded(
        request: StaffRequest, /, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> HttpResponseBase:
        if not may_edit(request.actor):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def draft_or_404(request: StaffRequest, draft_id: UUID) -> Draft:
    draft = draft_of(request.actor, draft_id)
    if draft is None:
        raise Http404
    return draft


def page(
    request: StaffRequest,
    template: str,
    draft: Draft | None = None,
    *,
    here: str = "",
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Render a page with the ways through the laboratory at its left and the way to it above."""
    path = [Crumb(_("分派试验"), reverse("desk:laboratory") if draft or here else "")]
    if draft is not None:
        path.append(Crumb(draft.name, reverse("desk:laboratory-draft", args=[draft.id]) if here else ""))
    if here:
        path.append(Crumb(here))
    shared = {"draft": draft, "path": path, "here": here, "ways": _ways(request, draft)}
    plain: HttpRequest = request
    return render(plain, f"desk_laboratory/{template}.html", {**shared, **context}, status=status)


def _ways(request: StaffRequest, draft: Draft | None) -> list[tuple[str, str, bool]]:
    ways = [
        (reverse("desk:laboratory"), _("全部草稿")),
        (reverse("desk:laboratory-learned"), _("从以往办理中学")),
    ]
    if draft is not None:
        names = [
            ("desk:laboratory-draft", _("规则和改动")),
            ("desk:laboratory-duties", _("责任清单")),
            ("desk:laboratory-replay", _("试算")),
            ("desk:laboratory-gaps", _("没人负责的地方")),
            ("desk:laboratory-try", _("试一件")),
        ]
        ways += [(reverse(name, args=[draft.id]), words) for name, words in names]
    return [(url, words, url == request.path) for url, words in ways]
