"""Errors for machines: `application/problem+json` (RFC 9457)."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, JsonResponse

CONTENT_TYPE = "application/problem+json"


def problem_response(
    status: int,
    title: str,
    detail: str = "",
    errors: Sequence[Mapping[str, str]] = (),
    *,
    kind: str = "about:blank",
) -> JsonResponse:
    """Return a problem document. `errors` name fields by JSON pointer: `{"pointer": "/text", "detail": "…"}`."""
    body: dict[str, object] = {"type": kind, "title": title, "status": status}
    if detail:
        body["detail"] = detail
    if errors:
        body["errors"] = [dict(error) for error in errors]
    return JsonResponse(
        body, status=status, content_type=CONTENT_TYPE, json_dumps_params={"ensure_ascii": False}
    )


def wants_problem(request: HttpRequest) -> bool:
    """Tell whether a machine asks: the API's paths, or one that takes JSON and no page."""
    accepts = request.headers.get("Accept", "")
    return request.path.startswith("/api/") or ("json" in accepts and "text/html" not in accepts)
