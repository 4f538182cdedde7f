"""Figures: sums over months by one dimension, each with the matters behind it. Read from the tallies alone."""

from linli.flow.statistics.queries.published import (
    FEWEST_SHOWN,
    public_months,
    public_table,
    public_total,
    public_trend,
)
from linli.flow.statistics.queries.rows import Months, Rate, Row
from linli.flow.statistics.queries.scopes import CENTRE, DIMENSIONS, SEE, Scope, scope_of, scopes_of
from linli.flow.statistics.queries.tables import Keyed, counted_in, labelled, overview, table, total, trend
from linli.flow.statistics.queries.together import Together, together

__all__ = [
    "CENTRE",
    "DIMENSIONS",
    "FEWEST_SHOWN",
    "SEE",
    "Keyed",
    "Months",
    "Rate",
    "Row",
    "Scope",
    "Together",
    "counted_in",
    "labelled",
    "overview",
    "public_months",
    "public_table",
    "public_total",
    "public_trend",
    "scope_of",
    "scopes_of",
    "table",
    "together",
    "total",
    "trend",
]
