"""Procedures: what may happen to a matter, as data; and the one place that moves a matter along."""
