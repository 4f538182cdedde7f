"""A table to take away, as every list offers it."""

from collections.abc import Iterable, Sequence
from tempfile import TemporaryFile

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from linli.lib.spreadsheets import csv_lines, write_xlsx
from linli.lib.spreadsheets.writing import Value

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table_download(
    name: str, kind: str, header: Sequence[str], rows: Iterable[Sequence[Value]]
) -> HttpResponseBase:
    """Return the rows as a file of the `kind` "xlsx" or "csv", named after `name` and today."""
    if kind == "xlsx":
        book = TemporaryFile()  # noqa: SIM115 (the response closes it)
        write_xlsx(book, header, rows)
        book.seek(0)
        return FileResponse(book, as_attachment=True, filename=_dated(name, kind), content_type=XLSX)
    return csv_download(name, header, rows)


def csv_download(name: str, header: Sequence[str], rows: Iterable[Sequence[Value]]) -> StreamingHttpResponse:
    """Return the rows as a CSV file named after `name` and today, sent row by row."""
    answer = StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{_dated(name, "csv")}"'
    return answer


def _dated(name: str, kind: str) -> str:
    return f"{name}-{timezone.localdate():%Y%m%d}.{kind}"
