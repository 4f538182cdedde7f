"""Open a sealed petition with the code on its slip, read it, close it again."""

from datetime import timedelta
from urllib.parse import quote
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.capabilities.petitions.declaration import NAME
from linli.capabilities.petitions.papers import own as reading
from linli.capabilities.petitions.papers.forms import CodeAgainForm
from linli.core.matters import sealed
from linli.core.matters.models import Matter
from linli.doors.portal.own import ask_for_code
from linli.doors.portal.queries import matter_of
from linli.ground.files.serving import tidy_name
from linli.ground.people import opened
from linli.ground.people.doorway import resident_of, source_of
from linli.ground.people.throttle import Limit, attempt

FAULTY, TOO_MANY = 422, 429
PER_MATTER = (5, timedelta(minutes=15))


def _found(request: HttpRequest, number: str) -> Matter | None:
    """Return the sealed petition that this resident has opened with number and code."""
    matter = matter_of(resident_of(request), number)
    return matter if matter is not None and matter.is_sealed and matter.capability == NAME else None


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest, number: str) -> HttpResponse:
    """The words of a sealed petition, once its code was given again; until then the question for it."""
    matter = _found(request, number)
    if matter is None:
        return ask_for_code(number)
    if request.method == "POST":
        return _unlock(request, matter)
    return _page(request, matter)


@sensitive_variables("code", "key")
def _unlock(request: HttpRequest, matter: Matter) -> HttpResponse:
    code = request.POST.get("code", "")[:40]
    if not code.strip():
        return _page(request, matter, {"code": _("请填写查询码。")}, FAULTY)
    who = f"{matter.number}\0{source_of(request)}"
    verdict = attempt([Limit("sealed-own", who, *PER_MATTER)], now=timezone.now())
    if not verdict.allowed:
        wait = _("试的次数太多了。请过15分钟再试；您的事项还在照常办理。")
        return _page(request, matter, {"": wait}, TOO_MANY)
    key = sealed.key_by_code(matter, code)
    if key is None:
        return _page(request, matter, {"code": _("查询码不对，请对照回执检查。")}, FAULTY)
    verdict.forgive()
    opened.keep(request, matter.id, key)
    return redirect("petitions:papers-own", matter.number)


@sensitive_variables("key")
def _page(
    request: HttpRequest, matter: Matter, errors: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    key = None if errors else opened.key_of(request, matter.id)
    context = {
        "matter": matter,
        "own": reading.own_of(matter, key, on=timezone.localdate()) if key else None,
        "until": opened.until(request, matter.id),
        "minutes": settings.OPENED_MINUTES,
        "form": CodeAgainForm({}, errors),
    }
    return render(request, "petitions_papers/own.html", context, status=status)


@never_cache
@require_POST
def close(request: HttpRequest, number: str) -> HttpResponse:
    """Close it on this machine; the page of the matter stays open, without words."""
    matter = _found(request, number)
    if matter is None:
        return ask_for_code(number)
    opened.close(request, matter.id)
    messages.success(request, _("已经关上。再看要重新输入查询码。"))
    return redirect("portal:matter", number)


@never_cache
@require_safe
@sensitive_variables("key", "data")
def file(request: HttpRequest, number: str, file_id: UUID) -> HttpResponse:
    """A file that came with the petition, opened; it is offered for saving and kept nowhere."""
    matter = _found(request, number)
    key = opened.key_of(request, matter.id) if matter else None
    if matter is None or key is None:
        return ask_for_code(number)
    row = next((one for one in reading.files_of(matter) if one.id == file_id), None)
    if row is None:
        raise Http404
    name, data = sealed.file(row, key)
    answer = HttpResponse(data, content_type=row.kind)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(tidy_name(name, row.kind))}"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
