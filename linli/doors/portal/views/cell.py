"""Whose grid am I in: the card of a cell, found by words, by the map, or by the telephone's own place."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from linli.doors.portal import maps, queries
from linli.doors.portal.forms import CellForm
from linli.doors.portal.views.bring import FAULTY, point_in
from linli.doors.portal.wheres import name_of
from linli.ground.people.queries import card_of
from linli.ground.places.models import Level
from linli.ground.places.queries import Candidate, cells_of, find_place, locate


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def finder(request: HttpRequest) -> HttpResponse:
    """Ask where; one answer leads to its card, several are listed. Nothing is kept of what was asked."""
    today = timezone.localdate()
    point = point_in(request.POST)
    words = request.POST.get("place", "").strip()[:200]
    if point:
        cell = locate(*point, on=today)
        if cell:
            return redirect("portal:cell", cell.code)
        return _finder(request, words, _("这个位置不在本县范围内。可以写地址，或者在地图上选。"))
    if not words:
        return _finder(request, words, "")
    found = find_place(words, on=today)
    direct = [one.cell for one in found if one.cell]
    if len(direct) == 1 and len(found) == 1:
        return redirect("portal:cell", direct[0].code)
    if len(found) == 1 and found[0].village:
        return redirect("portal:cells_of", found[0].village.code)
    if found:
        return _finder(request, words, "", found)
    return _finder(request, words, _("没有找到这个地方。请先写村名，再写门牌号；或者在地图上选。"))


def _finder(
    request: HttpRequest, words: str, fault: str, found: list[Candidate] | None = None
) -> HttpResponse:
    today = timezone.localdate()
    context = {
        "form": CellForm({"place": words}, {"place": fault} if fault else None),
        "found": [(one.full_name, _url(one)) for one in found or []],
        "sketch": maps.of_county(lambda code: reverse("portal:cells_of", args=[code]), on=today),
    }
    return render(request, "portal/cell/finder.html", context, status=FAULTY if fault else 200)


def _url(found: Candidate) -> str:
    if found.cell:
        return reverse("portal:cell", args=[found.cell.code])
    if found.area.level in (Level.TOWN, Level.VILLAGE):
        return reverse("portal:cells_of", args=[found.area.code])
    return reverse("portal:cell_finder")


@require_safe
def cells(request: HttpRequest, code: str) -> HttpResponse:
    """The cells of a village, on the map and in a list; of a town, its villages."""
    today = timezone.localdate()
    area = queries.area_below(code, on=today)
    if area is None:
        raise Http404
    target = "portal:cell" if area.level == Level.VILLAGE else "portal:cells_of"
    context = {
        "area": area,
        "sketch": maps.of_area(area, lambda below: reverse(target, args=[below]), on=today),
        "cells": cells_of(area, today) if area.level == Level.VILLAGE else [],
    }
    return render(request, "portal/cell/cells.html", context)


@require_safe
def cell(request: HttpRequest, code: str) -> HttpResponse:
    """Who serves here, what for, what they promise, and whom to call if they do not keep it."""
    return _card(request, code, "portal/cell/cell.html")


@require_safe
def card(request: HttpRequest, code: str) -> HttpResponse:
    """The same to print for the stairwell."""
    return _card(request, code, "portal/cell/card.html")


def _card(request: HttpRequest, code: str, template: str) -> HttpResponse:
    today = timezone.localdate()
    found = queries.cell_coded(code, on=today)
    if found is None:
        raise Http404
    shown = card_of(found, on=today)
    context = {
        "cell": found,
        "name": name_of(found),
        "card": shown,
        "workers": shown.holding("worker"),
        "chiefs": shown.holding("chief"),
        "advisers": shown.holding("adviser"),
        "address": request.build_absolute_uri(reverse("portal:cell", args=[found.code])),
        "on": today,
    }
    return render(request, template, context)
