"""Take home the proof of one's matter; check a proof here, or with a page or a script of one's own."""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from linli.core.matters.ledger.witnessing import own_key
from linli.core.matters.models import Matter
from linli.doors.portal.own import of_own_matter
from linli.doors.portal.queries import centre
from linli.flow.intake.proving import proof_file as file_of


@never_cache
@require_safe
@of_own_matter
def proof(request: HttpRequest, matter: Matter) -> HttpResponse:
    """What the proof is, and the way to it and to checking it."""
    context = {"matter": matter, "is_ready": file_of(matter) is not None}
    return render(request, "portal_proofs/proof.html", context)


@never_cache
@require_safe
@of_own_matter
def proof_file(request: HttpRequest, matter: Matter) -> HttpResponse:
    """The file itself, for whoever holds the code."""
    said = file_of(matter)
    if said is None:
        return redirect("portal:proof", matter.number)
    return _download(said, "application/json", f"linli-proof-{matter.number}.json")


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Check a proof file in the browser; nothing of it is sent."""
    return render(request, "portal_proofs/check.html", _told())


@require_safe
def check_alone(request: HttpRequest) -> HttpResponse:
    """The same page as one file, to be kept and opened without the network."""
    context = {**_told(), "script": _static("check.js"), "style": _static("check.css")}
    page = render_to_string("portal_proofs/alone.html", context, request)
    return _download(page, "text/html", f"linli-check-{get_language()}.html")


@require_safe
def check_script(request: HttpRequest) -> HttpResponse:
    """The same for people who would rather read what is done: a short program."""
    return _download(_static("check_proof.py"), "text/x-python", "check_proof.py")


def _told() -> dict[str, object]:
    return {"key": str(own_key()), "centre": centre(on=timezone.localdate())}


def _static(name: str) -> str:
    found = finders.find(f"portal_proofs/{name}")
    if not isinstance(found, str):
        raise Http404
    return Path(found).read_text(encoding="utf-8")


def _download(text: str, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
