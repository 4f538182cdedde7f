"""Finding matters: by the words they contain, and by any combination of what they are, in order and at any depth."""

from linli.core.matters.search.finding import QueryTooShort, QueryWrong, find
from linli.core.matters.search.indexing import index, index_all

__all__ = ["QueryTooShort", "QueryWrong", "find", "index", "index_all"]
