"""Lets figures and exports read from the copy. Stands last, after everybody who may refuse."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse

from linli.config.copies.following import following
from linli.config.copies.pages import reads_from_copy
from linli.config.copies.router import from_copy

Next = Callable[[HttpRequest], HttpResponseBase]
AS_OF = "Data-As-Of"


class FromCopy:
    """Calls the view within `from_copy`, says as of when its data are, and calls it again without where the copy fails."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        match = request.resolver_match
        if request.method not in ("GET", "HEAD") or match is None or not reads_from_copy(match.view_name):
            return None
        as_of = following.state()
        if as_of is None:
            return None
        request.as_of = as_of  # type: ignore[attr-defined]
        try:
            with from_copy():
                response = view(request, *args, **kwargs)
                if isinstance(response, StreamingHttpResponse):
                    response.streaming_content = begun(cast(Iterable[bytes], response.streaming_content))
        except DatabaseError as error:
            following.lost(error)
            del request.as_of  # type: ignore[attr-defined]
            return None
        response[AS_OF] = as_of.isoformat(timespec="seconds")
        return response


def begun(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Fetch the first piece at once, so that a copy which is away is noticed while there is still another way."""
    reading = iter(pieces)
    first = next(reading, b"")
    return _rest(first, reading)


def _rest(first: bytes, reading: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    while True:
        with from_copy():
            piece = next(reading, None)
        if piece is None:
            return
        yield piece
