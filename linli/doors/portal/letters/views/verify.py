"""Check a letter that one holds: is it ours, does it still hold, is the file the one that was issued.

Whoever has the code has the paper. They learn what stands at its head, nothing of what it says or which matter it is about.
A code that is none and one that nobody has look the same.
"""

from datetime import timedelta
from hashlib import sha256

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from linli.doors.portal.letters.forms import CodeForm, FileForm
from linli.doors.portal.letters.shown import row_of
from linli.flow.outcomes.letters import queries
from linli.flow.outcomes.letters.codes import is_code
from linli.flow.outcomes.letters.models import Letter
from linli.ground.people import doorway
from linli.ground.people.throttle import Limit, attempt
from linli.lib.identifiers import tidy_code

PER_SOURCE = (60, timedelta(hours=1))
FAULTY, ABSENT, TOO_MANY = 422, 404, 429


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the code."""
    if request.method != "POST":
        return _ask(request, "", 200)
    typed = request.POST.get("code", "")[:60]
    if not typed.strip():
        return _ask(request, _("请填写核对码。"), FAULTY)
    if is_code(typed):
        return redirect("portal:verify_code", tidy_code(typed))
    return _shown(request, typed)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def shown(request: HttpRequest, code: str) -> HttpResponse:
    """What the QR code of a letter leads to; a file that is sent here is compared and not kept."""
    return _shown(request, code)


def _shown(request: HttpRequest, code: str) -> HttpResponse:
    source, now = doorway.source_of(request), timezone.now()
    verdict = attempt([Limit("verify-source", source, *PER_SOURCE)], now=now)
    if not verdict.allowed:
        return _ask(request, _("核对的次数太多了。请过一小时再试。"), TOO_MANY)
    letter = queries.by_code(code)
    if letter is None:
        return _ask(
            request,
            _("没有找到这样的文书。请对照文书上的核对码再看一遍；还是找不到的，请打电话问问。"),
            ABSENT,
        )
    verdict.forgive()
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    context = {"letter": letter, "row": row_of(letter), "form": form, "code": code, "same": None}
    if form.is_bound and form.is_valid():
        context["same"] = _is_same(letter, form.cleaned_data["file"])
    status = FAULTY if form.errors else 200
    return render(request, "portal_letters/verified.html", context, status=status)


def _is_same(letter: Letter, sent: UploadedFile) -> bool:
    digest = sha256()
    for chunk in sent.chunks():
        digest.update(chunk)
    return digest.hexdigest() in (letter.pdf_digest, letter.docx_digest)


def _ask(request: HttpRequest, wrong: str, status: int) -> HttpResponse:
    form = CodeForm({"code": request.POST.get("code", "")[:60]} if wrong else None)
    if wrong:
        form.is_valid()
        form.add_error("code", wrong)
    return render(request, "portal_letters/verify.html", {"form": form}, status=status)
