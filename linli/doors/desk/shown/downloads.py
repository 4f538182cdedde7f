"""A table to take away, as every list offers it."""

from collections.abc import Iterable, Sequence

from django.http import StreamingHttpResponse
from django.utils import timezone

from linli.lib.spreadsheets import csv_lines
from linli.lib.spreadsheets.writing import Value


def csv_download(name: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> StreamingHttpResponse:
    """Return the rows as a CSV file named after `name` and today, sent row by row."""
    answer = StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate():%Y%m%d}.csv"'
    return answer
