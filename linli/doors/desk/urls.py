"""Every page for staff. A matter's address is its number; whoever may not see it gets what anybody gets for nonsense."""

from django.urls import URLPattern, URLResolver, include, path

from linli.doors.desk.views import absent, beside, contact, lists, maps, matter, registering, search, work

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", lists.home, name="home"),
    path("list/<slug:lane>/", lists.show, name="list"),
    path("list/<slug:lane>/rows/", lists.rows, name="rows"),
    path("list/<slug:lane>/change/", lists.change, name="change"),
    path("list/<slug:lane>/save/", lists.save, name="save"),
    path("list/<slug:lane>/export.csv", lists.export, {"kind": "csv"}, name="export-csv"),
    path("list/<slug:lane>/export.xlsx", lists.export, {"kind": "xlsx"}, name="export-xlsx"),
    path("saved/<uuid:filter_id>/drop/", lists.drop, name="drop"),
    path("matter/<str:number>/", matter.page, name="matter"),
    path("matter/<str:number>/pane/", matter.pane, name="pane"),
    path("matter/<str:number>/step/<slug:name>/", matter.step, name="step"),
    path("matter/<str:number>/step/<slug:name>/form/", matter.form, name="form"),
    path("matter/<str:number>/draft/<slug:name>/", beside.draft, name="draft"),
    path("matter/<str:number>/watch/", beside.watch, name="watch"),
    path("matter/<str:number>/presence/", beside.presence, name="presence"),
    path("matter/<str:number>/contact/", contact.contact, name="contact"),
    path("matter/<str:number>/place/", beside.place, name="place"),
    path("matter/<str:number>/file/<uuid:attachment>/", beside.file, name="file"),
    path("search/", search.search, name="search"),
    path("work/", work.work, name="work"),
    path("intake/", registering.register, name="intake"),
    path("intake/receipt/", registering.registered, name="taken-in"),
    path("colleagues/", absent.colleagues, name="colleagues"),
    path("colleagues/<uuid:staff_id>/", absent.work_of, name="colleague"),
    path("map/", maps.county, name="map"),
    path("map/<str:code>/", maps.area, name="map-of"),
    path("", include("linli.doors.desk.timing.urls")),
    path("", include("linli.doors.desk.closing.urls")),
    path("", include("linli.doors.desk.suggesting.urls")),
    path("", include("linli.doors.desk.foresight.urls")),
    path("", include("linli.doors.desk.exclusions.urls")),
    path("", include("linli.doors.desk.links.urls")),
    path("", include("linli.doors.desk.laboratory.urls")),
    path("", include("linli.doors.desk.supervision.urls")),
    path("", include("linli.doors.desk.joint.urls")),
    path("", include("linli.doors.desk.meetings.urls")),
    path("", include("linli.doors.desk.alerts.urls")),
    path("", include("linli.doors.desk.returns.urls")),
    path("figures/", include("linli.doors.desk.figures.urls")),
    path("registers/", include("linli.doors.desk.registers.urls")),
]
