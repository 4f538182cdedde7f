from datetime import datetime

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from linli.core.clocks.queries import clocks_of_tasks
from linli.core.matters.models import Matter
from linli.doors.portal.commitments import shown
from linli.doors.portal.panels import panel
from linli.flow.outcomes.commitments import queries as commitments
from linli.flow.outcomes.evidence import queries as evidence
from linli.flow.outcomes.names import SATISFIED, SOLVED
from linli.flow.outcomes.story import story_of


@panel("promises", order=20)
def promises(request: HttpRequest, matter: Matter, *, now: datetime) -> str:
    """What was promised on this matter, each with its clock."""
    rows = commitments.of_matter(matter, for_resident=True)
    if not rows:
        return ""
    clocks = clocks_of_tasks(row.id for row in rows)
    parts = [(row, shown.clock(row, clocks.get(row.id), now=now)) for row in rows]
    return render_to_string("portal_commitments/panel.html", {"matter": matter, "rows": parts}, request)


@panel("closing", order=30)
def closing(request: HttpRequest, matter: Matter, *, now: datetime) -> str:
    """After the answer: before and after side by side, what one said of it, and what happens if one asks again."""
    story = story_of(matter)
    files = evidence.shown(matter, for_resident=True)
    if story.reply is None and files.is_empty:
        return ""
    word = story.word
    context = {
        "matter": matter,
        "files": files,
        "word": word,
        "solved": SOLVED.get(word.solved, "") if word else "",
        "satisfied": SATISFIED.get(word.satisfied, "") if word else "",
        "is_answered": story.reply is not None,
        "was_reworked": bool(story.reworks),
        "time": shown.rework_time(matter, on=timezone.localdate(now)),
    }
    return render_to_string("portal_commitments/closing.html", context, request)
