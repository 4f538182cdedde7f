"""The key of each member of staff, under their password alone: to it is sealed what only they may open."""
