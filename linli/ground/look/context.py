"""What every page shell needs to know: whose site this is, and how this reader wants to see it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

SIZE_COOKIE = "linli-size"
THEME_COOKIE = "linli-theme"
SIZES = ("large",)
THEMES = ("light", "dark")


def cookie_name(name: str) -> str:
    """Return the name of a cookie of ours: by HTTPS one that no other site and no plain HTTP can have set."""
    return f"__Host-{name}" if settings.SESSION_COOKIE_SECURE else name


def page(request: HttpRequest) -> dict[str, Any]:
    """Return `look`: `size`, `theme`, `lang` (BCP 47), `demonstration`, `site`, `path` (where to come back to) and `as_of`
    (of when the page's data are, where they come from a copy)."""
    size = request.COOKIES.get(cookie_name(SIZE_COOKIE), "")
    theme = request.COOKIES.get(cookie_name(THEME_COOKIE), "")
    look = {
        "size": size if size in SIZES else "",
        "theme": theme if theme in THEMES else "",
        "lang": "en" if (get_language() or "").startswith("en") else "zh-Hans",
        "demonstration": bool(getattr(settings, "DEMONSTRATION", False)),
        "site": getattr(settings, "SITE", {}),
        "as_of": getattr(request, "as_of", None),
        "path": request.get_full_path() if request.method in ("GET", "HEAD") else request.path,
    }
    return {"look": look}
