"""Fixtures of every test: the cast of people that the stories are about."""

pytest_plugins = ["linli.testing.cast", "linli.testing.makers", "linli.testing.browser"]
