"""The published reports, for everybody: each edition stays as it was published."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from linli.capabilities.petitions.figures import queries
from linli.capabilities.petitions.figures.report import shown
from linli.ground.files.serving import serve


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """All years, the latest edition of each first."""
    return render(request, "petitions_figures/published.html", {"rows": queries.published()})


@require_safe
def report(request: HttpRequest, year: int, edition: int | None = None) -> HttpResponse:
    """One edition; the latest of the year where none is named."""
    row = queries.edition(year, edition)
    if row is None:
        raise Http404
    context = {"page": shown.page(row), "report": row, "editions": queries.editions(year)}
    return render(request, "petitions_figures/report.html", context)


@require_safe
def pdf(request: HttpRequest, year: int, edition: int) -> HttpResponseBase:
    row = queries.edition(year, edition)
    if row is None or row.pdf is None:
        raise Http404
    return serve(request, row.pdf, f"petition-report-{year}-{edition}")
