"""Matters that belong together: what is alike, side by side, who follows, one answer for all, big events."""

from django.urls import URLPattern, path

from linli.doors.desk.links.views import answering, beside, events, following

urlpatterns: list[URLPattern] = [
    path("matter/<str:number>/similar/", beside.similar, name="links-similar"),
    path("matter/<str:number>/beside/", beside.find, name="links-find"),
    path("matter/<str:number>/beside/<str:other>/", beside.beside, name="links-beside"),
    path("matter/<str:number>/beside/<str:other>/undo/", beside.undo, name="links-undo"),
    path("matter/<str:number>/followers/", following.followers, name="links-followers"),
    path("matter/<str:number>/followers/export.csv", following.export, name="links-export"),
    path("matter/<str:number>/together/", following.together, name="links-together"),
    path("matter/<str:number>/follow-up/", following.follow_up, name="links-follow-up"),
    path("matter/<str:number>/use-reply/", answering.use, name="links-use"),
    path("matter/<str:number>/answer-all/", answering.answer_all, name="links-answer"),
    path("events/", events.events, name="links-events"),
]
