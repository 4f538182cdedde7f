from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from linli.core.matters.models import Matter
from linli.core.procedures.guards import guard_named
from linli.core.procedures.reach import reaches
from linli.core.procedures.taking import procedure_of
from linli.doors.desk.panels import panel
from linli.flow.outcomes.commitments import queries as commitments
from linli.flow.outcomes.commitments.actions import PROMISE
from linli.flow.outcomes.evidence import conditions, queries
from linli.flow.outcomes.evidence.verifying import demand_of
from linli.flow.outcomes.names import SATISFIED, SOLVED
from linli.flow.outcomes.story import CLOSED, REPLIED, story_of
from linli.flow.outcomes.visits import queries as visits
from linli.ground.people.doorway import StaffRequest

OURS = ("handled_by_another", "verified_where_required")


@panel("closing", order=30)
def closing(request: StaffRequest, matter: Matter, *, now: datetime) -> str:
    """What is asked for and there before the matter closes, how it looks now, and what its resident says."""
    story, word = story_of(matter), story_of(matter).word
    asked, files = conditions.asked(matter), queries.shown(matter)
    may_add = queries.may_add(matter, request.actor)
    visit = visits.latest_of(matter) if story.reply else None
    if not (asked or word or visit or may_add) and files.is_empty:
        return ""
    closed = _closed(request, matter)
    context = {
        "matter": matter,
        "asked": asked,
        "shown": files,
        "demand": _demand(matter) if story.reply else "",
        "word": word,
        "solved": SOLVED.get(word.solved, "") if word else "",
        "satisfied": SATISFIED.get(word.satisfied, "") if word else "",
        "visit": visit if visit and reaches(request.actor, "outcomes.visit", matter) else None,
        "may_add": may_add,
        "closed": closed,
        "is_open": bool(asked or word or closed) or not files.is_empty,
    }
    return render_to_string("desk_closing/panel.html", context, request)


def _closed(request: StaffRequest, matter: Matter) -> list[str]:
    """Say why answering or closing, which the reader otherwise may, is not open now; the list above says what is missing."""
    steps = [
        step
        for step in procedure_of(matter).steps_from(matter.state)
        if step.verb in (REPLIED, CLOSED) and any(reaches(request.actor, who, matter) for who in step.who)
    ]
    names = dict.fromkeys(name for step in steps for name in step.guards if name in OURS)
    guards = (guard_named(name) for name in names)
    return [why for guard in guards if guard and (why := guard(matter, request.actor))]


def _demand(matter: Matter) -> str:
    """Say whether somebody else has to verify, so that an auditor can draw the lot again."""
    found = story_of(matter).verification
    demand = demand_of(matter)
    said = {"lot": demand.lot, "percent": demand.percent}
    if found is not None:
        return _("核查通过了。")
    if not demand.why or not matter.is_open:
        return ""
    match demand.why:
        case "sampled":
            return _("抽中核查（抽签号%(lot)s，抽%(percent)s%%）：请没有经办的同事核查后再办结。") % said
        case "again":
            return _("上次核查没有通过，这次还要核查后再办结。")
    return _("这类事项要到现场核查后再办结。")


@panel("promises", order=35)
def promises(request: StaffRequest, matter: Matter, *, now: datetime) -> str:
    """What was promised, and the way to promise."""
    rows = commitments.of_matter(matter)
    may_make = reaches(request.actor, PROMISE, matter)
    if not rows and not may_make:
        return ""
    context = {"matter": matter, "rows": rows, "may_make": may_make, "now": now}
    return render_to_string("desk_closing/promises_panel.html", context, request)
