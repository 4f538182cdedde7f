"""Take a step on a sealed matter, by the form of its procedure."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.taking import StaleMatter, StepNotOpen, procedure_of
from linli.doors.desk.sealed import queries
from linli.doors.desk.sealed.access import held_or_404, holders_only, key_for
from linli.doors.desk.sealed.views.one import shown_matter
from linli.doors.desk.shown.matter import Typed
from linli.flow.handling.entrusting import take_sealed_step
from linli.ground.people.doorway import StaffRequest

FAULTY, CONFLICT = 422, 409
BESIDE = ("csrfmiddlewaretoken", "version")


@require_POST
@holders_only
def step(request: StaffRequest, number: str, name: str) -> HttpResponseBase:
    """Take a step, or say why it cannot be taken and keep what was typed."""
    matter = held_or_404(request, number)
    said = {key: value for key, value in request.POST.items() if key not in BESIDE}
    version = request.POST.get("version", "")
    try:
        take_sealed_step(
            matter.id,
            name,
            said=said,
            key=key_for(request, matter),
            actor=request.actor,
            now=timezone.now(),
            version=int(version) if version.isdigit() else None,
        )
    except (StepNotOpen, StaleMatter) as closed:
        fresh = held_or_404(request, number)
        return shown_matter(request, fresh, typed=Typed(name, said), status=CONFLICT, trouble=str(closed))
    except AnswersWrong as wrong:
        return shown_matter(request, matter, typed=Typed(name, said, wrong.errors), status=FAULTY)
    label = procedure_of(matter).steps[name].label
    messages.success(request, _("“%(step)s”已完成。") % {"step": label})
    held = queries.held_one(request.actor, number)
    return redirect("desk:sealed-one", number) if held else redirect("desk:sealed")
