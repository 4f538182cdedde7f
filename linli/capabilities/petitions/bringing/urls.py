"""Bringing a petition: for residents under `petition/`, for clerks under `desk/petitions/`."""

from django.urls import URLPattern, path

from linli.capabilities.petitions.bringing.views import identity, receipts, screens, window

urlpatterns: list[URLPattern] = [
    path("petition/1", screens.klass, name="bring"),
    path("petition/sealed", screens.sealed, name="bring-sealed"),
    path("petition/2", screens.what, name="bring-what"),
    path("petition/3", screens.where, name="bring-where"),
    path("petition/4", screens.who, name="bring-who"),
    path("petition/5", screens.send, name="bring-send"),
    path("petition/draft", screens.save, name="bring-save"),
    path("petition/restart", screens.restart, name="bring-restart"),
    path("petition/photo/<int:place>", receipts.draft_photo, name="bring-photo"),
    path("petition/receipt", receipts.receipt, name="bring-receipt"),
    path("petition/receipt/<slug:paper>", receipts.slip, name="bring-slip"),
    path("petition/ways", receipts.ways, name="ways"),
    path("petition/identity/back", identity.back, name="identity-back"),
    path("petition/identity/<str:number>", identity.explain, name="identity"),
    path("petition/identity/<str:number>/go", identity.go, name="identity-go"),
    path("desk/petitions/register", window.register, name="register"),
    path("desk/petitions/registered", window.registered, name="registered"),
    path("desk/petitions/identity/<str:number>/", window.confirm, name="confirm"),
    path("desk/petitions/way/<str:number>/", window.show_way, name="show-way"),
]
