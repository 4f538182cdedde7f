"""Security headers on every answer, errors and static files included. Nothing inline, nothing from elsewhere."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

POLICY = {
    "default-src": "'none'",
    "object-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data: blob:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "media-src": "'self' blob:",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
CONTENT_SECURITY_POLICY = "; ".join(f"{name} {value}" for name, value in POLICY.items())
PERMISSIONS_POLICY = ", ".join(
    [
        "camera=(self)",
        "geolocation=(self)",
        "accelerometer=()",
        "display-capture=()",
        "gyroscope=()",
        "magnetometer=()",
        "microphone=()",
        "midi=()",
        "payment=()",
        "usb=()",
    ]
)

# `same-origin`, not `no-referrer`: with the latter browsers send `Origin: null` on our own forms, and the check
# against forged requests would refuse them.
FIXED = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS_POLICY,
}
# Said here, not by Django, because Django's middleware does not see what is answered before it.
STRICT = "max-age=%d; includeSubDomains"


class SecurityHeaders:
    """The outermost middleware. A view may tighten a header by setting it; it is then left alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in FIXED.items():
            response.headers.setdefault(name, value)
        if request.is_secure() and settings.SECURE_HSTS_SECONDS:
            response.headers.setdefault("Strict-Transport-Security", STRICT % settings.SECURE_HSTS_SECONDS)
        if not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = (
                "no-store" if is_personal(request, response) else "private, no-cache"
            )
        return response


def is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    """Tell whether the answer may hold what only this reader may see: a session, a login or a key was involved."""
    return bool(
        settings.SESSION_COOKIE_NAME in request.COOKIES
        or settings.SESSION_COOKIE_NAME in response.cookies
        or "Authorization" in request.headers
        or getattr(request, "actor", None) is not None
        or request.method not in ("GET", "HEAD")
    )
