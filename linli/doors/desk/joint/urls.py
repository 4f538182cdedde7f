"""Tasks of other units, and whistles."""

from django.urls import URLPattern, path

from linli.doors.desk.joint.views import calls, figures, tasks

urlpatterns: list[URLPattern] = [
    path("joint/", tasks.mine, name="joint-tasks"),
    path("joint/export.csv", tasks.export, name="joint-tasks-export"),
    path("joint/<uuid:task_id>/<slug:act>/", tasks.act, name="joint-act"),
    path("matter/<str:number>/ask-units/", tasks.ask, name="joint-ask"),
    path("matter/<str:number>/merge-answers/", tasks.merge, name="joint-merge"),
    path("matter/<str:number>/whistle/", calls.whistle, name="joint-whistle"),
    path("joint/whistles/", calls.index, name="joint-whistles"),
    path("joint/whistles/export.csv", calls.export, name="joint-whistles-export"),
    path("joint/whistles/figures/", figures.page, name="joint-figures"),
    path("joint/whistles/figures.csv", figures.export, name="joint-figures-export"),
    path("joint/whistles/<uuid:call_id>/", calls.call, name="joint-call"),
]
