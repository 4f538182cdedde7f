"""Petitions of the invented year. Found by the demonstration, which calls `plan`."""

from linli.capabilities.petitions.demonstration.life import plan

__all__ = ["plan"]
