"""One answer for linked matters: taken over into one's own, or given to all, each as its own reply."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from linli.core.matters.models import Matter
from linli.core.procedures.reach import reaches
from linli.doors.desk import actions as desk
from linli.doors.desk import queries as kept
from linli.doors.desk.links import shown
from linli.doors.desk.links.forms import ReplyForm
from linli.doors.desk.views.matter import matter_or_404
from linli.flow.handling.links import queries
from linli.flow.outcomes import together
from linli.ground.people.actor import Refused
from linli.ground.people.doorway import StaffRequest, staff_required

FAULTY = 422


@require_POST
@staff_required("outcomes.reply")
def use(request: StaffRequest, number: str) -> HttpResponseBase:
    """Put the reply to the matter that leads into one's own reply form, below what one was typing; nothing is sent."""
    matter, now = matter_or_404(request, number), timezone.now()
    if not reaches(request.actor, "outcomes.reply", matter):
        raise Refused
    offer = together.offered(matter, queries.lead_of(matter, request.actor))
    step = together.reply_step(matter)
    if offer is None or step is None:
        messages.warning(request, _("现在没有可用的答复。"))
        return redirect("desk:matter", number)
    drafts = kept.drafts_of(matter, request.actor)
    typed = str(drafts[step.name].answers.get("text", "")).strip() if step.name in drafts else ""
    text = typed if offer.text in typed else "\n\n".join(filter(None, (typed, offer.text)))
    desk.save_draft(matter.id, step.name, {"text": text}, actor=request.actor, now=now)
    messages.success(request, _("答复已经填好，请改成适合这件事的话，看过以后再发。"))
    return redirect("desk:matter", number)


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("outcomes.reply")
def answer_all(request: StaffRequest, number: str) -> HttpResponseBase:
    """Give one answer to all that follow the matter: first as residents will read it, then each by itself."""
    matter = matter_or_404(request, number)
    if request.method != "POST":
        said = together.reply_of(matter)
        return _page(request, matter, ReplyForm(initial={"text": said[0] if said else ""}))
    form = ReplyForm(request.POST)
    if not form.is_valid():
        return _page(request, matter, form, status=FAULTY)
    text = form.cleaned_data["text"].strip()
    if "confirmed" not in request.POST:
        return _page(request, matter, form, preview=text)
    done = together.reply_to_all(matter, text=text, actor=request.actor, now=timezone.now())
    count = sum(not each.why for each in done)
    words = ngettext("%(n)s件已经答复。", "%(n)s件已经答复。", count) % {"n": count}
    messages.success(request, words) if count else messages.warning(request, words)
    failed = [each for each in done if each.why]
    if not failed:
        return redirect("desk:links-followers", number)
    return render(request, "desk_links/answered.html", {"matter": matter, "done": done, "failed": failed})


def _page(
    request: StaffRequest, matter: Matter, form: ReplyForm, *, preview: str = "", status: int = 200
) -> HttpResponse:
    now = timezone.now()
    waiting = list(together.waiting(matter, request.actor))
    if not waiting and not queries.count_followers(matter, request.actor):
        raise Http404
    context = {
        "matter": matter,
        "form": form,
        "preview": preview,
        "lines": shown.lines(matter, waiting[: together.MOST], now=now),
        "count": len(waiting),
        "most": together.MOST,
        "now": now,
    }
    return render(request, "desk_links/answer_all.html", context, status=status)
