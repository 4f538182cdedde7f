"""Figures of petitions, the organs that they are about, proposals of the office, and the yearly report (articles 40, 41)."""
