"""Fills the tables with many matters quickly. It belongs to the benchmark: nothing here goes through the real actions."""

from bench.loading.county import County, make_county
from bench.loading.filling import fill

__all__ = ["County", "fill", "make_county"]
