"""Replays: ask for one, watch it, read what it found, open the matters behind it."""

from datetime import timedelta
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from linli.doors.desk.laboratory.forms import FileForm, MattersForm
from linli.doors.desk.laboratory.opening import FAULTY, draft_or_404, laboratory
from linli.doors.desk.laboratory.opening import page as _page
from linli.doors.desk.laboratory.shown import results
from linli.doors.desk.shown.downloads import csv_download
from linli.doors.desk.shown.rows import rows
from linli.flow.routing.laboratory import actions
from linli.flow.routing.laboratory.models import Draft, Replay
from linli.flow.routing.laboratory.queries.drafts import latest_replay
from linli.flow.routing.laboratory.queries.results import Result, behind
from linli.ground.calendars.moments import midnight
from linli.ground.people.doorway import StaffRequest
from linli.lib.spreadsheets import Unreadable

DONE, STOP_POLLING = Replay.Stage.DONE, 286
LISTED = 100
MOST_BYTES = 20 * 1024 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
@laboratory
def page(request: StaffRequest, draft_id: UUID) -> HttpResponseBase:
    """What the latest replay found; the forms for another."""
    draft = draft_or_404(request, draft_id)
    today = timezone.localdate()
    asked = {"since": today - timedelta(days=365), "until": today, "on": today}
    if request.method != "POST":
        return _replay_page(request, draft, MattersForm(initial=asked), FileForm())
    if request.FILES or "severity" in request.POST:
        return _ask_file(request, draft, MattersForm(initial=asked))
    form = MattersForm(request.POST)
    if not form.is_valid():
        return _replay_page(request, draft, form, FileForm(), status=FAULTY)
    said = form.cleaned_data
    replay = actions.ask_matters(
        draft.id,
        since=midnight(said["since"]),
        until=midnight(said["until"] + timedelta(days=1)),
        on=said["on"],
        actor=request.actor,
        now=timezone.now(),
    )
    return _begun(replay)


def _ask_file(request: StaffRequest, draft: Draft, matters: MattersForm) -> HttpResponseBase:
    form = FileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _replay_page(request, draft, matters, form, status=FAULTY)
    upload = form.cleaned_data["file"]
    if upload.size > MOST_BYTES:
        form.add_error("file", _("文件太大，请用命令 linli routing replay。"))
        return _replay_page(request, draft, matters, form, status=FAULTY)
    try:
        replay = actions.ask_file(
            draft.id,
            upload.read(),
            name=upload.name,
            on=timezone.localdate(),
            severity=form.cleaned_data["severity"],
            actor=request.actor,
            now=timezone.now(),
        )
    except Unreadable as error:
        form.add_error("file", str(error))
        return _replay_page(request, draft, matters, form, status=FAULTY)
    return _begun(replay)


def _begun(replay: Replay) -> HttpResponseBase:
    """Carry a short replay out at once; a long one is the worker's."""
    if replay.total <= actions.AT_ONCE:
        actions.carry_out(replay, now=timezone.now())
    return redirect("desk:laboratory-replay", draft_id=replay.draft_id)


@require_safe
@laboratory
def progress(request: StaffRequest, draft_id: UUID) -> HttpResponseBase:
    """How far the replay is; once it is done the page comes anew."""
    replay = _replay_or_404(request, draft_or_404(request, draft_id))
    if replay.stage in (Replay.Stage.DONE, Replay.Stage.FAILED):
        return HttpResponse(status=STOP_POLLING, headers={"HX-Refresh": "true"})
    return render(request, "desk_laboratory/progress.html", {"replay": replay, "draft": replay.draft})


@require_safe
@laboratory
def moved(request: StaffRequest, draft_id: UUID) -> HttpResponseBase:
    """The matters behind a number, as far as one may see them."""
    draft = draft_or_404(request, draft_id)
    replay = _replay_or_404(request, draft)
    before, after = _key(request, "before"), _key(request, "after")
    text = request.GET.get("begin", "")
    begin = int(text) if text.isdigit() else 0
    found = behind(replay, before=before, after=after, begin=begin, size=LISTED, actor=request.actor)
    return _page(
        request,
        "moved",
        draft,
        here=_("会变的事项"),
        rows=rows(found.matters, now=timezone.now()),
        sentence=results.sentence(replay, before, after),
        found=found,
        pager=results.pager(replay, before, after, found),
    )


@require_safe
@laboratory
def export(request: StaffRequest, draft_id: UUID, table: str) -> HttpResponseBase:
    """A table of the result to take away."""
    draft = draft_or_404(request, draft_id)
    replay = _replay_or_404(request, draft)
    if table not in results.SHEETS or replay.stage != DONE:
        raise Http404
    header, lines = results.SHEETS[table](Result(replay))
    return csv_download(f"replay-{table}", header, lines)


def _replay_page(
    request: StaffRequest, draft: Draft, matters: MattersForm, file: FileForm, *, status: int = 200
) -> HttpResponse:
    replay = latest_replay(draft, request.actor)
    shown = results.shown(Result(replay)) if replay and replay.stage == DONE else {}
    return _page(
        request,
        "replay",
        draft,
        here=_("试算"),
        matters_form=matters,
        file_form=file,
        replay=replay,
        status=status,
        **shown,
    )


def _replay_or_404(request: StaffRequest, draft: Draft) -> Replay:
    replay = latest_replay(draft, request.actor)
    if replay is None:
        raise Http404
    return replay


def _key(request: StaffRequest, name: str) -> UUID | None:
    try:
        return UUID(request.GET[name]) if request.GET.get(name) else None
    except ValueError:
        raise Http404 from None
