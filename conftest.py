"""Fixtures of every test: the cast of people that the stories are about."""

from importlib.util import find_spec

pytest_plugins = ["linli.testing.cast"] if find_spec("linli.testing.cast") else []
