"""What stands beside a matter that was returned: by whom, on what ground, and what the centre decided."""

from datetime import datetime

from django.template.loader import render_to_string

from linli.core.matters.models import Matter
from linli.doors.desk.panels import panel
from linli.flow.handling.returns.history import history_of
from linli.flow.handling.returns.queries import names_of
from linli.ground.people.doorway import StaffRequest


@panel("returns", order=20)
def returns(request: StaffRequest, matter: Matter, *, now: datetime) -> str:
    """Two queries, one where it was never returned."""
    history = history_of(matter)
    if not history.returns:
        return ""
    keys = {each.unit_id for each in history.returns if each.unit_id} | {history.decided}
    names = names_of({key for key in keys if key})
    context = {
        "returns": [(names.get(each.unit_id, "") if each.unit_id else "", each) for each in history.returns],
        "decided": names.get(history.decided) if history.decided else None,
        "must": matter.is_open and history.must_be_arbitrated(now),
    }
    return render_to_string("desk_returns/panel.html", context, request)
