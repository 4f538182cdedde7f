"""Run the look alone: `ROOT_URLCONF = "linli.ground.look.styleguide.urls"`."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("look/", include("linli.ground.look.urls")),
]
handler400 = "linli.ground.look.errors.bad_request"
handler403 = "linli.ground.look.errors.forbidden"
handler404 = "linli.ground.look.errors.not_found"
handler500 = "linli.ground.look.errors.server_error"
