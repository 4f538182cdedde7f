"""Fixtures of every test: the cast of people that the stories are about, and the centre they work in."""

pytest_plugins = ["linli.testing.cast", "linli.testing.makers"]
