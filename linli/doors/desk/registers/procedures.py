"""The procedures in force, drawn from their files: where a matter can be, what may be done, which clocks run."""

from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from linli.core import capability
from linli.core.procedures import shelf
from linli.core.procedures.procedure import Procedure
from linli.core.registers import access
from linli.doors.desk.registers.found import page
from linli.ground.calendars.explain import limit_words
from linli.ground.look import parts
from linli.ground.people.doorway import StaffRequest, staff_required


@require_safe
@staff_required("registers.see")
def procedures(request: StaffRequest) -> HttpResponseBase:
    """Every procedure with its diagram and its clocks."""
    if not access.seen_by(request.actor):
        raise Http404
    shown = [_shown(shelf.current(name)) for name in capability.procedures()]
    return page(request, "procedures", procedures=shown)


def _shown(procedure: Procedure) -> dict[str, object]:
    stages = [parts.Stage(state.name, str(state.label)) for state in procedure.states.values()]
    passages = [
        parts.Passage(origin, target, str(step.label))
        for origin, step, target in procedure.moves()
        if origin != target
    ]
    clocks = [(rule, limit_words(rule.limit.amount, rule.limit.unit)) for rule in procedure.clocks.values()]
    return {"procedure": procedure, "diagram": parts.diagram(stages, passages), "clocks": clocks}
