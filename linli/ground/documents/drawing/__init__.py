"""Draw a document: the same tree of blocks as PDF and as a Word file, the same bytes for the same input."""

from linli.ground.documents.drawing.drawn import Drawn, drawn, drawn_pdf

__all__ = ["Drawn", "drawn", "drawn_pdf"]
