"""Bringing a petition, one question a screen: which it is, what, where or about whom, who, and then sending it."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from linli.capabilities.petitions.bringing import actions, checking, draft, outlook, reading
from linli.capabilities.petitions.bringing.draft import Writing
from linli.capabilities.petitions.bringing.forms import AboutForm, KlassForm, WhatForm, WhoForm
from linli.doors.portal import danger, photos, wheres
from linli.doors.portal.forms import WhereForm
from linli.flow.intake.actions import OtherContent
from linli.flow.intake.submission import SubmissionWrong
from linli.ground.people.actor import resident
from linli.ground.people.doorway import resident_of

LONGEST_KEPT = 50_000
FAULTY = 422
Errors = Mapping[str, str]
both = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@both
def klass(request: HttpRequest) -> HttpResponse:
    """Screen 1: which it is, and what happens then."""
    if request.method != "POST":
        return _klass(request, draft.current(request) or draft.begin(request), {})
    writing = draft.for_key(request, request.POST.get("key", ""))
    writing.kind = request.POST.get("kind", "")[:32]
    draft.keep(request, writing)
    errors = checking.wrong(writing, checking.KLASS, on=timezone.localdate())
    if errors:
        return _klass(request, writing, errors)
    return redirect("petitions:bring-sealed" if writing.is_accusation else "petitions:bring-what")


def _klass(request: HttpRequest, writing: Writing, errors: Errors) -> HttpResponse:
    looks = outlook.outlooks(on=timezone.localdate())
    choices = [(one.value, _("%(kind)s：%(why)s") % {"kind": one.label, "why": one.plain}) for one in looks]
    form = KlassForm({"kind": writing.kind}, choices, errors)
    context = {"form": form, "outlooks": looks}
    return _show(request, "klass", writing, errors, context)


@never_cache
@require_safe
def sealed(request: HttpRequest) -> HttpResponse:
    """Before an accusation is written: which telephone to use, what the sealed way means."""
    writing = draft.current(request)
    if writing is None or not writing.is_accusation:
        return redirect("petitions:bring")
    return _show(request, "sealed", writing, {}, {})


@never_cache
@both
def what(request: HttpRequest) -> HttpResponse:
    """Screen 2: what is asked, what happened, why; with photos of papers."""
    writing = draft.current(request)
    if request.method == "POST":
        writing = draft.for_key(request, request.POST.get("key", ""))
    if writing is None or (request.method != "POST" and not writing.kind):
        return _first(request, writing)
    if request.method != "POST":
        return _what(request, writing, {})
    for name in ("request", "text", "reasons"):
        setattr(writing, name, request.POST.get(name, "")[:LONGEST_KEPT])
    writing.calls = list(danger.calls_for(writing.text))
    faults = photos.take(writing, request.FILES.getlist("photos"), now=timezone.now())
    act = request.POST.get("act", "next")
    photos.drop(writing, act)
    draft.keep(request, writing)
    if act != "next":
        return _what(request, writing, faults) if faults else redirect("petitions:bring-what")
    errors = {**checking.wrong(writing, checking.WHAT, on=timezone.localdate()), **faults}
    return _what(request, writing, errors) if errors else redirect("petitions:bring-where")


def _what(request: HttpRequest, writing: Writing, errors: Errors) -> HttpResponse:
    values = {"request": writing.request, "text": writing.text, "reasons": writing.reasons}
    context = {
        "form": WhatForm(values, errors),
        "photos": range(1, len(writing.photos) + 1),
        "room": photos.MOST - len(writing.photos),
    }
    return _show(request, "what", writing, errors, context)


@never_cache
@both
def where(request: HttpRequest) -> HttpResponse:
    """Screen 3: where it is, or of an accusation whom it is about."""
    writing = draft.current(request)
    if writing is None or checking.first_wrong(writing, on=timezone.localdate()) in (
        checking.KLASS,
        checking.WHAT,
    ):
        return _first(request, writing)
    if writing.is_accusation:
        return _about(request, writing)
    if request.method != "POST":
        return _where(request, writing, {}, [])
    errors: dict[str, str] = {}
    choices: list[wheres.Choice] = []
    if request.POST.get("act") == "clear":
        writing.forget_place()
        draft.keep(request, writing)
        return redirect("petitions:bring-where")
    words, meant = request.POST.get("place", "")[:LONGEST_KEPT], request.POST.get("meant", "")
    try:
        choices = wheres.take_words(
            writing, words, meant, actor=resident_of(request), on=timezone.localdate()
        )
    except SubmissionWrong as faults:
        errors = faults.errors
    draft.keep(request, writing)
    if choices:
        errors = {"meant": _("这个地名有几处，请选一处。")}
    return _where(request, writing, errors, choices) if errors else redirect("petitions:bring-who")


def _where(
    request: HttpRequest, writing: Writing, errors: Errors, choices: list[wheres.Choice]
) -> HttpResponse:
    offered = [(choice.value, choice.words) for choice in choices]
    known = wheres.said(Writing(key="", cell=writing.cell, village=writing.village)) if writing.picked else ""
    context = {"form": WhereForm({"place": writing.words}, errors, offered), "picked": known}
    return _show(request, "where", writing, errors, context)


def _about(request: HttpRequest, writing: Writing) -> HttpResponse:
    errors: Errors = {}
    if request.method == "POST":
        reading.take_about(writing, request.POST, on=timezone.localdate())
        draft.keep(request, writing)
        errors = checking.wrong(writing, checking.WHERE, on=timezone.localdate())
        if not errors:
            return redirect("petitions:bring-who")
    values = AboutForm.values(writing.about, writing.units, writing.grade)
    form = AboutForm(values, reading.units(on=timezone.localdate()), errors)
    return _show(request, "about", writing, errors, {"form": form})


@never_cache
@both
def who(request: HttpRequest) -> HttpResponse:
    """Screen 4: how much of themselves they tell, for how many they speak, and who helps."""
    writing, today = draft.current(request), timezone.localdate()
    if writing is None or checking.first_wrong(writing, on=today) not in (checking.WHO, None):
        return _first(request, writing)
    if request.method != "POST":
        return _who(request, writing, {})
    reading.take_people(writing, request.POST, on=today)
    draft.keep(request, writing)
    errors = checking.wrong(writing, checking.WHO, on=today)
    return _who(request, writing, errors) if errors else redirect("petitions:bring-send")


def _who(request: HttpRequest, writing: Writing, errors: Errors) -> HttpResponse:
    others = reading.most_others(on=timezone.localdate())
    form = WhoForm(reading.people_values(writing), others=others, sealed=writing.is_accusation, errors=errors)
    return _show(request, "who", writing, errors, {"form": form, "most": others + 1})


@never_cache
@both
def send(request: HttpRequest) -> HttpResponse:
    """Screen 5: everything once more, what will follow, and the button that sends."""
    key, writing = request.POST.get("key", ""), draft.current(request)
    if key in draft.sent_keys(request) and (writing is None or writing.key != key):
        return redirect("petitions:bring-receipt")
    if writing is None or checking.first_wrong(writing, on=timezone.localdate()) is not None:
        return _first(request, writing)
    if request.method != "POST":
        return _show(request, "send", writing, {}, reading.summary(writing, now=timezone.now()))
    try:
        actions.bring_written(writing, actor=resident(), now=timezone.now())
    except SubmissionWrong as faults:
        return _back(request, writing, faults.errors)
    except OtherContent as other:
        draft.drop(request)
        context = {"number": other.receipt.number, "sentence": str(other)}
        return render(request, "petitions_bringing/other.html", context, status=409)
    draft.mark_sent(request, writing.key, is_sealed=writing.is_accusation)
    return redirect("petitions:bring-receipt")


def _back(request: HttpRequest, writing: Writing, errors: dict[str, str]) -> HttpResponse:
    """Go back to the first screen that has something wrong, marked there."""
    screen = checking.screen_of(errors)
    if screen == checking.KLASS:
        return _klass(request, writing, errors)
    if screen == checking.WHAT:
        return _what(request, writing, errors)
    if screen == checking.WHERE and not writing.is_accusation:
        return _where(request, writing, {"place": next(iter(errors.values()))}, [])
    return _who(request, writing, errors)


def _first(request: HttpRequest, writing: Writing | None) -> HttpResponse:
    """Lead to the screen that is not done; who comes back after sending gets the receipt again."""
    if writing is None:
        return redirect("petitions:bring-receipt" if draft.sent_keys(request) else "petitions:bring")
    screen = checking.first_wrong(writing, on=timezone.localdate()) or checking.WHO
    names = {1: "bring", 2: "bring-what", 3: "bring-where", 4: "bring-who"}
    return redirect(f"petitions:{names[screen]}")


@never_cache
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep what is being typed on any of the screens; answers with the words that say so."""
    writing = draft.current(request)
    if writing is None or writing.key != request.POST.get("key"):
        return HttpResponse(status=204)
    for name in ("request", "text", "reasons", "name", "phone", "address", "about", "people_count"):
        if name in request.POST:
            setattr(writing, name, request.POST[name][:LONGEST_KEPT])
    if "place" in request.POST:
        writing.words = request.POST["place"][: wheres.LONGEST]
    draft.keep(request, writing)
    return HttpResponse(_("草稿已保存"), content_type="text/plain; charset=utf-8")


@require_POST
def restart(request: HttpRequest) -> HttpResponse:
    """Throw the draft away, and what this browser remembers of what it sent."""
    draft.forget(request)
    return redirect("petitions:bring")


def _show(
    request: HttpRequest, name: str, writing: Writing, errors: Errors, context: Mapping[str, object]
) -> HttpResponse:
    full = {"draft": writing, "danger_words": danger.all_words(), **context}
    return render(request, f"petitions_bringing/{name}.html", full, status=FAULTY if errors else 200)
