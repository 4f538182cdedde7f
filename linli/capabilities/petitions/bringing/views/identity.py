"""Confirming who one is at an identity provider, after the matter was brought."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.capabilities.petitions.bringing import actions, draft, provider
from linli.core.matters import sealed
from linli.core.matters.models import Matter
from linli.doors.portal import queries
from linli.doors.portal.own import ask_for_code
from linli.ground.people import opened
from linli.ground.people.actor import Actor, resident
from linli.ground.people.doorway import resident_of

ASKED = "petition_identity"  # session: the number of the matter for which somebody went to the provider


@never_cache
@require_safe
def explain(request: HttpRequest, number: str) -> HttpResponse:
    """What is compared and what is kept, before one goes there."""
    matter, _actor = _theirs(request, number)
    if matter is None:
        return ask_for_code(number)
    party = actions.requester_of(matter)
    context = {
        "matter": matter,
        "label": provider.label(),
        "is_on": provider.is_on(),
        "may_confirm": party is not None and actions.can_confirm(party, matter),
        "is_confirmed": party is not None and party.confirmed_at is not None,
        "centre": queries.centre(on=timezone.localdate()),
    }
    return render(request, "petitions_bringing/identity.html", context)


@never_cache
@require_safe
def go(request: HttpRequest, number: str) -> HttpResponse:
    """Lead to the provider."""
    matter, _actor = _theirs(request, number)
    if matter is None:
        return ask_for_code(number)
    if not provider.is_on():
        raise Http404
    request.session[ASKED] = number
    try:
        return provider.send_there(request, request.build_absolute_uri(reverse("petitions:identity-back")))
    except provider.ProviderFailed:
        messages.warning(request, _("身份认证服务现在连不上，请过一会儿再试，或者到窗口当面核对。"))
        return redirect("petitions:identity", number)


@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """Take the provider's word for it, compare the name, and forget the rest.

    Whoever comes from another site has not all cookies with them: the second look, which our own page asks for, has.
    """
    if "here" not in request.GET:
        onward = f"?{request.GET.urlencode()}&here=1"
        return render(request, "petitions_bringing/identity_back.html", {"onward": onward})
    number = request.session.pop(ASKED, "")
    matter, actor = _theirs(request, number)
    if matter is None or not provider.is_on():
        raise Http404
    try:
        name = provider.name_given(request)
        key = _key(request, matter)
        actions.confirm_by_provider(matter.id, name=name, key=key, actor=actor, now=timezone.now())
    except provider.ProviderFailed:
        messages.warning(request, _("没有核对成。可以再试一次，或者到窗口当面核对。"))
    except (actions.NotTheSameName, actions.NothingToConfirm) as wrong:
        messages.warning(request, str(wrong))
    else:
        messages.success(request, _("身份核对好了。我们只记下核对过这件事，没有留下别的。"))
    return redirect("petitions:identity", number)


def _theirs(request: HttpRequest, number: str) -> tuple[Matter | None, Actor]:
    """Return the matter if this browser opened it by its code, or sent it just now, and as whom."""
    actor = resident_of(request)
    found = queries.matter_of(actor, number)
    if found is None:
        sent = _sent(request, number)
        actor = resident([sent]) if sent else actor
        found = queries.matter_of(actor, number) if sent else None
    return (found, actor) if found is not None and found.capability == draft.CAPABILITY else (None, actor)


def _sent(request: HttpRequest, number: str) -> UUID | None:
    for key in draft.sent_keys(request):
        given = queries.receipt_for(key)
        if given is not None and given.number == number:
            return given.matter_id
    return None


def _key(request: HttpRequest, matter: Matter) -> bytes | None:
    """Return the key of a sealed matter: as opened by its code in this browser, or by the receipt of it."""
    if not matter.is_sealed:
        return None
    if kept := opened.key_of(request, matter.id):
        return kept
    given = [queries.receipt_for(key) for key in draft.sent_keys(request)]
    code = next((one.code for one in given if one is not None and one.number == matter.number), "")
    return sealed.key_by_code(matter, code) if code else None
