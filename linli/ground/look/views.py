"""How this reader wants to see the pages: larger, lighter, darker. Kept in a cookie, never in an account."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST
from django.views.i18n import JavaScriptCatalog

from linli.ground.look import context

A_YEAR = 365 * 24 * 3600


class Words(JavaScriptCatalog):
    """The words of our scripts in one language, for pages that say more by script than their HTML brings along."""

    domain = "djangojs"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override("en" if kwargs.pop("language") == "en" else settings.LANGUAGE_CODE):
            return super().get(request, *args, **kwargs)


@require_POST
def prefer(request: HttpRequest) -> HttpResponse:
    """Keep `size` ("large" or "") and `theme` ("light", "dark" or "") and go back to `next`."""
    response = HttpResponseRedirect(_where_from(request))
    for name, cookie, allowed in (
        ("size", context.cookie_name(context.SIZE_COOKIE), context.SIZES),
        ("theme", context.cookie_name(context.THEME_COOKIE), context.THEMES),
    ):
        if name not in request.POST:
            continue
        if request.POST[name] in allowed:
            response.set_cookie(
                cookie,
                request.POST[name],
                max_age=A_YEAR,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
            )
        else:
            response.delete_cookie(cookie, samesite="Lax")
    return response


def _where_from(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    here = {request.get_host()}
    return wanted if url_has_allowed_host_and_scheme(wanted, here, require_https=request.is_secure()) else "/"
