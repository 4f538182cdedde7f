"""Conferences and regular work meetings."""

from django.urls import URLPattern, path

from linli.doors.desk.meetings.views import acts, items, meetings, planning

urlpatterns: list[URLPattern] = [
    path("meetings/", meetings.index, name="meetings"),
    path("meetings/export.csv", meetings.export, name="meetings-export"),
    path("meetings/waiting/", planning.waiting, name="meetings-waiting"),
    path("meetings/draw/", planning.draw, name="meetings-draw"),
    path("meetings/plan/", planning.plan, name="meetings-plan"),
    path("meetings/<uuid:meeting_id>/", meetings.page, name="meeting"),
    path("meetings/<uuid:meeting_id>/print/", meetings.printed, name="meeting-print"),
    path("meetings/<uuid:meeting_id>/decisions.csv", meetings.decisions, name="meeting-decisions"),
    path("meetings/<uuid:meeting_id>/<slug:act>/", acts.act, name="meeting-act"),
    path("meetings/item/<uuid:item_id>/<slug:act>/", items.act, name="meeting-item"),
    path("matter/<str:number>/await-conference/", planning.await_one, name="meetings-await"),
]
