"""The few pages about accounts that are ours; the others are allauth's with our templates."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from linli.ground.people.actions.accounts import EVERYWHERE
from linli.ground.people.login.sessions import end_others, latest
from linli.ground.people.models import Staff
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


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """Show staff what last happened to their account at the door, and let them end all other sessions of it."""
    if not isinstance(request.user, Staff):
        return redirect_to_login(request.get_full_path())
    if request.method == "POST":
        end_others(request, request.user, now=timezone.now())
        messages.info(request, _("别的设备和浏览器上都已退出，只有这里还登录着。"))
        return redirect("account_sessions")
    return render(request, "people/sessions.html", {"events": latest(request.user), "everywhere": EVERYWHERE})


def nothing_here(request: HttpRequest) -> HttpResponse:
    """Answer for pages that allauth knows by name and Linli does not have (sign-up, e-mail)."""
    raise Http404
