"""Figures and proposals for staff under `desk/petitions/`, the published reports under `petition/reports/`."""

from django.urls import URLPattern, path

from linli.capabilities.petitions.figures.views import figures, proposals, public, reports

urlpatterns: list[URLPattern] = [
    path("petition/reports/", public.listed, name="reports"),
    path("petition/reports/<int:year>", public.report, name="report"),
    path("petition/reports/<int:year>/<int:edition>", public.report, name="report-edition"),
    path("petition/reports/<int:year>/<int:edition>.pdf", public.pdf, name="report-pdf"),
    path("desk/petitions/figures/", figures.figures, name="figures"),
    path("desk/petitions/figures/list/", figures.behind, name="figures-list"),
    path("desk/petitions/figures/list.csv", figures.behind_export, name="figures-list-export"),
    path("desk/petitions/figures.csv", figures.export, name="figures-export"),
    path("desk/petitions/figures/sealed.csv", figures.sealed_export, name="figures-sealed-export"),
    path("desk/petitions/figures/organ/<str:number>/", figures.name_organ, name="figures-organ"),
    path("desk/petitions/proposals/", proposals.listed, name="proposals"),
    path("desk/petitions/proposals.csv", proposals.export, name="proposals-export"),
    path("desk/petitions/proposals/new/", proposals.propose, name="proposals-new"),
    path("desk/petitions/proposals/<uuid:proposal_id>/", proposals.one, name="proposals-one"),
    path("desk/petitions/reports/", reports.listed, name="report-drafts"),
    path("desk/petitions/reports/<uuid:report_id>/", reports.one, name="report-draft"),
    path("desk/petitions/reports/<uuid:report_id>/edit/", reports.edit, name="report-edit"),
    path("desk/petitions/reports/<uuid:report_id>/preview.pdf", reports.preview, name="report-preview"),
    path("desk/petitions/reports/<uuid:report_id>/<slug:act>/", reports.act, name="report-act"),
]
