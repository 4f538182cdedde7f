"""Where each door begins."""

from django.urls import include, path

from linli.core import capability

urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("look/", include("linli.ground.look.urls")),
    path("account/", include("linli.ground.people.login.urls")),
    path("desk/", include("linli.doors.desk.urls")),
    path("api/v1/", include("linli.doors.api.urls")),
    *(path("", include(plug.pages)) for plug in capability.every() if plug.pages),
    path("", include("linli.doors.portal.urls")),
]

handler400 = "linli.ground.look.errors.bad_request"
handler403 = "linli.ground.look.errors.forbidden"
handler404 = "linli.ground.look.errors.not_found"
handler500 = "linli.ground.look.errors.server_error"
