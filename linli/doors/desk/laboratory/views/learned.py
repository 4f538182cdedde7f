"""What past handling teaches about the duty list: to look at, and to take into a draft by hand."""

from pathlib import Path
from tempfile import NamedTemporaryFile
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.core.procedures.answers import AnswersWrong
from linli.core.registers import access, declaration
from linli.doors.desk.laboratory.forms import LearnForm
from linli.doors.desk.laboratory.opening import FAULTY, draft_or_404, laboratory, page
from linli.doors.desk.laboratory.shown import learning
from linli.doors.desk.shown.downloads import csv_download
from linli.flow.routing.laboratory import actions
from linli.flow.routing.laboratory.queries.drafts import drafts
from linli.flow.routing.learning.proposals import Learned
from linli.flow.routing.learning.queries import learn_file, proposed_duties, proposed_successors
from linli.ground.people.doorway import StaffRequest
from linli.lib.spreadsheets import Unreadable

MOST_BYTES = 20 * 1024 * 1024


@require_http_methods(["GET", "HEAD", "POST"])
@laboratory
def learned(request: StaffRequest) -> HttpResponseBase:
    """Lines for the duty list and successors of units, from our own matters or from a file."""
    form = LearnForm(request.POST or None, request.FILES or None)
    on = timezone.localdate()
    found: Learned | None = None
    if request.method == "POST" and form.is_valid():
        try:
            found = _from_file(form)
        except (Unreadable, ValueError) as error:
            form.add_error("file", str(error))
    context = learning.shown(
        found.duties if found else proposed_duties(on=on),
        found.successors if found else proposed_successors(on=on),
        only=request.GET.get("standing", ""),
    )
    return page(
        request,
        "learned",
        here=_("从以往的办理中学到的"),
        form=form,
        file=form.cleaned_data["file"].name if found else "",
        orders=found.orders if found else 0,
        drafts=[draft for draft in drafts(request.actor) if draft.is_open],
        may_edit_units=access.may_edit(declaration.named("units"), request.actor),
        status=FAULTY if form.errors else 200,
        **context,
    )


@require_safe
@laboratory
def export(request: StaffRequest) -> HttpResponseBase:
    """The proposed lines to take away."""
    found = proposed_duties(on=timezone.localdate())
    return csv_download("duties-learned", learning.header(), learning.sheet(found))


@require_POST
@laboratory
def adopt(request: StaffRequest) -> HttpResponseBase:
    """Take the ticked lines into a draft."""
    try:
        draft_id = UUID(request.POST.get("draft", ""))
        choices = [actions.Choice.of(text) for text in request.POST.getlist("line")]
    except ValueError:
        messages.error(request, _("请选一份草稿。还没有草稿的话，先起草一份。"))
        return redirect("desk:laboratory-learned")
    if not choices:
        messages.error(request, _("一行也没有勾选。请先勾选要放进草稿的行。"))
        return redirect("desk:laboratory-learned")
    draft, now = draft_or_404(request, draft_id), timezone.now()
    try:
        taken = actions.adopt_lines(
            draft.id, choices, on=timezone.localdate(now), actor=request.actor, now=now
        )
    except (AnswersWrong, actions.DraftClosed) as error:
        messages.error(request, str(error))
        return redirect("desk:laboratory-learned")
    words = ngettext("有%(n)s行放进了草稿。", "有%(n)s行放进了草稿。", taken) % {"n": taken}
    messages.success(request, words)
    return redirect("desk:laboratory-draft", draft_id=draft.id)


@require_POST
@laboratory
def succeed(request: StaffRequest) -> HttpResponseBase:
    """Write down that one unit has taken over from another."""
    now = timezone.now()
    try:
        old, new = (UUID(request.POST.get(name, "")) for name in ("old", "new"))
        unit = actions.accept_successor(old, new, on=timezone.localdate(now), actor=request.actor, now=now)
    except ValueError:
        raise Http404 from None
    except actions.NotProposed:
        messages.error(request, _("这一条已经不在建议里了。"))
        return redirect("desk:laboratory-learned")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("desk:laboratory-learned")
    words = _("已记下：%(old)s由%(new)s承接。%(old)s哪天停用，请在单位台账里写明。")
    messages.success(request, words % {"old": unit.name, "new": unit.successor})
    return redirect("desk:register-row", name="units", key=unit.pk)


def _from_file(form: LearnForm) -> Learned:
    upload = form.cleaned_data["file"]
    if upload.size > MOST_BYTES:
        raise Unreadable("too_large")
    with NamedTemporaryFile(suffix=upload.name[-5:]) as kept:
        for chunk in upload.chunks():
            kept.write(chunk)
        kept.flush()
        return learn_file(Path(kept.name))
