from datetime import datetime

from django.http import HttpRequest
from django.template.loader import render_to_string

from linli.core.matters.models import Matter
from linli.doors.portal.panels import panel
from linli.flow.outcomes.exclusions import actions, grounds, queries
from linli.flow.outcomes.exclusions.models import Exclusion


@panel("exclusions", order=90)
def exclusions(request: HttpRequest, matter: Matter, *, now: datetime) -> str:
    """That the matter does not count in the rates, why, and until when that may be contested."""
    row = queries.of_matter(matter)
    if row is None or row.stage not in Exclusion.EXCLUDED:
        return ""
    until = actions.contest_ends(row)
    may_contest = row.stage == Exclusion.Stage.APPROVED and now <= until
    context = {
        "row": row,
        "ground": grounds.words(row.ground),
        "until": until,
        "may_contest": may_contest,
        "matter": matter,
    }
    return render_to_string("portal_exclusions/panel.html", context, request)
