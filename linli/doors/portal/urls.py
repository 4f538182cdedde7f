"""Every page for residents. Paths are short: people type them and read them out."""

from django.urls import URLPattern, URLResolver, include, path

from linli.doors.portal.views import bring, cell, figures, follow, home, matter, mine, place, receipt

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("leave", home.leave, name="leave"),
    path("left", home.left, name="left"),
    path("bring/1", bring.what, name="what"),
    path("bring/2", bring.where, name="where"),
    path("bring/2/map", place.county, name="map"),
    path("bring/2/map/<str:code>", place.area, name="map_of"),
    path("bring/3", bring.reach, name="reach"),
    path("bring/draft", bring.save, name="save"),
    path("bring/restart", bring.restart, name="restart"),
    path("bring/photo/<int:place>", receipt.draft_photo, name="draft_photo"),
    path("bring/receipt", receipt.receipt, name="receipt"),
    path("bring/receipt/<str:paper>", receipt.slip, name="slip"),
    path("follow", follow.follow, name="follow"),
    path("q/<str:number>/<str:code>", follow.scan, name="scan"),
    path("matter/<str:number>", matter.matter, name="matter"),
    path("matter/<str:number>/photo/<uuid:attachment>", matter.photo, name="photo"),
    path("", include("linli.doors.portal.commitments.urls")),
    path("", include("linli.doors.portal.exclusions.urls")),
    path("", include("linli.doors.portal.letters.urls")),
    path("", include("linli.doors.portal.links.urls")),
    path("", include("linli.doors.portal.notices.urls")),
    path("", include("linli.doors.portal.proofs.urls")),
    path("", include("linli.doors.portal.rights.urls")),
    path("matter/<str:number>/<slug:name>", matter.step, name="step"),
    path("figures", figures.figures, name="figures"),
    path("", include("linli.doors.portal.supervision.urls")),
    path("mine", mine.mine, name="mine"),
    path("mine/phone", mine.phone_form, name="mine_phone"),
    path("mine/code", mine.code, name="mine_code"),
    path("cell", cell.finder, name="cell_finder"),
    path("cell/of/<str:code>", cell.cells, name="cells_of"),
    path("cell/<str:code>", cell.cell, name="cell"),
    path("cell/<str:code>/card", cell.card, name="card"),
]
