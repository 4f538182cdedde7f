"""Handing a stored file to a browser, so that it can be looked at and can do nothing."""

import io
import unicodedata
from pathlib import PurePosixPath

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response

from linli.ground.files import queries
from linli.ground.files.models import StoredFile

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf", WORD: ".docx"}
LONGEST_NAME = 80
POLICY = "default-src 'none'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"


def serve(
    request: HttpRequest, stored: StoredFile, name: str, *, thumbnail: bool = False
) -> HttpResponseBase:
    """Return the file as a response. Call it only after finding what it belongs to through `visible_to`.

    Pictures, which we encoded ourselves, may be shown in place; everything else is offered for saving. The browser may
    keep a copy, but asks again each time, so that a right that has ended ends here too.
    """
    etag = f'"{stored.digest}{"-t" if thumbnail else ""}"'
    unchanged = get_conditional_response(request, etag=etag)
    response: HttpResponseBase
    if unchanged is not None:
        response = unchanged
    else:
        kind = "image/jpeg" if thumbnail else stored.kind
        response = FileResponse(
            queries.open_file(stored, thumbnail=thumbnail),
            content_type=kind,
            filename=tidy_name(name, kind),
            as_attachment=not kind.startswith("image/"),
        )
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return _harmless(response)


def serve_data(data: bytes, kind: str, name: str) -> HttpResponseBase:
    """Return bytes that were kept sealed as a file to save; the browser keeps no copy of its own."""
    response = FileResponse(
        io.BytesIO(data), content_type=kind, filename=tidy_name(name, kind), as_attachment=True
    )
    response["Cache-Control"] = "no-store"
    return _harmless(response)


def _harmless(response: HttpResponseBase) -> HttpResponseBase:
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def tidy_name(name: str, kind: str) -> str:
    """Return a file name without folders, control and direction characters, with the suffix that fits its kind."""
    last = PurePosixPath(name.replace("\\", "/")).name
    visible = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*')
    stem = visible.strip(". ").rsplit(".", 1)[0][:LONGEST_NAME] or "file"
    return stem + SUFFIXES.get(kind, "")
