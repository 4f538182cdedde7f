"""Tests of pages begin with the same petitions as those of actions."""

from linli.capabilities.petitions.tests.conftest import petitions_office

__all__ = ["petitions_office"]
