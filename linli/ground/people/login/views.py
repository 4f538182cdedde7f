"""The few pages about accounts that are ours; the others are allauth's with our templates."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from linli.ground.people.senders import sent_messages


@require_GET
def forgotten(request: HttpRequest) -> HttpResponse:
    """Say who can reset a password here: a person, since no account has an e-mail address."""
    return render(request, "account/password_reset.html")


@never_cache
@require_GET
def messages_sent(request: HttpRequest) -> HttpResponse:
    """Show the codes that the demonstration would have sent. Exists in the demonstration only."""
    if not settings.DEMONSTRATION:
        raise Http404
    return render(request, "people/messages_sent.html", {"sent": sent_messages()})


def nothing_here(request: HttpRequest) -> HttpResponse:
    """Answer for pages that allauth knows by name and Linli does not have (sign-up, e-mail)."""
    raise Http404
