"""One matter: its page, the same in the right pane of a list, its steps."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.core.matters.models import Matter
from linli.core.procedures.answers import AnswersWrong, settle
from linli.core.procedures.procedure import Step
from linli.core.procedures.reach import reaches
from linli.core.procedures.taking import StaleMatter, StepNotOpen, open_steps, procedure_of
from linli.doors.desk import actions, queries
from linli.doors.desk.panels import panels_of
from linli.doors.desk.shown import matter as shown
from linli.doors.desk.shown.matter import NOTHING, PREVIEWED, Typed
from linli.flow.handling.contacts import WORK
from linli.flow.outcomes import acts
from linli.flow.outcomes.evidence.plain import hints
from linli.ground.look import wording
from linli.ground.people.doorway import StaffRequest, staff_required

FAULTY, CONFLICT = 422, 409


@require_safe
@staff_required("matters.see")
def page(request: StaffRequest, number: str) -> HttpResponseBase:
    """The matter as a page of its own."""
    return shown_matter(request, matter_or_404(request, number))


@require_safe
@staff_required("matters.see")
def pane(request: StaffRequest, number: str) -> HttpResponseBase:
    """The matter beside its list."""
    return shown_matter(request, matter_or_404(request, number), pane=True)


@require_safe
@staff_required("matters.see")
def panels(request: StaffRequest, number: str) -> HttpResponse:
    """What other parts show beside the matter, fetched once the page stands; without script the page with all of it."""
    matter = matter_or_404(request, number)
    shown_beside = panels_of(request, matter, now=timezone.now())
    if request.headers.get("HX-Request") != "true":
        return shown_matter(request, matter, panels=shown_beside)
    return render(request, "desk/parts/panels.html", {"panels": shown_beside})


@require_safe
@staff_required("matters.see")
def form(request: StaffRequest, number: str, name: str) -> HttpResponse:
    """The form of one step, for the page that has it folded; without script the page itself, unfolded."""
    matter = matter_or_404(request, number)
    if request.headers.get("HX-Request") != "true":
        return shown_matter(request, matter, typed=Typed(name))
    button = shown.button(matter, request.actor, name, now=timezone.now())
    if button is None:
        raise Http404
    return render(request, "look/parts/step_form.html", {"step": button})


@require_POST
@staff_required("matters.see")
def step(request: StaffRequest, number: str, name: str) -> HttpResponseBase:
    """Take a step, or say why it cannot be taken and keep what was typed."""
    matter = matter_or_404(request, number)
    said = {
        key: value for key, value in request.POST.items() if key not in ("csrfmiddlewaretoken", "version")
    }
    version, typed = _version(request), Typed(name, said)
    if version is not None and version != matter.version:
        return _stale(request, matter, version, typed)
    if _is_previewed(matter, name) and "confirmed" not in request.POST:
        taken = next((one for one in open_steps(matter, actor=request.actor) if one.name == name), None)
        if taken is not None:
            return _preview(request, matter, taken, typed)
    try:
        acts.act(matter, name, said, actor=request.actor, now=timezone.now(), version=version)
    except StaleMatter:
        return _stale(request, matter_or_404(request, number), version or 0, typed)
    except StepNotOpen as wrong:
        return shown_matter(request, matter, typed=typed, status=CONFLICT, trouble=str(wrong))
    except AnswersWrong as wrong:
        return shown_matter(request, matter, typed=Typed(name, said, wrong.errors), status=FAULTY)
    return _done(request, number, str(procedure_of(matter).steps[name].label))


def _done(request: StaffRequest, number: str, label: str) -> HttpResponseBase:
    """Say what was done and what comes next. The matter may be out of the actor's sight now."""
    matter = queries.matter_of(request.actor, number)
    if matter and matter.is_open:
        said = {"step": label, "due": wording.span(matter.due_at, timezone.now())}
        messages.success(request, _("“%(step)s”已完成。下一步期限：%(due)s。") % said)
    else:
        messages.success(request, _("“%(step)s”已完成。") % {"step": label})
    if matter is None:
        return redirect("desk:home")
    return redirect("desk:pane" if _in_pane(request) else "desk:matter", number)


def _stale(request: StaffRequest, matter: Matter, version: int, typed: Typed) -> HttpResponse:
    """Show what others did meanwhile, with everything that was typed still in its place."""
    return shown_matter(
        request, matter, typed=typed, status=CONFLICT, news=shown.news(matter, version), stale=True
    )


def _is_previewed(matter: Matter, name: str) -> bool:
    found = procedure_of(matter).steps.get(name)
    return found is not None and found.verb == PREVIEWED


def _preview(request: StaffRequest, matter: Matter, taken: Step, typed: Typed) -> HttpResponseBase:
    """Show the reply exactly as the resident will read it, before it is sent, with what might be said better."""
    try:
        said = settle(taken, typed.said)
    except AnswersWrong as wrong:
        return shown_matter(request, matter, typed=Typed(taken.name, typed.said, wrong.errors), status=FAULTY)
    text = str(said.get("text", ""))
    preview = {"text": text, "step": taken, "said": typed.said, "hints": hints(text)}
    return shown_matter(request, matter, typed=typed, preview=preview)


def shown_matter(
    request: StaffRequest,
    matter: Matter,
    *,
    typed: Typed = NOTHING,
    status: int = 200,
    pane: bool = False,
    **more: Any,
) -> HttpResponse:
    """Return the matter, whole or for the pane."""
    actor, now = request.actor, timezone.now()
    actions.be_here(matter, actor=actor, now=now)
    clocks = shown.clocks(matter, now=now)
    steps = shown.buttons(matter, actor, typed=typed, now=now)
    context: Mapping[str, Any] = {
        "matter": matter,
        "facts": shown.facts(matter),
        "clocks": clocks,
        "has_ended": any(clock.done_at for clock in clocks),
        "happenings": shown.happenings(matter),
        "steps": steps,
        "typed_is_open": any(step.name == typed.step for step in steps),
        "people": queries.parties_of(matter),
        "may_open_contact": reaches(actor, WORK, matter),
        "files": shown.photos(matter),
        "others": queries.others_at(matter, actor, now=now),
        "is_watched": queries.is_watched(matter, actor),
        "now": now,
        "typed": typed,
        "at_once": panels_of(request, matter, now=now, at_once=True),
        "panels": None,
        "in_pane": pane or _in_pane(request),
        **more,
    }
    template = "desk/parts/matter.html" if context["in_pane"] else "desk/matter.html"
    answer = render(request, template, context, status=status)
    if context["in_pane"]:
        answer["HX-Push-Url"] = "false"  # the address stays that of the list
    return answer


def matter_or_404(request: StaffRequest, number: str) -> Matter:
    matter = queries.matter_of(request.actor, number)
    if matter is None:
        raise Http404
    return matter


def _in_pane(request: StaffRequest) -> bool:
    return request.headers.get("HX-Target") == "pane"


def _version(request: StaffRequest) -> int | None:
    text = request.POST.get("version", "")
    return int(text) if text.isdigit() else None
