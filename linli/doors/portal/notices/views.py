"""A resident switches messages about their matter off or on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from linli.core.matters.models import Matter
from linli.doors.portal.own import of_own_matter
from linli.flow.intake.wishes.actions import want_messages
from linli.ground.people.doorway import resident_of


@never_cache
@require_POST
@of_own_matter
def switch(request: HttpRequest, matter: Matter) -> HttpResponse:
    """Say whether messages are wanted from now on."""
    wanted = request.POST.get("wanted") == "yes"
    want_messages(matter.id, wanted=wanted, actor=resident_of(request), now=timezone.now())
    said = _("有消息会发短信告诉您。") if wanted else _("不再给您发这件事的短信。")
    messages.success(request, said)
    return redirect("portal:matter", matter.number)
