"""The gap map, and one question tried under both rule sets."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from linli.core.matters.models import Severity
from linli.doors.desk import queries
from linli.doors.desk.laboratory.forms import TryForm
from linli.doors.desk.laboratory.opening import draft_or_404, laboratory
from linli.doors.desk.laboratory.opening import page as _page
from linli.doors.desk.laboratory.shown import attempts, gaps
from linli.doors.desk.laboratory.shown.gaps import Asked
from linli.doors.desk.shown.downloads import csv_download
from linli.flow.routing.laboratory.queries.drafts import latest_replay
from linli.flow.routing.laboratory.queries.trying import answers
from linli.ground.people.doorway import StaffRequest
from linli.ground.places.models import Level


@require_safe
@laboratory
def page(request: StaffRequest, draft_id: UUID) -> HttpResponseBase:
    """Where, for what and how grave nobody would be responsible."""
    draft = draft_or_404(request, draft_id)
    asked, replay = _asked(request), latest_replay(draft, request.actor)
    shown = gaps.shown(draft, asked, replay, on=timezone.localdate())
    return _page(request, "gaps", draft, here=_("没人负责的地方"), replay=replay, asked=asked, **shown)


@require_safe
@laboratory
def export(request: StaffRequest, draft_id: UUID) -> HttpResponseBase:
    """The same map, one line a cell."""
    draft = draft_or_404(request, draft_id)
    asked, replay = _asked(request), latest_replay(draft, request.actor)
    lines = gaps.sheet(draft, asked, replay, on=timezone.localdate())
    return csv_download(f"gaps-{asked.severity}", gaps.header(), lines)


@require_safe
@laboratory
def attempt(request: StaffRequest, draft_id: UUID) -> HttpResponseBase:
    """One matter as routing looks at it: what the rules in force say, and what the draft says."""
    draft, on = draft_or_404(request, draft_id), timezone.localdate()
    towns, villages = (queries.areas(level, on=on) for level in (Level.TOWN, Level.VILLAGE))
    form = TryForm(request.GET or None, categories=queries.categories(), places=[*towns, *villages])
    sides = []
    if form.is_bound and form.is_valid():
        question = attempts.question(form.cleaned_data)
        names = (_("现行规则"), _("草稿"))
        sides = [
            attempts.side(name, answer)
            for name, answer in zip(names, answers(draft, question, on=on), strict=True)
        ]
    return _page(request, "try", draft, here=_("试一件"), form=form, sides=sides)


def _asked(request: StaffRequest) -> Asked:
    severity = request.GET.get("severity", Severity.SMALL)
    asked = Asked.of(severity, request.GET.get("town", ""), request.GET.get("below", ""))
    if asked is None:
        raise Http404
    return asked
