"""What is kept about people here, and what whoever can show a matter may ask about their own data."""

from django.urls import URLPattern, path

from linli.doors.portal.rights import views

urlpatterns: list[URLPattern] = [
    path("kept", views.kept, name="kept"),
    path("matter/<str:number>/data", views.data, name="data"),
    path("matter/<str:number>/data/ask/<slug:right>", views.ask, name="data_ask"),
    path("matter/<str:number>/data/withdraw/<uuid:request_id>", views.withdraw, name="data_withdraw"),
    path("matter/<str:number>/data/copy", views.copy, name="data_copy"),
    path("matter/<str:number>/data/copy.json", views.copy_json, name="data_json"),
    path("matter/<str:number>/data/copy.zip", views.copy_zip, name="data_zip"),
    path("matter/<str:number>/data/why", views.why, name="data_why"),
]
