"""It happened again, or there is more to say after the end: a new matter, begun with the place of the earlier one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.core.matters.models import Matter
from linli.doors.portal import draft
from linli.doors.portal.own import of_own_matter


@require_POST
@of_own_matter
def again(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Begin a draft that follows the closed matter. A draft that was begun for something else is not thrown away."""
    if matter.is_open:
        messages.warning(request, _("这件事还在办，新的情况可以直接补充。"))
        return redirect("portal:matter", matter.number)
    begun = draft.current(request)
    if begun is not None and begun.is_begun and begun.follows != str(matter.id):
        messages.warning(
            request, _("您有一件没写完的事。请先交上去，或者在首页点“不要那一份了，重新写”，再回来写后续。")
        )
        return redirect("portal:what")
    if begun is None or begun.follows != str(matter.id):
        _begin(request, matter)
    messages.info(
        request,
        _("这是接着 %(number)s 的新的一件，会有新的编号和时限。地点已经替您填好。")
        % {"number": matter.number},
    )
    return redirect("portal:what")


def _begin(request: HttpRequest, matter: Matter) -> None:
    writing = draft.begin(request)
    writing.follows = str(matter.id)
    writing.kind = f"{matter.capability}.{matter.kind}"
    writing.category = str(matter.category_id or "")
    writing.words = writing.searched = matter.place
    writing.cell = str(matter.cell_id or "")
    writing.village = str(matter.village_id or "")
    writing.longitude, writing.latitude = matter.longitude, matter.latitude
    writing.picked = bool(matter.cell_id or matter.village_id)
    draft.keep(request, writing)
