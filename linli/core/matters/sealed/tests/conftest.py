"""A kind of matter that is sealed, without any capability that brings one: the centre's own for these tests."""

from dataclasses import replace

import pytest

from linli.core import capability
from linli.core.capability import Kind


@pytest.fixture(autouse=True)
def accusation(monkeypatch):
    """Let the first capability take in accusations too; they follow its procedure."""
    first = capability.named("requests")
    kinds = (*first.kinds, Kind("test_accusation", "举报", "", sealed=True))
    monkeypatch.setitem(capability._capabilities, first.name, replace(first, kinds=kinds))
