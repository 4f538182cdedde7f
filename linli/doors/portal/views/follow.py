"""Following one's matter: number and code open it, throttled, and both wrong answers look the same."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from linli.core.matters.secrets import matter_with_code
from linli.doors.portal import queries
from linli.doors.portal.forms import FollowForm
from linli.doors.portal.views.bring import FAULTY
from linli.ground.people import doorway, opened
from linli.ground.people.throttle import Limit, attempt

PER_NUMBER = (5, timedelta(minutes=15))
PER_SOURCE = (60, timedelta(hours=1))
TOO_MANY = 429


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request, request.GET.get("number", "")[:20], {}, 200)
    return _open(request, request.POST.get("number", "")[:40], request.POST.get("code", "")[:40])


@never_cache
@require_safe
def scan(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """What the QR code on the slip leads to. The address holds the secret, so it leads on at once and leaves no trace."""
    response = _open(request, number, code)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _open(request: HttpRequest, number: str, code: str) -> HttpResponse:
    digits = "".join(number.split()).replace("-", "")
    if not digits or not code.strip():
        return _page(request, number, _empty(digits, code), FAULTY)
    source, now = doorway.source_of(request), timezone.now()
    limits = [
        Limit("follow", f"{digits}\0{source}", *PER_NUMBER),
        Limit("follow-source", source, *PER_SOURCE),
    ]
    verdict = attempt(limits, now=now)
    if not verdict.allowed:
        wait = _("试的次数太多了。请过15分钟再试；您的事项还在照常办理。")
        return _page(request, number, {"": wait}, TOO_MANY)
    found = matter_with_code(digits, code)
    if found is None:
        wrong = _("编号和查询码对不上。请对照回执检查；查询码里没有字母O、I、L、U，也没有数字0和1。")
        return _page(request, number, {"code": wrong}, FAULTY)
    verdict.forgive()
    doorway.open_matter_in_session(request, found)
    if key := queries.key_by_code(found, code):
        opened.keep(request, found, key)
    return redirect("portal:matter", digits)


def _empty(digits: str, code: str) -> dict[str, str]:
    errors = {}
    if not digits:
        errors["number"] = _("请填写编号。")
    if not code.strip():
        errors["code"] = _("请填写查询码。")
    return errors


def _page(request: HttpRequest, number: str, errors: dict[str, str], status: int) -> HttpResponse:
    context = {"form": FollowForm({"number": number}, errors), "action": reverse("portal:follow")}
    return render(request, "portal/follow.html", context, status=status)
