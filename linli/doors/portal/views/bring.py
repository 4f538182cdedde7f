"""Bringing something, in three screens: what happened, where, how to reach you. The last shows what will follow."""

from collections.abc import Mapping
from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from linli.doors.portal import danger, draft, photos, wheres
from linli.doors.portal.draft import Draft
from linli.doors.portal.foresee import Foreseen, foresee
from linli.doors.portal.forms import ReachForm, WhatForm, WhereForm
from linli.flow.handling.links.actions import bring_follow_up
from linli.flow.intake.actions import OtherContent, receive
from linli.flow.intake.submission import SubmissionWrong, check
from linli.ground.people.actor import Refused, resident
from linli.ground.people.doorway import resident_of
from linli.ground.people.senders import can_send

SCREENS = {1: ("text", "kind", "photos", "key"), 2: ("place", "village", "cell"), 3: ("phone", "name")}
LONGEST_KEPT = 50_000
FAULTY = 422

both = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@both
def what(request: HttpRequest) -> HttpResponse:
    """Screen 1: what happened, with photos."""
    if request.method != "POST":
        writing = draft.current(request) or draft.begin(request)
        return _what(request, writing, {})
    writing = draft.for_key(request, request.POST.get("key", ""))
    writing.text = request.POST.get("text", "")[:LONGEST_KEPT]
    writing.kind = request.POST.get("kind", "")[:80]
    writing.calls = list(danger.calls_for(writing.text))
    faults = photos.take(writing, request.FILES.getlist("photos"), now=timezone.now())
    act = request.POST.get("act", "next")
    photos.drop(writing, act)
    draft.keep(request, writing)
    if act != "next":
        return _what(request, writing, faults) if faults else redirect("portal:what")
    errors = {**_wrong(writing, 1), **faults}
    return _what(request, writing, errors) if errors else redirect("portal:where")


def _what(request: HttpRequest, writing: Draft, errors: Mapping[str, str]) -> HttpResponse:
    form = WhatForm({"text": writing.text, "kind": writing.kind}, errors)
    context = {
        "form": form,
        "draft": writing,
        "photos": range(1, len(writing.photos) + 1),
        "room": photos.MOST - len(writing.photos),
        "danger_words": danger.all_words(),
    }
    return render(request, "portal/bring/what.html", context, status=FAULTY if errors else 200)


@never_cache
@both
def where(request: HttpRequest) -> HttpResponse:
    """Screen 2: where it is. Nothing has to be said."""
    writing = draft.current(request)
    if writing is None or _wrong(writing, 1):
        return _first(request, writing)
    if request.method != "POST":
        return _where(request, writing, {}, [])
    act = request.POST.get("act", "next")
    if act == "clear":
        writing.forget_place()
        draft.keep(request, writing)
        return redirect("portal:where")
    errors: dict[str, str] = {}
    choices: list[wheres.Choice] = []
    try:
        choices = _take_place(request, writing)
    except SubmissionWrong as wrong:
        errors = wrong.errors
    draft.keep(request, writing)
    if act == "map":
        return redirect("portal:map")
    if choices:
        errors = {"meant": _("这个地名有几处，请选一处。")}
    return _where(request, writing, errors, choices) if errors else redirect("portal:reach")


def _first(request: HttpRequest, writing: Draft | None) -> HttpResponse:
    """Lead to the first screen; who comes back after sending gets the receipt again, not an empty form."""
    if writing is None and draft.sent_keys(request):
        return redirect("portal:receipt")
    if writing is None and request.method == "POST":
        messages.warning(request, _("隔得太久，没交的内容已经从这里清掉了，没有人看到。请再写一遍。"))
    return redirect("portal:what")


def _take_place(request: HttpRequest, writing: Draft) -> list[wheres.Choice]:
    """Take what was said on screen 2: a telephone's own place first, else words."""
    today = timezone.localdate()
    point = point_in(request.POST)
    if point:
        wheres.take_point(writing, *point, on=today)
    words = request.POST.get("place", "")[:LONGEST_KEPT]
    meant = request.POST.get("meant", "")
    return wheres.take_words(writing, words, meant, actor=resident_of(request), on=today)


def point_in(said: Mapping[str, str]) -> tuple[float, float] | None:
    try:
        longitude, latitude = float(said.get("longitude", "")), float(said.get("latitude", ""))
    except ValueError:
        return None
    return (longitude, latitude) if abs(longitude) <= 180 and abs(latitude) <= 90 else None


