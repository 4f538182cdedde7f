"""What is alike, two matters side by side, and linking and parting them."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.core.matters.models import Matter
from linli.core.procedures.answers import AnswersWrong
from linli.core.procedures.reach import reaches
from linli.doors.desk import queries as desk
from linli.doors.desk.forms.wrong import show_wrong
from linli.doors.desk.links import shown
from linli.doors.desk.links.forms import LinkForm, ReasonForm, follows
from linli.doors.desk.views.matter import matter_or_404
from linli.flow.handling.links import actions, queries
from linli.flow.handling.links.actions import EDIT, LONGEST_REASON, NotPossible
from linli.flow.handling.links.models import Relation
from linli.flow.handling.links.similar import similar_to, why_alike
from linli.ground.people.doorway import StaffRequest, staff_required

FAULTY, CONFLICT = 422, 409


@require_safe
@staff_required("matters.see")
def similar(request: StaffRequest, number: str) -> HttpResponseBase:
    """What looks like the matter, and why: a fragment for its page, a page without script."""
    matter = matter_or_404(request, number)
    context = {
        "matter": matter,
        "similar": similar_to(matter, actor=request.actor, now=timezone.now()),
        "may_link": request.actor.may(EDIT),
    }
    inside = request.headers.get("HX-Request") == "true"
    return render(request, "desk_links/parts/similar.html" if inside else "desk_links/similar.html", context)


@require_safe
@staff_required("matters.see")
def find(request: StaffRequest, number: str) -> HttpResponseBase:
    """Lead to the matter whose number was typed, side by side with this one."""
    matter = matter_or_404(request, number)
    wanted = "".join(filter(str.isdigit, request.GET.get("other", "")))
    other = desk.matter_of(request.actor, wanted) if wanted else None
    if other is None or other == matter:
        messages.warning(request, _("没有找到这个编号的另一件事。请对照编号再写一遍。"))
        return redirect("desk:links-similar", number)
    return redirect("desk:links-beside", number, other.number)


@dataclass(frozen=True)
class Pair:
    """Two matters that the reader may see; the first is the one they came from."""

    own: Matter
    other: Matter

    @classmethod
    def of(cls, request: StaffRequest, number: str, other: str) -> "Pair":
        own, found = matter_or_404(request, number), matter_or_404(request, other)
        if own == found:
            raise Http404
        return cls(own, found)

    def may_link(self, request: StaffRequest) -> bool:
        return all(reaches(request.actor, EDIT, matter) for matter in (self.own, self.other))

    @property
    def earlier(self) -> Matter:
        return min(self.own, self.other, key=lambda matter: (matter.received_at, matter.id))


@require_http_methods(["GET", "HEAD", "POST"])
@staff_required("matters.see")
def beside(request: StaffRequest, number: str, other: str) -> HttpResponseBase:
    """Two matters side by side; whoever works on both links them here."""
    pair = Pair.of(request, number, other)
    if request.method != "POST":
        return _shown(request, pair)
    form = _form(pair, request.POST)
    if not form.is_valid():
        return _shown(request, pair, form=form, status=FAULTY)
    said = form.cleaned_data
    source, target = pair.own, pair.other
    if follows(said["relation"]) and said["lead"] == pair.own.number:
        source, target = target, source
    asked = {"relation": said["relation"], "reason": said["reason"]}
    try:
        actions.link(source.id, target.id, **asked, actor=request.actor, now=timezone.now())
    except AnswersWrong as wrong:
        show_wrong(form, wrong.errors)
        return _shown(request, pair, form=form, status=FAULTY)
    except NotPossible as wrong:
        form.add_error(None, str(wrong))
        return _shown(request, pair, form=form, status=CONFLICT)
    messages.success(request, _("已经关联。两件事的编号、时限和答复还是各自的，随时可以解除。"))
    return redirect("desk:matter", number)


@require_POST
@staff_required("matters.see")
def undo(request: StaffRequest, number: str, other: str) -> HttpResponseBase:
    """Part the two again."""
    pair = Pair.of(request, number, other)
    link = queries.link_between(pair.own, pair.other)
    if link is None:
        messages.warning(request, _("这个关联已经解除了。"))
        return redirect("desk:links-beside", number, other)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _shown(request, pair, form=form, status=FAULTY)
    reason = form.cleaned_data["reason"]
    try:
        actions.unlink(link.id, reason=reason, actor=request.actor, now=timezone.now())
    except NotPossible as wrong:
        messages.warning(request, str(wrong))
        return redirect("desk:links-beside", number, other)
    messages.success(request, _("已经解除关联。已经给出的答复不变。"))
    return redirect("desk:matter", number)


def _form(pair: Pair, said: Any, reason: str = "") -> LinkForm:
    relation = Relation.DUPLICATE_OF if pair.earlier.is_open else Relation.RECURRING
    form = LinkForm(said, initial={"relation": relation, "lead": pair.earlier.number, "reason": reason})
    form.offer([pair.earlier.number, *({pair.own.number, pair.other.number} - {pair.earlier.number})])
    return form


def _shown(
    request: StaffRequest, pair: Pair, *, form: LinkForm | ReasonForm | None = None, status: int = 200
) -> HttpResponse:
    because = why_alike(pair.own, pair.other, now=timezone.now())
    link = queries.link_between(pair.own, pair.other)
    context = {
        "matter": pair.own,
        "pair": [(matter, shown.facts(matter)) for matter in (pair.own, pair.other)],
        "other": pair.other,
        "because": because,
        "link": link,
        "form": form or (ReasonForm() if link else _form(pair, None, "；".join(because)[:LONGEST_REASON])),
        "may_link": pair.may_link(request),
    }
    return render(request, "desk_links/beside.html", context, status=status)
