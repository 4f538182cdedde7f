"""The style guide: every part with sample data. Shown only while developing or demonstrating."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from linli.ground.look.styleguide import samples

PAGES = ("portal", "desk", "figures")


def show(request: HttpRequest, page: str = "portal") -> HttpResponse:
    if page not in PAGES or not (settings.DEBUG or settings.DEMONSTRATION):
        raise Http404
    return render(request, f"look/styleguide/{page}.html", {**samples.everything(), "pages": PAGES})
