"""Counting petitions: what each counts in, tables of it, sealed ones by their viewer, and what of it may be published."""
