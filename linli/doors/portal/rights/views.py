"""Rights in one's own data, as a resident uses them: see, copy, take along, have corrected, erased and explained."""

import json
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.serializers.json import DjangoJSONEncoder
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.core.matters.models import Matter
from linli.core.personal_data.copying import copy_of, is_own
from linli.core.personal_data.keeping import is_confirmed
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StepNotOpen
from linli.doors.portal.own import ask_for_code, of_own_matter
from linli.doors.portal.queries import centre
from linli.doors.portal.rights import shown
from linli.doors.portal.rights.forms import FORMS
from linli.flow.outcomes.rights import actions, explaining, grounds, queries
from linli.flow.outcomes.rights.models import Right
from linli.ground.people import opened
from linli.ground.people.actor import Refused
from linli.ground.people.doorway import resident_of

FAULTY = 422
LEADS_TO = {
    Right.COPY: "portal:data_copy",
    Right.PORTABLE: "portal:data_zip",
    Right.EXPLAIN: "portal:data_why",
}


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """What this centre keeps about people, what for and how long: for everybody to read (PIPL art. 17)."""
    now = timezone.now()
    today = timezone.localdate(now)
    context = {
        "kept": shown.everything_kept(now),
        "periods": shown.periods(now),
        "confirmed": is_confirmed(on=today),
        "centre": centre(on=today),
        "organisation": settings.SITE["organisation"] or settings.SITE["name"],
    }
    return render(request, "portal_rights/kept.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_own_matter
def data(request: HttpRequest, matter: Matter) -> HttpResponse:
    """What I may ask about my data here, and what I have asked."""
    if request.method == "POST":
        return _given(request, matter)
    rows = [
        (row, grounds.words(row.ground), grounds.article(row.ground)) for row in queries.of_matter(matter)
    ]
    context = {"matter": matter, "rows": rows, "centre": centre(on=timezone.localdate())}
    return render(request, "portal_rights/data.html", context)


def _given(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Give at once what can be given at once, and lead there."""
    right = request.POST.get("right", "")
    if right not in LEADS_TO:
        raise Http404
    try:
        actions.ask(matter.id, right=right, actor=resident_of(request), now=timezone.now())
    except StepNotOpen as closed:
        messages.warning(request, str(closed))
        return redirect("portal:data", matter.number)
    return redirect(LEADS_TO[Right(right)], matter.number)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_own_matter
def ask(request: HttpRequest, matter: Matter, right: str) -> HttpResponse:
    """Ask that something be corrected, or all be erased; a clerk answers within the time."""
    if right not in FORMS:
        raise Http404
    actor = resident_of(request)
    form, status = FORMS[right](request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.ask(matter.id, right=right, actor=actor, now=timezone.now(), **form.cleaned_data)
        except AnswersWrong as wrong:
            for name, sentence in wrong.errors.items():
                form.add_error(name if name in form.fields else None, sentence)
            status = FAULTY
        except StepNotOpen as closed:
            messages.warning(request, str(closed))
            return redirect("portal:data", matter.number)
        else:
            until = timezone.localdate(row.due_at) if row.due_at else ""
            messages.success(request, _("您的申请已经记下，%(until)s以前答复您。") % {"until": until})
            return redirect("portal:data", matter.number)
    context = {"matter": matter, "form": form, "right": Right(right)}
    return render(request, "portal_rights/ask.html", context, status=status)


@never_cache
@require_POST
def withdraw(request: HttpRequest, number: str, request_id: UUID) -> HttpResponse:
    """Take a request back."""
    try:
        actions.withdraw(request_id, actor=resident_of(request), now=timezone.now())
    except Refused:
        return ask_for_code(number)
    except StepNotOpen as closed:
        messages.warning(request, str(closed))
    else:
        messages.success(request, _("申请已经撤回。"))
    return redirect("portal:data", number)


@never_cache
@require_safe
@of_own_matter
def copy(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Everything that is kept beside my matter, to read."""
    said = _copy(request, matter)
    context = {"matter": matter, "parts": shown.parts_of(said), "masked": _is_masked(request, matter)}
    return render(request, "portal_rights/copy.html", context)


@never_cache
@require_safe
@of_own_matter
def copy_json(request: HttpRequest, matter: Matter) -> HttpResponse:
    """The same for machines."""
    answer = HttpResponse(_bytes(_copy(request, matter)), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{matter.number}.json"'
    return answer


@never_cache
@require_safe
@of_own_matter
def copy_zip(request: HttpRequest, matter: Matter) -> HttpResponseBase:
    """The same with the files, to take along to another place (PIPL art. 45)."""
    held = shown.zipped(matter, _bytes(_copy(request, matter)))
    return FileResponse(
        held, as_attachment=True, filename=f"{matter.number}.zip", content_type="application/zip"
    )


@never_cache
@require_safe
@of_own_matter
def why(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Why my matter went where it went, by which rules, and which limits hold."""
    context = {
        "matter": matter,
        "decisions": explaining.decisions(matter),
        "limits": explaining.limits(matter),
        "centre": centre(on=timezone.localdate()),
    }
    return render(request, "portal_rights/why.html", context)


def _copy(request: HttpRequest, matter: Matter) -> dict[str, Any]:
    key = opened.key_of(request, matter.id) or b""
    return copy_of(matter, masked=_is_masked(request, matter), now=timezone.now(), key=key)


def _is_masked(request: HttpRequest, matter: Matter) -> bool:
    """Names and numbers are shown to whoever has shown the telephone; a slip alone may have been found by anybody."""
    return not is_own(matter, resident_of(request))


def _bytes(said: dict[str, Any]) -> bytes:
    return json.dumps(said, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1).encode()