def _where(
    request: HttpRequest, writing: Draft, errors: Mapping[str, str], choices: list[wheres.Choice]
) -> HttpResponse:
    offered = [(choice.value, choice.words) for choice in choices]
    context = {
        "form": WhereForm({"place": writing.words}, errors, offered),
        "draft": writing,
        "picked": wheres.said(_without_words(writing)) if writing.picked else "",
    }
    return render(request, "portal/bring/where.html", context, status=FAULTY if errors else 200)


def _without_words(writing: Draft) -> Draft:
    return Draft(key="", cell=writing.cell, village=writing.village)


@never_cache
@both
def reach(request: HttpRequest) -> HttpResponse:
    """Screen 3: how to reach them, what will follow, and the button that sends."""
    key = request.POST.get("key", "")
    writing = draft.current(request)
    if key in draft.sent_keys(request) and (writing is None or writing.key != key):
        return redirect("portal:receipt")
    if writing is None or _wrong(writing, 1):
        return _first(request, writing)
    if request.method != "POST":
        return _reach(request, writing, {})
    writing.name = request.POST.get("name", "").strip()[:LONGEST_KEPT]
    writing.phone = request.POST.get("phone", "").strip()[:LONGEST_KEPT]
    draft.keep(request, writing)
    if errors := _wrong(writing, 3):
        return _reach(request, writing, errors)
    return _send(request, writing)


def _send(request: HttpRequest, writing: Draft) -> HttpResponse:
    try:
        _take_in(request, writing)
    except SubmissionWrong as wrong:
        return _back(request, writing, wrong.errors)
    except OtherContent as other:
        draft.drop(request)
        context = {"number": other.receipt.number, "sentence": str(other)}
        return render(request, "portal/bring/other.html", context, status=409)
    draft.mark_sent(request, writing.key)
    return redirect("portal:receipt")


def _take_in(request: HttpRequest, writing: Draft) -> None:
    """Take it in; what came after a matter that this browser may still see is linked to it."""
    said, now = writing.submission(), timezone.now()
    if writing.follows:
        with suppress(Refused):
            bring_follow_up(UUID(writing.follows), said, actor=resident_of(request), now=now)
            return
    receive(said, actor=resident(), now=now)


def _back(request: HttpRequest, writing: Draft, errors: Mapping[str, str]) -> HttpResponse:
    """Go back to the first screen that has something wrong, marked there."""
    if errors.keys() & set(SCREENS[1]):
        return _what(request, writing, errors)
    if errors.keys() & set(SCREENS[2]):
        return _where(request, writing, {"place": next(iter(errors.values()))}, [])
    return _reach(request, writing, errors)


def _reach(request: HttpRequest, writing: Draft, errors: Mapping[str, str]) -> HttpResponse:
    foreseen = _foreseen(writing)
    context = {
        "form": ReachForm({"name": writing.name, "phone": writing.phone}, errors),
        "draft": writing,
        "foreseen": foreseen,
        "place": wheres.said(writing),
        "kind": {value: label for value, label, _hint in draft.kinds()}.get(writing.kind, ""),
        "by_message": can_send(),
    }
    return render(request, "portal/bring/reach.html", context, status=FAULTY if errors else 200)


def _foreseen(writing: Draft) -> Foreseen | None:
    try:
        return foresee(writing.submission(), now=timezone.now())
    except SubmissionWrong:
        return None


@never_cache
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep what is being typed on any of the screens; answers with the words that say so."""
    writing = draft.current(request)
    if writing is None or writing.key != request.POST.get("key"):
        return HttpResponse(status=204)
    for name in ("text", "kind", "name", "phone"):
        if name in request.POST:
            setattr(writing, name, request.POST[name][:LONGEST_KEPT])
    if "place" in request.POST:
        writing.words = request.POST["place"][: wheres.LONGEST]
    draft.keep(request, writing)
    return HttpResponse(_("草稿已保存"), content_type="text/plain; charset=utf-8")


@require_POST
def restart(request: HttpRequest) -> HttpResponse:
    """Throw the draft away and begin anew."""
    draft.drop(request)
    return redirect("portal:what")


def _wrong(writing: Draft, screen: int) -> dict[str, str]:
    """Return what is wrong with one screen, as intake sees it."""
    try:
        check(writing.submission())
    except SubmissionWrong as wrong:
        return {name: sentence for name, sentence in wrong.errors.items() if name in SCREENS[screen]}
    return {}
