"""Draw a document: the same tree of blocks as PDF and as a Word file, the same bytes for the same input."""

from linli.ground.documents.drawing.drawn import Drawn, Look, drawn, drawn_pdf, looked_at

__all__ = ["Drawn", "Look", "drawn", "drawn_pdf", "looked_at"]
