"""What stands beside a matter: drafts, watching, who else is here, its files, its place."""

from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from linli.doors.desk import actions, queries
from linli.doors.desk.shown import maps
from linli.doors.desk.views.matter import matter_or_404
from linli.ground.files.queries import has_thumbnail
from linli.ground.files.serving import serve
from linli.ground.people.doorway import StaffRequest, staff_required


@require_POST
@staff_required("matters.see")
def draft(request: StaffRequest, number: str, name: str) -> HttpResponseBase:
    """Keep what is being typed; says when, for the line under the field."""
    matter, now = matter_or_404(request, number), timezone.now()
    actions.save_draft(matter.id, name, request.POST.dict(), actor=request.actor, now=now)
    words = _("草稿已保存 %(time)s") % {"time": timezone.localtime(now).strftime("%H:%M")}
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


@require_POST
@staff_required("matters.see")
def watch(request: StaffRequest, number: str) -> HttpResponseBase:
    """Watch the matter, or stop watching it."""
    matter = matter_or_404(request, number)
    if request.POST.get("watch") == "no":
        actions.unwatch(matter.id, actor=request.actor)
    else:
        actions.watch(matter.id, actor=request.actor, now=timezone.now())
    in_pane = request.headers.get("HX-Target") == "pane"
    return redirect("desk:pane" if in_pane else "desk:matter", number)


@require_safe
@staff_required("matters.see")
def presence(request: StaffRequest, number: str) -> HttpResponseBase:
    """Note that one is still here, and say who else is."""
    matter, now = matter_or_404(request, number), timezone.now()
    actions.be_here(matter, actor=request.actor, now=now)
    others = queries.others_at(matter, request.actor, now=now)
    return render(request, "desk/parts/presence.html", {"others": others, "matter": matter})


@require_safe
@staff_required("matters.see")
def file(request: StaffRequest, number: str, attachment: UUID) -> HttpResponseBase:
    """A file of the matter, for those who may see the matter."""
    found = queries.attachment_of(matter_or_404(request, number), attachment)
    if found is None:
        raise Http404
    thumbnail = "small" in request.GET and has_thumbnail(found.file)
    return serve(request, found.file, found.name, thumbnail=thumbnail)


@require_safe
@staff_required("matters.see")
def place(request: StaffRequest, number: str) -> HttpResponseBase:
    """Where the matter is, as a sketch; a fragment for the page, a page without script."""
    matter, now = matter_or_404(request, number), timezone.now()
    drawing = maps.of_matter(matter, now=now, on=timezone.localdate(now))
    inside = request.headers.get("HX-Request") == "true"
    template = "desk/parts/place.html" if inside else "desk/place.html"
    return render(request, template, {"matter": matter, "drawing": drawing})
