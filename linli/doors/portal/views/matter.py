"""The page of one matter as its resident sees it, its photos, and the steps that are theirs to take."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from linli.core.matters.models import Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.procedure import Step
from linli.core.procedures.taking import StaleMatter, StepNotOpen, procedure_of
from linli.doors.portal import queries, shown
from linli.doors.portal.forms import SaidForm, step_form
from linli.doors.portal.own import of_own_matter
from linli.doors.portal.panels import has_road, panels_of
from linli.doors.portal.taking import take
from linli.doors.portal.views.bring import FAULTY, LONGEST_KEPT
from linli.ground.files.queries import has_thumbnail
from linli.ground.files.serving import serve
from linli.ground.people import opened
from linli.ground.people.doorway import resident_of


@never_cache
@require_safe
@of_own_matter
def matter(request: HttpRequest, found: Matter) -> HttpResponse:
    """Where it is, which clock runs and why it ends on that day, what happened, what may be done."""
    return _page(request, found)


def _page(request: HttpRequest, found: Matter, said: dict[str, SaidForm] | None = None) -> HttpResponse:
    procedure, now = procedure_of(found), timezone.now()
    clocks, unit_clocks = shown.clock_parts(found, procedure, now=now)
    context = {
        "matter": found,
        "place": shown.place_of(found),
        "answering": shown.answering(found),
        "stages": () if has_road(found) else shown.stages(found, procedure),
        "awaits": procedure.states[found.state].awaits_resident,
        "clocks": clocks,
        "unit_clocks": unit_clocks,
        "happenings": shown.happenings(found, opened.key_of(request, found.id) or b""),
        "photos": shown.photos(found),
        "panels": panels_of(request, found, now=now),
        "buttons": shown.buttons(found, resident_of(request), said=said),
        "centre": queries.centre(on=timezone.localdate(now)),
    }
    return render(request, "portal/matter.html", context, status=FAULTY if said else 200)


@never_cache
@require_POST
@of_own_matter
def step(request: HttpRequest, found: Matter, name: str) -> HttpResponse:
    """Take one of the steps that are open to the resident."""
    chosen = procedure_of(found).steps.get(name)
    if chosen is None:
        raise Http404
    answers = {ask.name: request.POST.get(ask.name, "")[:LONGEST_KEPT] for ask in chosen.asks}
    version = request.POST.get("version", "")
    try:
        take(
            found,
            chosen,
            answers,
            actor=resident_of(request),
            now=timezone.now(),
            version=int(version) if version.isdecimal() else None,
        )
    except AnswersWrong as wrong:
        return _page(request, found, {name: _form(chosen, answers, wrong.errors)})
    except (StepNotOpen, StaleMatter) as closed:
        messages.warning(request, str(closed))
        return redirect("portal:matter", found.number)
    messages.success(request, _("“%(step)s”已经记下，办理单位会看到。") % {"step": chosen.label})
    return redirect("portal:matter", found.number)


def _form(chosen: Step, answers: dict[str, str], errors: dict[str, str]) -> SaidForm:
    return step_form(chosen, answers, errors) or SaidForm({})


@require_safe
def photo(request: HttpRequest, number: str, attachment: UUID) -> HttpResponseBase:
    """A photo of a matter that this resident can see."""
    found = queries.matter_of(resident_of(request), number)
    kept = queries.attachments_of(found).filter(id=attachment).first() if found else None
    if kept is None:
        raise Http404
    thumbnail = "small" in request.GET and has_thumbnail(kept.file)
    return serve(request, kept.file, kept.name, thumbnail=thumbnail)
