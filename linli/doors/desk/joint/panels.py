"""Beside a matter: who else works on it, what they answered, and what one may do about it."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from linli.core.matters.models import Matter
from linli.doors.desk.joint import shown
from linli.doors.desk.panels import panel
from linli.flow.handling.joint import queries
from linli.flow.handling.joint.access import leads, may_whistle
from linli.flow.handling.joint.models import Stage
from linli.ground.people.doorway import StaffRequest

NAME = _("会办")


@panel("joint", order=30)
def joint(request: StaffRequest, matter: Matter, *, now: datetime) -> str:
    """Return the tasks of a matter. Two queries, one where there are none."""
    actor = request.actor
    tasks = queries.tasks_of(matter)
    may_ask = matter.is_open and leads(actor, matter)
    whistles = matter.is_open and may_whistle(actor, matter)
    if not tasks and not may_ask and not whistles:
        return ""
    rows = shown.rows(tasks, actor, now=now, matter=matter) if tasks else []
    answered = any(row.task.stage in (Stage.ANSWERED, Stage.ACCEPTED) and row.task.answer for row in rows)
    context = {
        "matter": matter,
        "rows": rows,
        "may_ask": may_ask,
        "may_whistle": whistles,
        "may_merge": may_ask and answered,
        "missing": [row.task.unit.name for row in rows if row.task.is_open and row.task.before_reply],
        "effects": shown.effect_words(),
        "now": now,
        "name": NAME,
    }
    return render_to_string("desk_joint/panel.html", context, request=request)
