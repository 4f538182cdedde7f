"""Sealed matters: those whose key one holds, one of them, what is done with its key. Nothing here is in another list."""

from django.urls import URLPattern, path

from linli.doors.desk.sealed.views import holders, lists, one, opening, steps

urlpatterns: list[URLPattern] = [
    path("sealed/", lists.show, name="sealed"),
    path("sealed/export.csv", lists.export, name="sealed-export"),
    path("sealed/<str:number>/", one.page, name="sealed-one"),
    path("sealed/<str:number>/open/", opening.open_it, name="sealed-open"),
    path("sealed/<str:number>/close/", opening.close_it, name="sealed-close"),
    path("sealed/<str:number>/file/<uuid:file_id>/", opening.file, name="sealed-file"),
    path("sealed/<str:number>/ask/", opening.ask, name="sealed-ask"),
    path("sealed/<str:number>/request/<uuid:request_id>/", opening.decide, name="sealed-request"),
    path("sealed/<str:number>/keys/", holders.keys, name="sealed-keys"),
    path("sealed/<str:number>/keys/<uuid:staff_id>/end/", holders.end, name="sealed-key-end"),
    path("sealed/<str:number>/step/<slug:name>/", steps.step, name="sealed-step"),
]
