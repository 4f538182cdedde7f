"""Where each door begins."""

from django.urls import include, path

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("look/", include("linli.ground.look.urls")),
    path("account/", include("linli.ground.people.login.urls")),
    path("desk/", include("linli.doors.desk.urls")),
    path("api/v1/", include("linli.doors.api.urls")),
    path("", include("linli.doors.portal.urls")),
]
