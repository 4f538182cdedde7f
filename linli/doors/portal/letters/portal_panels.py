from datetime import datetime

from django.http import HttpRequest
from django.template.loader import render_to_string

from linli.core.matters.models import Matter
from linli.doors.portal.letters.shown import rows_of
from linli.doors.portal.panels import panel
from linli.flow.outcomes.letters import queries


@panel("letters", order=20, sealed=True)
def letters(request: HttpRequest, matter: Matter, *, now: datetime) -> str:
    """The letters to the resident: to read, to keep, to say that one has them."""
    rows = rows_of(queries.letters_of(matter, for_resident=True))
    if not rows:
        return ""
    return render_to_string("portal_letters/panel.html", {"matter": matter, "rows": rows}, request)
