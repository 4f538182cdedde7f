"""Rows that are valid from one day to another, both included; an open end is NULL."""

from datetime import date

from django.db.models import Q


def valid_on(on: date, prefix: str = "") -> Q:
    """Return the condition that the row (or the one `prefix` leads to, e.g. "unit__") is valid on `on`."""
    begun = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": on})
    unended = Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gte": on})
    return begun & unended
