"""Tables that centres bring and take away: CSV and XLSX in, CSV and XLSX out."""

from linli.lib.spreadsheets.reading import BadRow, Row, Table, Unreadable, open_table
from linli.lib.spreadsheets.writing import csv_lines, safe_text, write_xlsx

__all__ = ["BadRow", "Row", "Table", "Unreadable", "csv_lines", "open_table", "safe_text", "write_xlsx"]
