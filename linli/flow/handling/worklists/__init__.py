"""The lists of the staff: which matters wait for whom, in the order in which they are due, filtered and paged.

A list is a lane (`lanes`) with filters (`filters`). Page, count, export and map read the same lane through the same
predicate, so they cannot differ.
"""

from linli.flow.handling.worklists.counting import counts
from linli.flow.handling.worklists.filters import Filters
from linli.flow.handling.worklists.lanes import LANES, Lane, lane_named, lanes_of
from linli.flow.handling.worklists.paging import count, matters, page, rows

__all__ = ["LANES", "Filters", "Lane", "count", "counts", "lane_named", "lanes_of", "matters", "page", "rows"]
